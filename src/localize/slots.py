"""Slots: protected spans leave the text as ``⟦1⟧`` and come back in the target; `fill` and `restore` are a pair.

Packages trained for it (metadata ``"slots": true``) keep a slot and hang the target's case ending on it.
Russian case is told to them by an ending after the slot, as in training: ``⟦1⟧а`` genitive, ``⟦1⟧у`` dative,
``⟦1⟧ом`` instrumental, ``⟦1⟧е`` prepositional; Kazakh case comes back the same way: ``⟦1⟧ның``.
A slot that got lost or doubled is reported, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from localize.document import Span

LIMIT = 9
Row = tuple[int, int, int, int]  # start and stop inside, start and stop outside
SLOT = re.compile(r"⟦\s*(\d{1,2})\s*⟧")
LEFTOVER = re.compile(r"⟦[^⟧]{0,4}⟧?|⟧")
SLOT_WITH_ENDING = re.compile(r"⟦\s*(\d{1,2})\s*⟧(-?[а-яёәғқңөұүһі]{1,5}|['’]s|(?:st|nd|rd|th)\b)?", re.IGNORECASE)
RUSSIAN_ENDING = {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its spans taken out; ``spans[n - 1]`` is what ``⟦n⟧`` stands for.

    ``places`` are the offsets of the slots in ``text``, with their endings.
    """

    text: str
    spans: tuple[Span, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    def outer(self, at: int) -> int:
        """The offset in the unmasked text of an offset in the masked one."""
        return mapped(at, self.table())

    def table(self) -> list[Row]:
        """Where each slot stands in the masked text, and its span in the unmasked one."""
        return [(p[0], p[1], s.start, s.stop) for p, s in zip(self.places, self.spans, strict=True)]


@dataclass(frozen=True, slots=True)
class Restored:
    """A target with its slots filled: where each span went, and which spans were lost or doubled.

    ``placed`` holds (span, start, stop, ending) in target offsets; ``places`` where each was in the hypothesis.
    """

    text: str
    placed: tuple[tuple[Span, int, int, str], ...] = ()
    lost: tuple[Span, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    def outer(self, at: int) -> int:
        """The offset in the restored text of an offset in the hypothesis."""
        return mapped(at, self.table())

    def table(self) -> list[Row]:
        """Where each slot stands in the hypothesis, and what was written for it in the restored text."""
        return [(p[0], p[1], start, stop) for p, (_, start, stop, _) in zip(self.places, self.placed, strict=True)]


def mapped(at: int, table: Sequence[Row]) -> int:
    """The outer offset of an inner one; within a slot, the same distance from its start while its text lasts."""
    shift = 0
    for start, stop, outer_start, outer_stop in table:
        if at < stop:
            return (
                at + shift
                if at <= start
                else outer_start + (at - start if at - start < outer_stop - outer_start else 0)
            )
        shift = outer_stop - stop
    return at + shift


def fill(text: str, spans: Sequence[Span], ending: Callable[[Span], str] = lambda span: "") -> Masked:
    """Replace the spans (in order, not overlapping) by slots; the first `LIMIT` of them.

    >>> fill("Рост на 5%.", [Span(8, 10, "5%", "number")]).text
    'Рост на ⟦1⟧.'
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at, length, taken = 0, 0, tuple(spans[:LIMIT])
    for number, span in enumerate(taken, start=1):
        slot = f"⟦{number}⟧{ending(span)}"
        parts += [text[at : span.start], slot]
        length += span.start - at
        places.append((length, length + len(slot)))
        length += len(slot)
        at = span.stop
    return Masked("".join([*parts, text[at:]]), taken, tuple(places))


def restore(masked: Masked, target: str, render: Callable[[Span, str, str, str], str] | None = None) -> Restored:
    """Put the spans back; ``render(span, ending, before, after)`` gives what is written for a slot and the
    ending after it; ``before`` is the restored text so far, ``after`` the rest of the target with its slots.

    Without ``render`` the span's own text returns and the ending stays, so that
    ``restore(fill(x), fill(x).text).text == x``.
    """
    parts: list[str] = []
    placed: list[tuple[Span, int, int, str]] = []
    places: list[tuple[int, int]] = []
    seen: set[int] = set()
    at = length = 0
    for match in SLOT_WITH_ENDING.finditer(target):
        number, ending = int(match[1]), match[2] or ""
        before = target[at : match.start()]
        parts.append(before)
        length += len(before)
        at = match.end()
        if number in seen or not 1 <= number <= len(masked.spans):
            continue
        seen.add(number)
        span = masked.spans[number - 1]
        text = render(span, ending, "".join(parts), target[at:]) if render else span.text + ending
        placed.append((span, length, length + len(text), ending))
        places.append((match.start(), match.end()))
        parts.append(text)
        length += len(text)
    text = "".join([*parts, target[at:]])
    lost = tuple(span for number, span in enumerate(masked.spans, start=1) if number not in seen)
    return Restored(text, tuple(placed), lost, tuple(places))


def intact(masked: Masked, target: str) -> bool:
    """Every slot stands in the target exactly once, and no others."""
    numbers = sorted(int(match[1]) for match in SLOT.finditer(target))
    return numbers == list(range(1, len(masked.spans) + 1)) and not LEFTOVER.search(SLOT.sub("", target))
