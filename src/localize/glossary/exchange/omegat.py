"""OmegaT glossaries: source, target and comment, parted by tabs, UTF-8.

The format knows no kinds and flags: they stand at the head of the comment (``place; izafet; a note``), where a
translator reads them and `read` finds them again. Only approved terms are written: OmegaT would offer any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.errors import GlossaryError
from localize.glossary.exchange import decoded, one_language
from localize.glossary.term import FLAGS, KINDS, Term, read_flags, write_flags

_FLAG = re.compile(rf"(?:{'|'.join(FLAGS)}|reading=\S+|forbidden=\S+)")


class OmegatGlossary:
    def read(self, data: bytes, name: str, lang: str | None = None) -> list[Term]:
        if lang is None:
            raise GlossaryError(f"{name}: the file does not say its language", "say it with --to kk or --to en")
        terms = []
        for number, line in enumerate(re.split(r"\r?\n", decoded(data, name)), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) < 2 or not cells[0]:
                raise GlossaryError(
                    f"{name}:{number}: no tab between source and target", "columns: source, target, comment"
                )
            terms.append(_term(cells, lang, name))
        return terms

    def write(self, terms: Sequence[Term]) -> bytes:
        one_language(terms, "an OmegaT glossary")
        approved = [term for term in terms if term.status == "approved" and term.target]
        return "".join("\t".join(map(_cell, (t.source, t.target, _comment(t)))) + "\n" for t in approved).encode()


def _term(cells: Sequence[str], lang: str, name: str) -> Term:
    parts = (cells[2] if len(cells) > 2 else "").split("; ")
    kind = parts.pop(0) if parts and parts[0] in KINDS else "term"
    flags = parts.pop(0).split() if parts and parts[0] and all(map(_FLAG.fullmatch, parts[0].split())) else []
    return read_flags(Term(cells[0], cells[1], lang, kind, note="; ".join(parts), origin=name), flags)  # type: ignore[arg-type]


def _comment(term: Term) -> str:
    return "; ".join(part for part in (term.kind, write_flags(term), term.note) if part)


def _cell(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", text)
