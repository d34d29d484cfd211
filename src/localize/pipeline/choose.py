"""Which hypothesis becomes the draft: one that kept every slot, with endings that fit, its terms in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from localize import slots
from localize.document import Issue, Placement, Span
from localize.engines import Engine, Hypothesis, Link
from localize.glossary.rendering import render
from localize.pipeline.prepare import COPIED, Prepared
from localize.pipeline.settings import Settings

NEAR = 0.3  # mean log-probability: how much worse a hypothesis may be and still be preferred for its endings

_BRAND = re.compile(r"[a-z]+[A-Z]")  # iPhone, eGov


@dataclass(frozen=True, slots=True)
class Placed:
    """A hypothesis with the terms in it: ``links`` are those of ``text``, none where words were replaced."""

    hypothesis: Hypothesis
    text: str
    links: list[Link]
    placements: list[Placement]
    issues: list[Issue]


def as_it_is(prepared: Prepared) -> Hypothesis:
    """A text that is its own translation but for what fills its slots."""
    text = prepared.masked.text
    places = (m.span() for m in re.finditer(r"⟦\d+⟧|\S", text))
    return Hypothesis(text, 0.0, tuple(Link(start, stop, start, stop, 1.0) for start, stop in places))


def rescued(
    prepared: Sequence[Prepared], hypotheses: Sequence[Sequence[Hypothesis]], engine: Engine, n_best: int
) -> list[Sequence[Hypothesis]]:
    """The hypotheses, and more of them where none kept every slot: nine of ten such have one twice, not too few, and
    an engine that may not repeat itself gets four of five right (docs/glossary.md)."""
    lost = [n for n, p in enumerate(prepared) if not nearly_best(p, hypotheses[n])]
    carefully = getattr(engine, "carefully", None)
    found = list(hypotheses)
    if lost and carefully:
        for n, more in zip(lost, carefully([prepared[n].masked.text for n in lost], n_best), strict=True):
            found[n] = [*found[n], *more]
    return found


def nearly_best(prepared: Prepared, hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    """The hypotheses with every slot in them that are nearly as good as the best such; none asks for another try.

    First those whose endings are what the Russian forms call for.
    """
    bare = not prepared.masked.spans  # nothing to lose: a slot that the engine made up is taken out later
    good = [h for h in hypotheses if bare or not h.text or slots.intact(prepared.masked, h.text)]
    terms = prepared.settings.terms
    if not good or terms is None or not good[0].text:
        return good[:1]
    near = [h for h in good if h.text and h.score >= good[0].score - NEAR]
    if bare or len(near) == 1:
        return near
    return sorted(near, key=lambda h: sum(not terms.fits(*placed) for placed in _endings(prepared.masked, h.text)))


def _endings(masked: slots.Masked, text: str) -> list[tuple[Span, str]]:
    return [(span, ending) for span, _start, _stop, ending in slots.restore(masked, text).placed]


def best_placed(prepared: Prepared, near: Sequence[Hypothesis]) -> Placed:
    """The first hypothesis in which every term could be placed, else the one that misses fewest."""
    best = _placed(prepared, near[0])
    for hypothesis in near[1:]:
        if not best.issues:
            break
        other = _placed(prepared, hypothesis)
        best = other if len(other.issues) < len(best.issues) else best
    return best


def _placed(prepared: Prepared, hypothesis: Hypothesis) -> Placed:
    """A hypothesis with its slots filled and the other terms placed."""
    settings = prepared.settings
    placements: list[Placement] = []
    restored = slots.restore(prepared.masked, hypothesis.text, _writer(settings, placements))
    text = slots.LEFTOVER.sub("", restored.text)
    links = _outer(hypothesis.links, prepared.masked, restored)
    plain = _plain(prepared)
    issues: list[Issue] = []
    if settings.terms and plain:
        text, more, issues = settings.terms.place(prepared.stripped.text, plain, text, links)
        placements += more
        links = links if text == restored.text else []
    if prepared.stripped.text[:1].isupper() and text[:1].islower() and not _begins_as_it_must(text, placements):
        text = text[0].upper() + text[1:]
    if prepared.loud:
        text, placements = _loudly(text, placements)
    return Placed(hypothesis, text, links, placements, issues)


def _begins_as_it_must(text: str, placements: list[Placement]) -> bool:
    """With an address, or with a brand that has a small letter (iPhone)."""
    copied = tuple(p.target for p in placements if p.kind in COPIED)
    return bool(_BRAND.match(text)) or text.startswith(copied or "\0")


def _loudly(text: str, placements: list[Placement]) -> tuple[str, list[Placement]]:
    """A draft in capitals, but for what is copied as it is (an address, a hashtag) and for units (kWh)."""
    quiet = (p for p in placements if p.kind in (*COPIED, "measure") and not (p.kind == "latin" and p.source.isupper()))
    kept = sorted({p.target for p in quiet}, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, kept)) + ")", text) if kept else [text]
    said = [replace(p, target=p.target if p.target in kept else _upper(p.target)) for p in placements]
    return "".join(part if part in kept else _upper(part) for part in parts), said


def _upper(text: str) -> str:
    """In capitals, letter for letter: ß stays, so that offsets hold."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _plain(prepared: Prepared) -> list[Span]:
    """The terms that did not go through the engine as slots."""
    return [term for term in prepared.terms if term not in prepared.masked.spans]


def _writer(settings: Settings, placements: list[Placement]) -> Callable[[Span, str, str, str], str]:
    def write(span: Span, ending: str, before: str, after: str) -> str:
        if settings.terms:
            text, case = settings.terms.render(span, ending, before, after)
        else:
            text, case = render(span, ending, before, settings.lang, after)
        placements.append(Placement(span.text, text, span.kind, "slot", case, span.data))
        return text

    return write


def _outer(links: Sequence[Link], masked: slots.Masked, restored: slots.Restored) -> list[Link]:
    """Links between the masked texts → links between the real ones."""
    if not masked.spans:
        return list(links)
    here, there = restored.table(), masked.table()
    outer = slots.mapped
    return [
        Link(
            outer(link.start, here),
            max(outer(link.start, here) + 1, outer(link.stop, here)),
            outer(link.source_start, there),
            max(outer(link.source_start, there) + 1, outer(link.source_stop, there)),
            link.weight,
        )
        for link in links
    ]
