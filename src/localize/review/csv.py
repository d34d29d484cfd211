"""CSV for spreadsheets: semicolons and a byte-order mark, as Excel wants where the comma is the decimal sign.

No cell can become a formula: one that begins like a formula gets an apostrophe in front, which `load` takes off.
"""

from __future__ import annotations

import csv
import io
import re

from localize.document import Article
from localize.review import Review, damaged
from localize.review.safe_xml import restored, visible
from localize.review.table import facts, headings, review_of, rows

DANGEROUS = re.compile(r"(?=['=+\-@\t\r\n|%＝＋－＠])")
NEUTRALISED = re.compile(r"'(?=['=+\-@\t\r\n|%＝＋－＠])")


class CsvReview:
    suffix = ".csv"

    def export(self, article: Article, lang: str) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        lines = [list(fact) for fact in facts(article, lang).items()]
        lines += [[], list(headings())]
        lines += [
            [f"{r.number} {r.key}", r.source, r.target, r.tick, " / ".join(r.flags), r.draft.comment]
            for r in rows(article, lang)
        ]
        writer.writerows([[neutralise(visible(cell)) for cell in line] for line in lines])
        return out.getvalue().encode("utf-8-sig")

    def load(self, data: bytes, name: str) -> Review:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise damaged(name, "it is not UTF-8: save it as “CSV UTF-8”") from error
        if not text.strip():
            raise damaged(name, "it is empty")
        first = re.match(r'"?article"?([;,\t])', text)
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=first[1] if first else ";", strict=True))
        except csv.Error as error:
            raise damaged(name, str(error)) from error
        review = review_of([[restored(plain(cell)) for cell in line] for line in lines], name)
        if len(lines[-1]) < len(headings()):
            raise damaged(name, "its last row has been cut off")
        return review


def neutralise(cell: str) -> str:
    """
    >>> neutralise("=cmd()"), neutralise("— Иә"), neutralise("'so'")
    ("'=cmd()", '— Иә', "''so'")
    """
    return f"'{cell}" if DANGEROUS.match(cell) else cell


def plain(cell: str) -> str:
    """
    >>> plain(neutralise("-1")), plain("'90s")
    ('-1', "'90s")
    """
    return cell[1:] if NEUTRALISED.match(cell) else cell
