"""The one place that knows the whole walk: strip → protect → mask → translate → restore → reinsert → check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from localize import inline, slots
from localize.checks import check
from localize.document import Article, Draft, Issue, Origin, Placement, Segment, Severity, Span
from localize.engines import Engine, Hypothesis, Link
from localize.messages import _
from localize.protect import convention, free, protect

Progress = Callable[[int], None]
COPIED = ("url", "email", "handle", "hashtag", "code")


class Terminology(Protocol):
    """What the pipeline asks of a glossary; `localize.glossary` answers it.

    ``match`` finds the terms of a text; ``ending`` is the Russian case ending a slot shows for a term;
    ``render`` writes a term (or a figure) for the ending that the engine hung on its slot; ``place`` puts
    terms into a plain translation where the engine knows no slots.
    """

    def match(self, text: str) -> list[Span]: ...

    def ending(self, span: Span) -> str: ...

    def render(self, span: Span, ending: str) -> tuple[str, str]: ...

    def place(
        self, text: str, spans: Sequence[Span], target: str, links: Sequence[Link]
    ) -> tuple[str, list[Placement], list[Issue]]: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What a translation depends on beside the text and the package."""

    lang: str
    n_best: int = 3
    slots: bool = True
    terms: Terminology | None = None
    known: Mapping[str, Draft] = field(default_factory=dict)
    suggest: Callable[[Segment], tuple[tuple[int, str, str], ...]] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A segment on its way to the engine."""

    segment: Segment
    stripped: inline.Stripped
    masked: slots.Masked
    terms: tuple[Span, ...] = ()


def translate(
    articles: Sequence[Article], engine: Engine, settings: Settings, progress: Progress | None = None
) -> list[Article]:
    """The articles with drafts in ``settings.lang`` for every segment; all segments go to the engine at once.

    Segments in ``settings.known`` (by segment id or by text) are not translated again.
    """
    todo = [
        segment
        for article in articles
        for segment in article.segments()
        if _known(settings, article, segment) is None
    ]
    drafts = dict(zip((id(s) for s in todo), drafts_of(todo, engine, settings, progress), strict=True))
    done = []
    for article in articles:
        ordered = tuple(
            drafts[id(segment)] if id(segment) in drafts else replace(_require(settings, article, segment), segment=segment)
            for segment in article.segments()
        )
        done.append(replace(article, drafts={**article.drafts, settings.lang: ordered}))
    return done


def _known(settings: Settings, article: Article, segment: Segment) -> Draft | None:
    return settings.known.get(f"{article.id}/{segment.id}") or settings.known.get(segment.text)


def _require(settings: Settings, article: Article, segment: Segment) -> Draft:
    draft = _known(settings, article, segment)
    assert draft is not None
    return draft


def drafts_of(
    segments: Sequence[Segment], engine: Engine, settings: Settings, progress: Progress | None = None
) -> list[Draft]:
    """A draft for every segment, in order. Slots that get lost are tried again on the plain text."""
    prepared = [prepare(segment, engine.slots and settings.slots, settings) for segment in segments]
    hypotheses = engine.translate([p.masked.text for p in prepared], settings.n_best, progress)
    chosen = [_intact(p, found) for p, found in zip(prepared, hypotheses, strict=True)]
    again = [number for number, hypothesis in enumerate(chosen) if hypothesis is None]
    plain = {number: _plainly(prepared[number], settings) for number in again}
    retried = engine.translate([plain[n].masked.text for n in again], 1)
    for number, found in zip(again, retried, strict=True):
        prepared[number], chosen[number] = plain[number], found[0]
    return [
        finish(p, hypothesis, found, engine, settings)
        for p, hypothesis, found in zip(prepared, chosen, hypotheses, strict=True)
        if hypothesis is not None
    ]


def prepare(segment: Segment, with_slots: bool, settings: Settings) -> Prepared:
    """Take markup out; put slots in for terms, figures and what is only copied."""
    stripped = inline.strip(segment)
    terms = settings.terms.match(stripped.text) if settings.terms else []
    copied = [_code(stripped, s) for s in segment.markup if s.kind in COPIED]
    figures = [s for s in protect(stripped.text, numbers=with_slots) if free(s, terms) and free(s, copied)]
    masking = figures + copied + (terms if with_slots else [])
    ending = settings.terms.ending if settings.terms else (lambda span: "")
    masked = slots.fill(stripped.text, sorted(masking, key=lambda s: s.start), ending) if with_slots else (
        slots.Masked(stripped.text)
    )  # fmt: skip
    return Prepared(segment, stripped, masked, tuple(terms))


def _code(stripped: inline.Stripped, span: Span) -> Span:
    """A code span's place in the stripped text."""
    shift = sum(len(tag.text) for _, tag in stripped.tags if tag.stop <= span.start)
    return span.shifted(-shift)


