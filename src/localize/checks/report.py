"""The findings of a review file: every row checked on its own, then the rows against each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from localize.checks import check
from localize.checks.consistency import check_article
from localize.document import Article, Block, Draft, Issue, Segment, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue and the segment it is in."""

    segment: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks say of one file; ``findings`` in reading order."""

    file: str
    lang: str
    segments: int
    findings: tuple[Finding, ...]

    @property
    def critical(self) -> int:
        """How many segments have a critical issue."""
        return len({f.segment for f in self.findings if f.issue.severity is Severity.CRITICAL})

    def to_dict(self) -> dict[str, Any]:
        findings = [{"segment": f.segment, **asdict(f.issue)} for f in self.findings]
        return {
            "file": self.file,
            "lang": self.lang,
            "segments": self.segments,
            "critical": self.critical,
            "findings": findings,
        }


def report(file: str, lang: str, rows: Iterable[tuple[str, str, str]], at_least: Severity = Severity.HINT) -> Report:
    """Check rows of (segment id, source, target); leave out what is less severe than ``at_least``."""
    drafts = tuple(Draft(Segment(i, source, 0, len(source)), lang, target) for i, source, target in rows)
    block = Block("p1", "", 0, 0, segments=tuple(d.segment for d in drafts))
    across = check_article(Article(file, file, "", "review", (block,), drafts={lang: drafts}), lang)
    order = list(Severity)
    findings = tuple(
        Finding(draft.segment.id, issue)
        for draft in drafts
        for issue in (*check(draft), *across.get(draft.segment.id, ()))
        if order.index(issue.severity) <= order.index(at_least)
    )
    return Report(file, lang, len(drafts), findings)
