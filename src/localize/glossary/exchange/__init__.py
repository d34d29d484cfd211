"""Glossary files that other tools read: gettext PO, CSV, OmegaT's tab-separated text, TBX-Basic 2 and 3."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from localize.errors import GlossaryError
from localize.glossary.term import Term
from localize.registry import Registry


class GlossaryFormat(Protocol):
    """What a format implements: ``read`` and ``write`` are a pair.

    ``read`` takes a file's bytes, its name for messages, and the target language for formats that do not say
    theirs; it raises `GlossaryError`. ``write`` takes terms of one or more languages; a format for one
    language at a time raises `GlossaryError` for more.
    """

    def read(self, data: bytes, name: str, lang: str | None = None) -> list[Term]: ...

    def write(self, terms: Sequence[Term]) -> bytes: ...


FORMATS = Registry(
    "glossary",
    {
        "po": "localize.glossary.exchange.po:PoGlossary",
        "csv": "localize.glossary.exchange.spreadsheet:CsvGlossary",
        "omegat": "localize.glossary.exchange.omegat:OmegatGlossary",
        "tbx": "localize.glossary.exchange.tbx:TbxGlossary",
        "tbx3": "localize.glossary.exchange.tbx:Tbx3Glossary",
    },
)
SUFFIXES = {
    ".po": "po", ".csv": "csv", ".tsv": "omegat", ".txt": "omegat", ".utf8": "omegat", ".tab": "omegat", ".tbx": "tbx",
}  # fmt: skip


def format_of(name: str) -> str:
    """The format that a file name's suffix stands for.

    >>> format_of("terms.TBX")
    'tbx'
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise GlossaryError(
            f"{name}: no glossary format has the suffix {suffix!r}", f"there are: {', '.join(SUFFIXES)}"
        )
    return SUFFIXES[suffix]


def one_language(terms: Sequence[Term], what: str) -> str:
    """The language of terms that must have one."""
    found = sorted({term.lang for term in terms})
    if len(found) > 1:
        raise GlossaryError(f"{what} holds one target language, not {' and '.join(found)}", "choose one with --to kk")
    return found[0] if found else "kk"


def decoded(data: bytes, name: str) -> str:
    """A text file as UTF-8 or UTF-16 with its mark; anything else is refused by name."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"{name}: not UTF-8 ({error.reason} at byte {error.start})", "save it as UTF-8") from error
