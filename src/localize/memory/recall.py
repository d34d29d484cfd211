"""What the memory knows of a segment: exact matches that go in, and similar ones that are offered."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from localize.document import Article, Draft, Issue, Origin, Segment, Severity, Span
from localize.memory import figures, normal
from localize.memory.pairs import COLUMNS, Memory, Pair, pair_of
from localize.messages import _

Exact = Literal["approved", "fuzzy"]
Suggestions = tuple[tuple[int, str, str], ...]

LEAST = 75  # percent
OFFERED = 3
RARE = 4  # of a segment's stems, the candidates are looked up by so many of the rarest
FEW = 3  # that many rare stems are enough
SCARCE, COMMON = 200, 3000  # pairs of one stem that are looked at: at first, and where that is not enough
SCORED = 80  # candidates whose texts are compared


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered pair for a source text; ``target`` is its target, with the figures of the text where ``kind``
    is "figures". ``percent`` is 100 for the same text only."""

    pair: Pair
    target: str
    percent: int
    kind: Literal["exact", "figures", "fuzzy"]


def exact(memory: Memory, text: str, lang: str) -> list[Match]:
    """Pairs with the same text, newest first."""
    plain = normal.key(text)
    sql = f"SELECT {COLUMNS} FROM pair WHERE key = ? AND lang = ? ORDER BY date DESC, id DESC"
    found = map(pair_of, memory.store.rows(sql, normal.digest(lang, plain), lang))
    return [Match(pair, pair.target, 100, "exact") for pair in found if normal.key(pair.source) == plain]


def with_figures(memory: Memory, text: str, lang: str) -> Match | None:
    """The newest pair with the same text but for its figures, when they can be put in safely."""
    plain = normal.key(text)
    shape = normal.skeleton(plain)
    if shape == plain:
        return None
    sql = f"SELECT {COLUMNS} FROM pair WHERE skeleton = ? AND lang = ? ORDER BY date DESC, id DESC LIMIT 20"
    for pair in map(pair_of, memory.store.rows(sql, normal.digest(lang, shape), lang)):
        remembered = normal.key(pair.source)
        if normal.skeleton(remembered) == shape:
            target = figures.substituted(remembered, pair.target, plain, lang)
            if target is not None:
                return Match(pair, target, _percent(remembered, plain), "figures")
    return None


def similar(memory: Memory, text: str, lang: str, least: int = LEAST, most: int = OFFERED) -> list[Match]:
    """The pairs whose source is at least ``least`` percent the same, best first; one for each target.

    The score is Levenshtein's on characters, capitals apart: the share of the longer text that stays.
    """
    plain = normal.key(text).lower()
    found = [_match(pair, plain) for pair in _candidates(memory, plain, lang, least)]
    best: dict[str, Match] = {}
    for match in sorted(found, key=lambda m: (-m.percent, -m.pair.id)):
        if match.percent >= least and len(best) < most:
            best.setdefault(match.target, match)
    return list(best.values())


def _match(pair: Pair, plain: str) -> Match:
    return Match(pair, pair.target, _percent(normal.key(pair.source).lower(), plain), "fuzzy")


