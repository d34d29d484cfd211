"""gettext PO: one entry a segment, raw machine translation marked fuzzy, everything we add in ``#.`` lines.

``# `` comments belong to people. Removing the fuzzy flag approves an entry (Poedit, Weblate, Lokalize).
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from localize.document import Article, Draft
from localize.review import Entry, Review, damaged, not_ours
from localize.review.notes import draft_of, notes

PLURALS = {"kk": "nplurals=2; plural=(n != 1);", "en": "nplurals=2; plural=(n != 1);"}
BOM = b"\xef\xbb\xbf"


class PoReview:
    suffix = ".po"

    def export(self, article: Article, lang: str) -> bytes:
        import polib

        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = _header(article, lang)
        lines = _lines(article)
        for draft in article.drafts[lang]:
            catalogue.append(_entry(article, draft, lines[draft.segment.id]))
        return f"{catalogue}".encode() + b"\n"

    def load(self, data: bytes, name: str) -> Review:
        catalogue = _parse(data, name)
        header = {key.lower(): value for key, value in catalogue.metadata.items()}
        try:
            article, digest = header["x-localize-article"], header["x-localize-source-hash"]
        except KeyError as error:
            raise not_ours(name, f"no {error} in its header") from None
        entries = tuple(_row(entry, article) for entry in catalogue if not entry.obsolete)
        return Review(
            article, header.get("x-localize-source", ""), digest, header.get("language", ""), entries,
            _reviewer(header.get("last-translator", "")), header.get("x-localize-package", ""),
        )  # fmt: skip


def _row(entry: Any, article: str) -> Entry:
    """A row of ours has its article and segment id as context; any other keeps its context, to be reported."""
    context: str = entry.msgctxt or ""
    prefix, _, segment = context.rpartition("/")
    return Entry(
        segment if prefix == article else context or "(no context)",
        entry.msgid,
        entry.msgstr,
        bool(entry.msgstr) and not entry.fuzzy,
        draft_of(entry.comment),
        entry.tcomment,
    )


def _reviewer(field: str) -> str:
    """``Name <mail>`` without the mail; the placeholder of a fresh template is nobody.

    >>> _reviewer("Айгүл Серік <aigul@example.kz>"), _reviewer("FULL NAME <EMAIL@ADDRESS>")
    ('Айгүл Серік', '')
    """
    return "" if field.startswith("FULL NAME") else re.sub(r"\s*<[^<>]*>\s*$", "", field).strip()


def _header(article: Article, lang: str) -> dict[str, str]:
    """Nobody has revised the file yet: the fields for that are there, as msgfmt wants, and empty."""
    packages = sorted({d.package for d in article.drafts[lang] if d.package})
    fields = {
        "Project-Id-Version": article.id,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": lang,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(lang, "nplurals=2; plural=(n != 1);"),
        "X-Source-Language": article.lang,
        "X-Localize-Article": article.id,
        "X-Localize-Source": article.name,
        "X-Localize-Source-Hash": article.hash,
        "X-Localize-Package": ", ".join(packages),
    }
    return {key: " ".join(value.split()) for key, value in fields.items()}


def _lines(article: Article) -> dict[str, int]:
    """The source line of every segment, for ``#:`` references."""
    lines: dict[str, int] = {}
    at, line = 0, 1
    for block in sorted(article.blocks, key=lambda b: b.start):
        line += article.source.count("\n", at, block.start)
        at = block.start
        lines |= {segment.id: line for segment in block.segments}
    return lines


def _entry(article: Article, draft: Draft, line: int) -> Any:
    import polib

    return polib.POEntry(
        msgctxt=f"{article.id}/{draft.segment.id}",
        msgid=draft.segment.text,
        msgstr=draft.target,
        comment="\n".join(notes(draft)),
        tcomment="\n".join(draft.comment.splitlines()),
        occurrences=[(re.sub(r"\s+", "_", article.name), str(line))],
        flags=[] if draft.approved else ["fuzzy"],
        previous_msgid=draft.previous or None,
    )


def _parse(data: bytes, name: str) -> Any:
    """polib reads lines as files have them only from a file: from a string it also cuts at U+2028 and U+0085."""
    import polib

    if not data.strip():
        raise damaged(name, "it is empty")
    if not data.rstrip().endswith(b'"') and b"#" not in data.rstrip().rpartition(b"\n")[2][:1]:
        raise damaged(name, "its last line has been cut off")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.po"
        path.write_bytes(data.removeprefix(BOM))
        try:
            return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=False, wrapwidth=0)
        except UnicodeDecodeError as error:
            raise damaged(name, "it is not UTF-8") from error
        except (OSError, ValueError, IndexError, AttributeError) as error:
            raise damaged(name, str(error).replace(str(path), name)) from error
