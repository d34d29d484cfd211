"""CSV for spreadsheets: ``ru,kk,en,kind,status,note``, then the flags of each language.

No cell begins like a formula (``= + - @``, tab, carriage return): such cells get an apostrophe, which `read`
takes off again. A forbidden rendering is a row of its own with the status ``forbidden``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from localize.errors import GlossaryError
from localize.glossary.exchange import decoded
from localize.glossary.term import KINDS, STATUSES, Term, read_flags, write_flags

LANGUAGES = ("kk", "en")
HEADER = ("ru", "kk", "en", "kind", "status", "note", "kk_flags", "en_flags", "source")
_FORMULA = re.compile(r"[=+\-@\t\r]")
Row = dict[str, str]


def neutralised(cell: str) -> str:
    """
    >>> neutralised("=1+1"), neutralised("'=1"), neutralised("МСБ")
    ("'=1+1", "''=1", 'МСБ')
    """
    return f"'{cell}" if _FORMULA.match(cell) or cell.startswith("'") else cell


def restored(cell: str) -> str:
    """The inverse of `neutralised`; an apostrophe that hides no formula stays."""
    return cell[1:] if re.match(r"'(?:[=+\-@\t\r]|')", cell) else cell


class CsvGlossary:
    def read(self, data: bytes, name: str, lang: str | None = None) -> list[Term]:
        rows = list(_rows(decoded(data, name), name))
        terms: dict[tuple[str, str, str], Term] = {}
        for number, row in rows:
            for term in _terms(row, f"{name}:{number}"):
                key = (term.lang, *term.key)
                known = terms.get(key)
                terms[key] = _joined(known, term, f"{name}:{number}") if known else term
        return [replace(term, origin=name) for term in terms.values()]

    def write(self, terms: Sequence[Term]) -> bytes:
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(HEADER)
        for row in _written(terms):
            writer.writerow([neutralised(row.get(column, "")) for column in HEADER])
        return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _rows(text: str, name: str) -> Iterator[tuple[int, Row]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if "ru" not in header or not {"kk", "en"} & set(header):
            raise GlossaryError(f"{name}: the first row must name the columns", f"columns: {','.join(HEADER[:6])}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(header, (restored(cell).strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise GlossaryError(
            f"{name}:{reader.line_num}: not CSV ({error})", "export it from the spreadsheet again"
        ) from error


def _terms(row: Row, where: str) -> Iterator[Term]:
    """The terms of a row, one for each language that has a cell."""
    kind, status = row.get("kind") or "term", row.get("status") or "approved"
    if kind not in KINDS or status not in STATUSES:
        raise GlossaryError(
            f"{where}: kind {kind!r}, status {status!r}", f"kinds: {', '.join(KINDS)}; statuses: {', '.join(STATUSES)}"
        )
    if not row.get("ru"):
        raise GlossaryError(f"{where}: the Russian term is missing", "fill the column ru, or delete the row")
    for lang in LANGUAGES:
        target = row.get(lang, "")
        if not target:
            continue
        term = Term(row["ru"], target, lang, kind, status, row.get("note", ""), provenance=row.get("source", ""))
        if status == "forbidden":
            term = replace(term, target="", status="approved", forbidden=(target,), note="", provenance="")
        yield read_flags(term, row.get(f"{lang}_flags", "").split())


def _joined(known: Term, term: Term, where: str) -> Term:
    """A row that forbids, joined with the row that approves; two rows that approve are a mistake."""
    if known.target and term.target and known.target != term.target:
        raise GlossaryError(
            f"{where}: «{term.source}» is {known.target} and {term.target}",
            "keep one; give the other the status forbidden",
        )
    main, other = (known, term) if known.target else (term, known)
    return replace(main, forbidden=tuple(dict.fromkeys((*main.forbidden, *other.forbidden))))


def _written(terms: Iterable[Term]) -> Iterator[Row]:
    """One row for terms that differ only in language; forbidden renderings follow their term."""
    rows: dict[tuple[str, ...], Row] = {}
    for term in terms:
        said = (term.source, term.kind, term.status, term.note, term.provenance)
        flags = write_flags(replace(term, forbidden=()))
        if term.target:
            row = rows.setdefault(said, dict(zip(("ru", "kind", "status", "note", "source"), said, strict=True)))
            row |= {term.lang: term.target, f"{term.lang}_flags": flags}
        for number, rendering in enumerate(term.forbidden):
            key = (*said[:2], "forbidden", str(number))
            row = rows.setdefault(key, {"ru": term.source, "kind": term.kind, "status": "forbidden"})
            row[term.lang] = rendering
    yield from rows.values()