def _percent(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return math.floor(100 * Levenshtein.normalized_similarity(one, other))


def _candidates(memory: Memory, plain: str, lang: str, least: int) -> list[Pair]:
    """Pairs of about this length that share the rarest stems of the text, those that share most of them."""
    sizes = math.ceil(len(plain) * least / 100), math.floor(len(plain) * 100 / least)
    shared: dict[int, int] = {}
    for numbers in _rarest(memory, plain, lang, sizes):
        for number in numbers:
            shared[number] = shared.get(number, 0) + 1
    chosen = sorted(shared, key=lambda number: (-shared[number], -number))[:SCORED]
    sql = f"SELECT {COLUMNS} FROM pair WHERE id IN ({', '.join('?' * len(chosen))}) AND lang = ?"
    return [pair_of(row) for row in memory.store.rows(sql, *chosen, lang)]


def _rarest(memory: Memory, plain: str, lang: str, sizes: tuple[int, int]) -> list[list[int]]:
    """For the rarest stems, the pairs that have them. Most segments have a few rare words and need no others."""
    numbers = sorted(normal.stem_number(lang, stem) for stem in normal.stems(plain))
    lists = [_posted(memory, number, sizes, SCARCE) for number in numbers]
    rare = sorted((found for found in lists if 0 < len(found) < SCARCE), key=len)[:RARE]
    if len(rare) < FEW:
        common = [number for number, found in zip(numbers, lists, strict=True) if len(found) == SCARCE]
        common.sort(key=lambda number: _count(memory, number, sizes))
        rare += [_posted(memory, number, sizes, COMMON) for number in common[: RARE - len(rare)]]
    return rare


def _posted(memory: Memory, stem: int, sizes: tuple[int, int], most: int) -> list[int]:
    sql = "SELECT pair FROM posting WHERE stem = ? AND size BETWEEN ? AND ? LIMIT ?"
    return [row[0] for row in memory.store.rows(sql, stem, *sizes, most)]


def _count(memory: Memory, stem: int, sizes: tuple[int, int]) -> int:
    """How many pairs have a stem, counted up to `COMMON`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM posting WHERE stem = ? AND size BETWEEN ? AND ? LIMIT ?)"
    return int(memory.store.rows(sql, stem, *sizes, COMMON)[0][0])


def suggester(memory: Memory, lang: str) -> Callable[[Segment], Suggestions]:
    """What `pipeline.Settings.suggest` asks: (percent, source, target) of similar pairs."""

    def suggest(segment: Segment) -> Suggestions:
        return tuple((m.percent, m.pair.source, m.target) for m in similar(memory, segment.text, lang))

    return suggest


def known_for(memory: Memory, article: Article, lang: str, mode: Exact = "fuzzy") -> dict[str, Draft]:
    """Drafts for the segments of an article that the memory has an exact match for, by segment text.

    ``mode`` says whether they go in as approved; never so where figures were put in or approved targets disagree.
    """
    found: dict[str, Draft] = {}
    for segment in article.segments():
        if segment.text not in found and (draft := _known(memory, article, segment, lang, mode)):
            found[segment.text] = draft
    return found


def _known(memory: Memory, article: Article, segment: Segment, lang: str, mode: Exact) -> Draft | None:
    matches = [match for match in exact(memory, segment.text, lang) if fits(segment, match.target)]
    matches.sort(key=lambda match: match.pair.article != article.id)
    if matches:
        others = tuple((100, m.pair.source, m.target) for m in matches[1:])
        return Draft(
            segment, lang, matches[0].target, Origin.MEMORY, matches[0].pair.package,
            approved=mode == "approved" and not others, suggestions=others,
        )  # fmt: skip
    match = with_figures(memory, segment.text, lang)
    if match is None or not fits(segment, match.target):
        return None
    issue = Issue("memory-figures", Severity.HINT, _("from the memory, with other figures: compare them"))
    offered = ((match.percent, match.pair.source, match.pair.target),)
    return Draft(
        segment, lang, match.target, Origin.MEMORY, match.pair.package, issues=(issue,), suggestions=offered
    )  # fmt: skip


def fits(segment: Segment, target: str) -> bool:
    """The target has the segment's markup, each piece as often, and nothing else that could be taken for markup."""
    rest, source = target, segment.text
    for span in sorted(_marks(segment), key=lambda span: -len(span.text)):
        if span.text not in rest:
            return False
        rest, source = rest.replace(span.text, " ", 1), source.replace(span.text, " ", 1)
    return all(rest.count(sign) <= source.count(sign) for sign in "<>[]*`_⟦⟧")


def _marks(segment: Segment) -> list[Span]:
    return [span for span in segment.markup if span.kind in ("markup", "code")]