def _plainly(prepared: Prepared, settings: Settings) -> Prepared:
    return replace(prepared, masked=slots.Masked(prepared.stripped.text))


def _intact(prepared: Prepared, hypotheses: Iterable[Hypothesis]) -> Hypothesis | None:
    """The best hypothesis with every slot in it; None asks for another try."""
    for hypothesis in hypotheses:
        if not hypothesis.text or slots.intact(prepared.masked, hypothesis.text):
            return hypothesis
    return None


def finish(
    prepared: Prepared, hypothesis: Hypothesis, found: Sequence[Hypothesis], engine: Engine, settings: Settings
) -> Draft:
    """The draft: slots filled, terms placed, markup back in, checked."""
    segment = prepared.segment
    if not hypothesis.text.strip():
        return _untranslated(segment, engine, settings)
    placements: list[Placement] = []
    restored = slots.restore(prepared.masked, hypothesis.text, _writer(settings, placements))
    text = slots.LEFTOVER.sub("", restored.text)
    issues: list[Issue] = []
    links = _outer(hypothesis.links, prepared.masked, restored)
    if settings.terms and prepared.terms and not prepared.masked.spans:
        text, placed, issues = settings.terms.place(prepared.stripped.text, prepared.terms, text, links)
        placements += placed
        links = [] if text != restored.text else links
    back = inline.reinsert(prepared.stripped, text, links)
    if not back.sure:
        issues.append(Issue("markup-placed", Severity.HINT, _("check where the formatting stands")))
    draft = Draft(
        segment, settings.lang, back.text, Origin.MACHINE, engine.package, round(hypothesis.score, 3),
        tuple(h.text for h in found[1:] if h.text and not prepared.masked.spans), tuple(placements), tuple(issues),
        suggestions=settings.suggest(segment) if settings.suggest else (),
    )  # fmt: skip
    return replace(draft, issues=(*draft.issues, *check(draft)))


def _writer(settings: Settings, placements: list[Placement]) -> Callable[[Span, str], str]:
    def write(span: Span, ending: str) -> str:
        if settings.terms:
            text, case = settings.terms.render(span, ending)
        else:
            text, case = convention(span, settings.lang) + ending, ""
        placements.append(Placement(span.text, text, span.kind, "slot", case, span.data))
        return text

    return write


def _outer(links: Sequence[Link], masked: slots.Masked, restored: slots.Restored) -> list[Link]:
    """Links between the masked texts → links between the real ones."""
    if not masked.spans:
        return list(links)
    return [
        Link(restored.outer(link.start), max(restored.outer(link.start) + 1, restored.outer(link.stop)),
             masked.outer(link.source_start), max(masked.outer(link.source_start) + 1, masked.outer(link.source_stop)),
             link.weight)
        for link in links
    ]  # fmt: skip


def _untranslated(segment: Segment, engine: Engine, settings: Settings) -> Draft:
    issue = Issue("untranslated", Severity.CRITICAL, _("the engine found no translation: the source stands"))
    return Draft(segment, settings.lang, segment.text, Origin.SOURCE, engine.package, issues=(issue,))
