"""Checks: small functions that look at a draft and say where a person must look.

Every check is a `Rule` in `CHECKS`; `check` runs them on one draft, `check_article` those that compare
segments. A plug-in's check (entry point ``localize.check``) runs when it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from localize.checks.rule import Rule
from localize.checks.subject import Wanted, subject_of
from localize.document import Draft, Issue
from localize.registry import Registry

__all__ = ["CHECKS", "Rule", "Wanted", "check", "rules"]

OURS = {
    "empty": "localize.checks.completeness:empty",
    "same": "localize.checks.completeness:same",
    "leftover-slot": "localize.checks.completeness:leftover_slot",
    "sentence-lost": "localize.checks.completeness:sentence_lost",
    "sentence-added": "localize.checks.completeness:sentence_added",
    "too-short": "localize.checks.completeness:too_short",
    "too-long": "localize.checks.completeness:too_long",
    "duplicate": "localize.checks.completeness:duplicate",
    "loop": "localize.checks.completeness:loop",
    "wrong-language": "localize.checks.script:wrong_language",
    "russian-left": "localize.checks.script:russian_left",
    "cyrillic-left": "localize.checks.script:cyrillic_left",
    "look-alike": "localize.checks.script:look_alike",
    "numbers": "localize.checks.facts:numbers",
    "number-words": "localize.checks.facts:number_words",
    "percent": "localize.checks.measures:percent",
    "currency": "localize.checks.measures:currency",
    "units": "localize.checks.measures:units",
    "dates": "localize.checks.facts:dates",
    "url": "localize.checks.facts:url",
    "negation": "localize.checks.facts:negation",
    "glossary": "localize.checks.terms:glossary",
    "forbidden": "localize.checks.terms:forbidden",
    "name-missing": "localize.checks.entities:name_missing",
    "latin-name": "localize.checks.entities:latin_name",
    "xml-tags": "localize.checks.form:tags",
    "quotes": "localize.checks.form:quotes",
    "brackets": "localize.checks.form:brackets",
    "end_stop": "localize.checks.form:end_stop",
    "end_question": "localize.checks.form:end_question",
    "end_exclamation": "localize.checks.form:end_exclamation",
    "end_colon": "localize.checks.form:end_colon",
    "end_ellipsis": "localize.checks.form:end_ellipsis",
    "end_semicolon": "localize.checks.form:end_semicolon",
    "end_added": "localize.checks.form:end_added",
    "begin_capital": "localize.checks.form:begin_capital",
    "begin_space": "localize.checks.form:begin_space",
    "double_space": "localize.checks.form:double_space",
    "punctuation_spacing": "localize.checks.form:punctuation_spacing",
    "zero-width-space": "localize.checks.form:zero_width_space",
    "percent-space": "localize.checks.form:percent_space",
    "number-format": "localize.checks.form:number_format",
    "dash": "localize.checks.form:dash",
}
CHECKS = Registry("check", OURS)
# When one of these speaks, the finer checks would only repeat it.
SILENCING = ("empty", "same", "wrong-language")


@cache
def rules(names: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The named checks, or all of our own, in the order a reviewer reads."""
    return tuple(CHECKS[name] for name in names or OURS)


def check(draft: Draft, terms: Sequence[Wanted] = (), names: tuple[str, ...] = ()) -> Iterator[Issue]:
    """Every issue of a draft. ``terms`` are the glossary's terms in its source; ``names`` limits the checks."""
    subject = subject_of(draft, terms)
    for rule in rules(names):
        issues = rule(subject)
        yield from issues
        if issues and rule.id in SILENCING:
            return
