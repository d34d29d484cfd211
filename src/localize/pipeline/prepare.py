"""A segment made ready for the engine: markup out, slots in, nothing shouted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from localize import inline, slots
from localize.document import Segment, Span
from localize.engines import Hypothesis
from localize.glossary.casing import calmed, is_loud, may_be_loud, quiet_units
from localize.glossary.quoted import quoted_names
from localize.pipeline.settings import Settings
from localize.protect import free, protect, shown

COPIED = ("url", "email", "handle", "hashtag", "phone", "latin", "code")
_BARE = re.compile(r"(?:⟦\d+⟧|[^\w⟦⟧«»№§])+")  # quotation marks and № have conventions of their own


@dataclass(frozen=True, slots=True)
class Prepared:
    """A segment on its way to the engine."""

    segment: Segment
    settings: Settings
    stripped: inline.Stripped
    masked: slots.Masked
    terms: tuple[Span, ...] = ()
    loud: bool = False  # a headline in capitals: read by the engine in small letters, in the draft in capitals again

    @property
    def bare(self) -> bool:
        """Nothing but slots, none of them in a case, and what stands between them: there is no word to translate."""
        return bool(self.masked.spans) and bool(_BARE.fullmatch(self.masked.text))


def prepare(segment: Segment, with_slots: bool, settings: Settings) -> Prepared:
    """Take markup out; put slots in for terms, figures and what is only copied."""
    stripped = inline.strip(segment)
    terms = settings.terms.match(stripped.text) if settings.terms else []
    copied = [_code(stripped, s) for s in segment.markup if s.kind in COPIED]
    text = stripped.text
    if loud := may_be_loud(text) and is_loud(slots.fill(text, protect(quiet_units(text))).text):
        text = quiet_units(text)
    names = list(quoted_names(text, settings.lang)) if with_slots else []
    terms = [t for t in terms if not any(_is_part(t, name) for name in names)]  # «ЭкоШина Павлодар» is no Pavlodar
    found = [*protect(text, numbers=with_slots), *names]
    figures = [s for s in found if free(s, terms) and free(s, copied)]
    masking = [t for t in terms if with_slots and settings.terms and settings.terms.masks(t)] + copied + figures
    masking = masking[: slots.LIMIT]  # a figure without a slot comes through mostly; a term would have to be placed
    masking = sorted(masking, key=lambda s: s.start) if with_slots else []
    return Prepared(segment, settings, stripped, masked_text(text, masking, settings, loud), tuple(terms), loud)


def _is_part(term: Span, name: Span) -> bool:
    return name.start <= term.start and term.stop <= name.stop and len(term.text) < len(name.text)


def masked_text(text: str, spans: Sequence[Span], settings: Settings, loud: bool) -> slots.Masked:
    """The text with slots for the spans, and with nothing shouted."""
    masked = slots.fill(text, spans, shown_ending(settings))
    return replace(masked, text=calmed(masked.text, loud))


def _code(stripped: inline.Stripped, span: Span) -> Span:
    """A code span's place in the stripped text."""
    shift = sum(len(tag.text) for _, tag in stripped.tags if tag.stop <= span.start)
    return span.shifted(-shift)


def easier(prepared: Prepared, hypothesis: Hypothesis, *, plain: bool) -> Prepared:
    """The segment with only those slots that came through, or with none."""
    masked = prepared.masked
    numbers = [int(match[1]) for match in slots.SLOT.finditer(hypothesis.text)]
    kept = [span for n, span in enumerate(masked.spans, start=1) if numbers.count(n) == 1 and not plain]
    return replace(prepared, masked=masked_text(prepared.stripped.text, kept, prepared.settings, prepared.loud))


def shown_ending(settings: Settings) -> Callable[[Span], str]:
    """What a slot shows of what it stands for: a sign, or the Russian case, which only a glossary knows."""
    case = settings.terms.ending if settings.terms else (lambda span: "")
    return lambda span: shown(span) or case(span)
