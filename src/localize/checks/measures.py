"""Is it as much of the same? Currencies, units and percentages of the numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from localize.checks.figures import Figure
from localize.checks.rule import Found, rule
from localize.checks.subject import Subject
from localize.checks.tables import table
from localize.document import Severity
from localize.messages import _

# What may be a number's unit: the sign or word after it, and one more (кв. км, долларов США).
SIGN_BEFORE = re.compile(r"[$€£¥₸₽] ?$|US ?$")
BESIDE = re.compile(r"[ \u00a0-]?[^\s\d]{1,16}(?:[ \u00a0][^\W\d]{1,12}\b)?")
UNIT_END = re.compile(r"[^\W\d]*(?:[·/][^\W\d]+)?")
# What a percentage grows or falls to, and what it does so by; each word with the English one that turns it round.
PERCENT_RU = re.compile(r"\b(до|на) \d[\d,]*[ \u00a0]?(?:%|процент\w*)", re.IGNORECASE)
PERCENT_EN = re.compile(r"\b(by|to) \d[\d.]*[ \u00a0]?(?:%|per\s?cent)", re.IGNORECASE)
TURNED = {"до": "by", "на": "to"}


@cache
def _kinds(group: str, lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of money or measure and how a language writes them."""
    rows = table("measures")[group]
    return tuple((name, re.compile(forms[lang])) for name, forms in rows.items() if lang in forms)


def _beside_figures(subject: Subject, group: str) -> Counter[str]:
    """The kinds that stand beside a number in the source."""
    around = " | ".join(
        (SIGN_BEFORE.search(subject.source, max(0, f.start - 3), f.start) or [""])[0] + (BESIDE.match(subject.source, f.stop) or [""])[0]
        for f in subject.source_figures if f.written
    )  # fmt: skip
    return Counter(name for name, pattern in _kinds(group, "ru") if pattern.search(around)) if around else Counter()


def _lost_kinds(subject: Subject, group: str) -> tuple[list[str], list[str]]:
    """Kinds of the source that the target lacks, and those it has that the source lacks."""
    asked = _beside_figures(subject, group)
    if not asked:
        return [], []
    there = {name for name, pattern in _kinds(group, subject.lang) if pattern.search(subject.target)}
    here = {name for name, pattern in _kinds(group, "ru") if pattern.search(subject.source)}
    return sorted(set(asked) - there), sorted(there - here)


@rule("currency", Severity.WARNING, ("kk", "en"))
def currency(subject: Subject) -> Iterator[Found]:
    """An amount of money is in another currency, or in none"""
    lost, added = _lost_kinds(subject, "currencies")
    for name in lost:
        if added:
            message = _("{old} in the source, {new} here").format(old=name, new=", ".join(added))
            yield Found(message, severity=Severity.CRITICAL)
        else:
            yield Found(_("{old} is not here").format(old=name), side="source")


@rule("units", Severity.WARNING, ("kk", "en"))
def units(subject: Subject) -> Iterator[Found]:
    """A unit of measure differs from the source"""
    lost, added = _lost_kinds(subject, "units")
    if lost and added:
        yield Found(_("{old} in the source, {new} here").format(old=", ".join(lost), new=", ".join(added)))
    elif lost and subject.target.strip():
        for start, stop in _places(subject, "units", lost):
            yield Found(_("{old} is not here").format(old=subject.source[start:stop]), start, stop, "source")


def _places(subject: Subject, group: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Where the first of each kind stands in the source, beside its number, to the end of its word."""
    around = [m.span() for f in subject.source_figures if f.written for m in BESIDE.finditer(subject.source, f.stop, f.stop + 32) if m.start() == f.stop]  # fmt: skip
    for name, pattern in _kinds(group, "ru"):
        found = (m for start, stop in around for m in [pattern.search(subject.source, start, stop)] if m)
        first = next(found, None) if name in names else None
        if first:
            rest = UNIT_END.match(subject.source, first.end())
            yield first.start(), rest.end() if rest else first.end()


@rule("percent", Severity.WARNING, ("kk", "en"))
def percent(subject: Subject) -> Iterator[Found]:
    """A percentage lost its percent, or its “to” became “by”"""
    lost, _added = _lost_kinds(subject, "percent")
    if lost and subject.target.strip():
        yield Found(_("the percent is not here"), side="source")
    elif subject.lang == "en":
        yield from _turned(subject)


def _turned(subject: Subject) -> Iterator[Found]:
    """«до 15 %» is "to 15%", «на 15 %» is "by 15%": figures that stand once on each side with the other word."""
    here, there = _by_value(PERCENT_RU, subject.source, subject.source_figures), _by_value(PERCENT_EN, subject.target, subject.target_figures)  # fmt: skip
    for value, (old, word, _start, _stop) in here.items():
        new, other, start, stop = there.get(value, ("", "", 0, 0))
        if other == TURNED[word]:
            yield Found(_("{old} in the source, {new} here").format(old=old, new=new), start, stop)


def _by_value(
    pattern: re.Pattern[str], text: str, found: tuple[Figure, ...]
) -> dict[tuple[float, ...], tuple[str, str, int, int]]:
    """The values of the percentages after the words of a pattern → the stretch, the word, and its place."""
    once = Counter(f.values for f in found)
    at = {f.start: f.values for f in found if f.written and once[f.values] == 1}
    return {
        at[m.end(1) + 1]: (m[0], m[1].lower(), *m.span()) for m in pattern.finditer(text) if m.end(1) + 1 in at
    }  # fmt: skip
