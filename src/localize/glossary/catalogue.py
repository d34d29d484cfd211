"""Glossaries as gettext catalogues: msgctxt = kind, msgid = Russian, msgstr = target, fuzzy = candidate.

``#. flags: …`` carries what inflection needs, ``#. note: …`` and ``#. source: …`` are for people; `read` and
`write` are a pair. Obsolete entries (``#~``) are passed over.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from localize.errors import GlossaryError
from localize.glossary.term import KINDS, Term, read_flags, write_flags

LANGUAGES = ("kk", "en")
_LINE = re.compile(r"^(flags|note|source):[ \t]*(.*)$")


def read(data: bytes, name: str, lang: str | None = None) -> list[Term]:
    """The terms of a catalogue; ``lang`` is used when its header names no language."""
    catalogue = _parse(data, name)
    language = (catalogue.metadata.get("Language") or lang or "").split("_")[0]
    if language not in LANGUAGES:
        raise GlossaryError(
            f"{name}: its header says Language: {language or 'nothing'}",
            "glossaries are for kk or en: set the Language header",
        )
    return [_term(entry, language, name) for entry in catalogue if not entry.obsolete]


def header(data: bytes, name: str) -> dict[str, str]:
    """The header of a catalogue, to be written back unchanged."""
    return dict(_parse(data, name).metadata)


def write(terms: Iterable[Term], lang: str, metadata: Mapping[str, str] | None = None) -> bytes:
    """A catalogue of the terms of one language, sorted as the shipped ones are."""
    import polib

    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {**_HEADER, **(metadata or {}), "Language": lang}
    for term in sorted((t for t in terms if t.lang == lang), key=lambda t: (t.kind, t.source)):
        catalogue.append(
            polib.POEntry(
                msgctxt=term.kind,
                msgid=term.source,
                msgstr=term.target,
                comment="\n".join(_comment(term)),
                flags=["fuzzy"] if term.status == "candidate" else [],
            )
        )
    return f"{catalogue}".rstrip("\n").encode() + b"\n"


_HEADER = {
    "Project-Id-Version": "glossary",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def _term(entry: Any, lang: str, name: str) -> Term:
    kind = entry.msgctxt or "term"
    if kind not in KINDS:
        raise GlossaryError(
            f"{name}:{entry.linenum}: the context of «{entry.msgid}» is {kind!r}",
            f"msgctxt is one of {', '.join(KINDS)}",
        )
    said: dict[str, str] = {}
    notes: list[str] = []
    for line in (entry.comment or "").split("\n"):
        match = _LINE.match(line.strip())
        if match and match[1] != "note":
            said.setdefault(match[1], match[2].strip())
        elif line.strip():
            notes.append(match[2].strip() if match else line.strip())
    note = "\n".join(notes)
    status = "candidate" if "fuzzy" in entry.flags else "approved"
    term = Term(entry.msgid, entry.msgstr, lang, kind, status, note, provenance=said.get("source", ""), origin=name)  # type: ignore[arg-type]
    return read_flags(term, said["flags"].split()) if "flags" in said else term


def _comment(term: Term) -> list[str]:
    flags = write_flags(term)
    note = term.note.split("\n") if term.note else []
    return [
        *([f"flags: {flags}"] if flags else []),
        *(f"note: {line}" for line in note),
        *([f"source: {term.provenance}"] if term.provenance else []),
    ]


def _parse(data: bytes, name: str) -> Any:
    """polib reads lines as files have them only from a file: from a string it also cuts at U+2028 and U+0085."""
    import polib

    if not data.strip():
        raise GlossaryError(f"{name}: the file is empty", "`localize glossary export FILE.po` writes one to start from")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.po"
        path.write_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        try:
            return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=False, wrapwidth=0)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            detail = str(error).replace(str(path), name)
            raise GlossaryError(
                f"{name}: damaged PO file ({detail})", f"`msgfmt --check {name}` shows the line"
            ) from error
