"""What is wrong with a glossary: duplicates, contradictions, targets that do not decline, terms never found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from localize.document import Severity
from localize.glossary.term import Term, fold
from localize.messages import _

Fault = Literal["duplicate", "contradiction", "uninflectable", "hidden", "forbidden", "empty"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what it is, how bad, and the terms it is about."""

    fault: Fault
    severity: Severity
    message: str
    terms: tuple[Term, ...]


def audit(terms: Sequence[Term]) -> list[Finding]:
    """Every fault of the terms of one language."""
    return [finding for check in CHECKS for finding in check(terms)]


def duplicates(terms: Sequence[Term]) -> Iterator[Finding]:
    """The same term of the same kind twice, as Russian writes it (ё and е are one)."""
    for group in _groups(terms, lambda t: t.key):
        if len({t.target for t in group}) == 1:
            message = _("«{source}» stands {n} times").format(source=group[0].source, n=len(group))
            yield Finding("duplicate", Severity.WARNING, message, group)


def contradictions(terms: Sequence[Term]) -> Iterator[Finding]:
    """One Russian term with two approved targets."""
    approved = [t for t in terms if t.status == "approved" and t.target]
    for group in _groups(approved, lambda t: fold(t.source)):
        targets = list(dict.fromkeys(t.target for t in group))
        if len(targets) > 1:
            message = _("«{source}» is {targets}").format(source=group[0].source, targets=" / ".join(targets))
            yield Finding("contradiction", Severity.CRITICAL, message, group)


def uninflectable(terms: Sequence[Term]) -> Iterator[Finding]:
    """A Kazakh target whose genitive, dative and accusative do not read back, or that has no word to decline."""
    for term in terms:
        if term.lang == "kk" and term.target and not term.invariable and not _declines(term):
            message = _("{target} («{source}») cannot be declined: set reading=… or invariable").format(
                target=term.target, source=term.source
            )
            yield Finding("uninflectable", Severity.WARNING, message, (term,))


def hidden(terms: Sequence[Term]) -> Iterator[Finding]:
    """A term that is never found, because another one of the same letters is found in its stead."""
    from localize.glossary.matching import matcher

    usable = [t for t in terms if t.status == "approved" and t.target]
    finds = matcher(usable)
    for term in usable:
        before = "тут "  # a capital at the beginning of a sentence tells nothing
        spans = finds.match(before + term.source)
        whole = [s for s in spans if s.start == len(before) and s.stop == len(before + term.source)]
        if whole and whole[0].term is not None and whole[0].term.target == term.target:
            continue
        other = (whole or spans)[0].term if spans else None
        by = f"«{other.source}»" if other else _("nothing")
        message = _("«{source}» is not found in its own name but {other}").format(source=term.source, other=by)
        yield Finding("hidden", Severity.WARNING, message, (term, *([other] if other else ())))


def forbidden(terms: Sequence[Term]) -> Iterator[Finding]:
    """A target that the glossary itself forbids."""
    for group in _groups(terms, lambda t: fold(t.source), least=1):
        banned = {rendering for t in group for rendering in t.forbidden}
        for term in group:
            if term.target in banned:
                message = _("{target} is approved and forbidden for «{source}»").format(
                    target=term.target, source=term.source
                )
                yield Finding("forbidden", Severity.CRITICAL, message, (term,))


def empty(terms: Sequence[Term]) -> Iterator[Finding]:
    """A term that says nothing: no target, nothing forbidden."""
    for term in terms:
        if not term.source.strip() or not (term.target or term.forbidden):
            message = _("«{source}» has no target").format(source=term.source)
            yield Finding("empty", Severity.HINT, message, (term,))


CHECKS: tuple[Callable[[Sequence[Term]], Iterator[Finding]], ...] = (
    duplicates, contradictions, uninflectable, hidden, forbidden, empty,
)  # fmt: skip


def _groups(terms: Sequence[Term], key: Callable[[Term], object], least: int = 2) -> list[tuple[Term, ...]]:
    found: dict[object, list[Term]] = {}
    for term in terms:
        found.setdefault(key(term), []).append(term)
    return [tuple(group) for group in found.values() if len(group) >= least]


def _declines(term: Term) -> bool:
    """Its last sign can carry a suffix, and the suffix can be taken off again."""
    from localize.glossary.rendering import kazakh_form
    from localize.inflect import kazakh

    if not re.search(r"[\w%°»”\")]$", term.target) or re.search(r"[/;]|\w\)$", term.target):
        return False
    form = kazakh_form(term, "dative")
    if form == term.target:
        return False
    told = term.reading is not None or term.izafet is not None
    return told or any(r.lemma == term.target for r in kazakh.analyse(form, frozenset((term.target,))))
