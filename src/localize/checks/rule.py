"""What a check is: a small function of a subject that yields findings, with an id and a severity.

``@rule("numbers", Severity.CRITICAL)`` turns such a function into a `Rule`; its title is the docstring's
first line, translated. Ids are Weblate's or pofilter's where they have the check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from localize.checks.subject import Subject
from localize.document import Issue, Severity
from localize.messages import _


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a check: what to tell the person and where it is. ``severity`` overrides the rule's."""

    message: str
    start: int = 0
    stop: int = 0
    side: Literal["source", "target"] = "target"
    severity: Severity | None = None


Look = Callable[[Subject], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its name tag. Calling it gives issues; `langs` are the target languages it knows."""

    id: str
    severity: Severity
    look: Look
    langs: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The title as written in the source: the msgid of its translation."""
        return (self.look.__doc__ or self.id).strip().splitlines()[0]

    @property
    def title(self) -> str:
        return _(self.summary)

    def __call__(self, subject: Subject) -> list[Issue]:
        if self.langs and subject.lang not in self.langs:
            return []
        return [
            Issue(self.id, f.severity or self.severity, f.message, f.start, f.stop, f.side) for f in self.look(subject)
        ]


def rule(name: str, severity: Severity, langs: tuple[str, ...] = ()) -> Callable[[Look], Rule]:
    """Make a check of a function; ``langs`` empty means every target language."""
    return lambda look: Rule(name, severity, look, langs)
