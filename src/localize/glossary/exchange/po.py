"""gettext PO as an exchange format: what `localize.glossary.catalogue` reads and writes."""

from __future__ import annotations

from collections.abc import Sequence

from localize.glossary import catalogue
from localize.glossary.exchange import one_language
from localize.glossary.term import Term


class PoGlossary:
    def read(self, data: bytes, name: str, lang: str | None = None) -> list[Term]:
        return catalogue.read(data, name, lang)

    def write(self, terms: Sequence[Term]) -> bytes:
        return catalogue.write(terms, one_language(terms, "a catalogue"))
