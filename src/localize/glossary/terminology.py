"""What the pipeline asks of a glossary, for one target language (`localize.pipeline.Terminology`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from localize.document import Issue, Placement, Span
from localize.engines import Link
from localize.glossary import placement, rendering
from localize.glossary.index import stem
from localize.glossary.matching import Matcher, matcher
from localize.glossary.term import Term, TermSpan
from localize.glossary.termbase import Conflict, Termbase
from localize.glossary.words import lowered, tokens
from localize.slots import RUSSIAN_ENDING


@dataclass(frozen=True)
class GlossaryTerminology:
    """Terms found by ``match`` are `TermSpan`; ``local`` are the names of one article, not in any glossary:
    ``matcher`` knows them, ``shared`` (which remembers what it found) the termbase alone."""

    termbase: Termbase
    matcher: Matcher
    shared: Matcher
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
        lower = lowered(text) if self.local else ""
        own = any(name in lower for name in self._beginnings)
        return [*(self.matcher if own else self.shared).match(text)]

    @cached_property
    def surnames(self) -> dict[str, str]:
        """How the termbase writes surnames that stand alone in it: Сулейменов → Suleimenov."""
        return {
            t.source: t.target for t in self.termbase.usable if t.kind == "person" and " " not in t.source + t.target
        }

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """What every form of a name of this article begins with: where none stands, the shared matcher will do."""
        return frozenset(stem(token.lower) for term in self.local for token in tokens(term.source)[-1:])

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

    def render(self, span: Span, ending: str, before: str = "", after: str = "") -> tuple[str, str]:
        """A term or a figure for the ending that the engine hung on its slot, and its case."""
        return rendering.render(span, ending, before, self.lang, after)

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
        if not local:
            return self
        return GlossaryTerminology(self.termbase, Matcher(self.shared.index.joined(local)), self.shared, local)


def terminology_of(termbase: Termbase) -> GlossaryTerminology:
    shared = matcher(termbase.usable)
    return GlossaryTerminology(termbase, shared, shared)
