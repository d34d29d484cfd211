"""What a reviewer should know of a draft, as lines of text: the same in every review format."""

from __future__ import annotations

import re

from localize.document import Draft, Origin
from localize.review import fingerprint

DRAFT_LINE = re.compile(r"^draft: ([0-9a-f]{8})\b", re.MULTILINE)
STATES = {Origin.MACHINE: "machine", Origin.MEMORY: "memory", Origin.SOURCE: "untranslated", Origin.PERSON: "person"}


def notes(draft: Draft) -> list[str]:
    """Origin and score, terms, flags, suggestions from the memory; one line each, the draft's own line first."""
    found = [
        _draft_line(draft),
        *(
            f"term: {p.source} → {p.target}" + (f" ({p.case})" if p.case else "")
            for p in draft.placements
            if p.kind in ("term", "name")
        ),
        *(f"{issue.severity}: {issue.message} [{issue.check}]" for issue in draft.issues),
        *(f"memory {percent} %: {source} → {target}" for percent, source, target in draft.suggestions),
    ]
    return [" ".join(line.split()) for line in found]


def _draft_line(draft: Draft) -> str:
    score = "" if draft.score is None else f", score {draft.score:.2f}"
    return f"draft: {fingerprint(draft.target)} {STATES[draft.origin]} {draft.package}{score} [{draft.band}]"


def draft_of(text: str) -> str:
    """The fingerprint in a draft's line of notes; empty when a tool has lost the line.

    >>> draft_of("draft: 0123abcd machine translate-ru_kk-1_0 [fine]")
    '0123abcd'
    """
    match = DRAFT_LINE.search(text or "")
    return match[1] if match else ""
