"""What the pipeline asks of a glossary, for one target language (`localize.pipeline.Terminology`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from localize.document import Issue, Placement, Span
from localize.engines import Link
from localize.glossary import placement, rendering
from localize.glossary.matching import Matcher, matcher
from localize.glossary.term import Term, TermSpan
from localize.glossary.termbase import Conflict, Termbase
from localize.slots import RUSSIAN_ENDING


@dataclass(frozen=True)
class GlossaryTerminology:
    """Terms found by ``match`` are `TermSpan`; ``local`` are the names of one article, not in any glossary."""

    termbase: Termbase
    matcher: Matcher
    local: tuple[Term, ...] = ()

    @property
    def lang(self) -> str:
        return self.termbase.lang

    @property
    def hash(self) -> str:
        """What a draft depends on: the termbase (names of an article depend on the article alone)."""
        return self.termbase.hash

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.termbase.conflicts

    def match(self, text: str) -> list[Span]:
        """The terms of a text, in reading order, none inside another."""
        return [*self.matcher.match(text)]

    def masks(self, span: Span) -> bool:
        """Whether a term goes through the engine as a slot: names do, and terms of several words.

        A common word of one («аким», «аэропорт») tells the engine what the sentence is about; it is translated
        and then placed.
        """
        term = span.term if isinstance(span, TermSpan) else None
        return term is None or term.kind != "term" or term.exact or " " in term.source

    def fits(self, span: Span, ending: str) -> bool:
        """Whether a slot's Kazakh ending is one that the Russian preposition or case calls for, where it is clear.

        Among hypotheses nearly as good as the best, the one with the fewest misfits is the better one.
        """
        return not isinstance(span, TermSpan) or self.lang != "kk" or rendering.fits(span, ending)

    def ending(self, span: Span) -> str:
        """The ending by which a slot shows the Russian case: ``а`` genitive, ``у`` dative …"""
        return RUSSIAN_ENDING.get(span.case, "") if isinstance(span, TermSpan) else ""

    def render(self, span: Span, ending: str, before: str = "") -> tuple[str, str]:
        """A term or a figure for the ending that the engine hung on its slot, and its case."""
        return rendering.render(span, ending, before, self.lang)

    def place(
        self, text: str, spans: Sequence[Span], target: str, links: Sequence[Link]
    ) -> tuple[str, list[Placement], list[Issue]]:
        """Terms into a plain translation."""
        return placement.place(text, spans, target, links, self.lang)

    def within(self, texts: Sequence[str]) -> GlossaryTerminology:
        """This terminology and the persons that an article's texts name and no glossary holds."""
        from localize.glossary.candidates import local_terms

        return self.with_terms(local_terms(texts, self))

    def with_terms(self, terms: Iterable[Term]) -> GlossaryTerminology:
        """The same terminology with the names of one article; the glossary wins where both have one."""
        local = tuple(terms)
        return GlossaryTerminology(self.termbase, Matcher(self.matcher.index.joined(local)), local) if local else self


def terminology_of(termbase: Termbase) -> GlossaryTerminology:
    return GlossaryTerminology(termbase, matcher(termbase.usable))
