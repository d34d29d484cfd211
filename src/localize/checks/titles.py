"""What the checks are called in the reader's language."""

from __future__ import annotations

from localize.checks import CHECKS, Rule
from localize.checks.consistency import TITLES
from localize.messages import _


def title(name: str) -> str:
    """A check's one-sentence title; the id for issues that no check of ours made."""
    if name in TITLES:
        return _(TITLES[name])
    rule = CHECKS[name] if name in set(CHECKS) else None
    return rule.title if isinstance(rule, Rule) else name
