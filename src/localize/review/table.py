"""What the formats made of cells share (docx, csv): facts about the article above, a row a segment below.

Nothing depends on the interface language: the keys are fixed, and a row is approved by a tick. Word and spreadsheets
have no other way to approve, so an edited target counts as approved, and so does every row when ``all-approved`` is
answered with a yes; a question mark in the tick's cell keeps a row open whatever else is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from localize.document import Article, Block, Draft
from localize.messages import _
from localize.review import Entry, Review, fingerprint, not_ours
from localize.review.notes import notes

TICK = "✓"
YES = {"✓", "✔", "√", "+", "x", "х", "v", "ok", "ок", "yes", "y", "да", "иә", "ия", "approved"}
OPEN = "?"
ID = re.compile(r"(?:^|\s)(\S+)#([0-9a-f]{8})$")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one segment; ``key`` is its id with the fingerprint of the draft."""

    number: int
    key: str
    source: str
    target: str
    tick: str
    flags: tuple[str, ...]
    block: Block
    draft: Draft


def headings() -> tuple[str, ...]:
    return ("№", _("Source"), _("Target"), TICK, _("Flags and hints"), _("Comment"))


def facts(article: Article, lang: str) -> dict[str, str]:
    """The two last ones are for the reviewer to fill in."""
    return {
        "article": article.id,
        "source": article.name,
        "source-hash": article.hash,
        "language": lang,
        "package": ", ".join(sorted({d.package for d in article.drafts[lang] if d.package})),
        "reviewer": "",
        "all-approved": "no",
    }


def rows(article: Article, lang: str) -> list[Row]:
    drafts = {draft.segment.id: draft for draft in article.drafts[lang]}
    pairs = [(block, drafts[segment.id]) for block in article.blocks for segment in block.segments]
    return [
        Row(number, f"{draft.segment.id}#{fingerprint(draft.target)}", draft.segment.text, draft.target,
            TICK if draft.approved else "", tuple(_flags(draft)), block, draft)
        for number, (block, draft) in enumerate(pairs, 1)
    ]  # fmt: skip


def _flags(draft: Draft) -> list[str]:
    previous = [_("previous source: {text}").format(text=draft.previous)] if draft.previous else []
    return [*notes(draft)[1:], *previous]


def review_of(cells: Iterable[Sequence[str]], name: str) -> Review:
    """Rows above the headings are facts, those below segments: number and key, source, target, tick, flags, comment.

    A row that shows the key of a segment is one wherever it stands: headings get lost.
    """
    known: dict[str, str] = {}
    found: list[Sequence[str]] = []
    below = False
    for row in cells:
        if not any(cell.strip() for cell in row):
            continue
        if row[0].strip() == "№":
            below = True
        elif below or ID.search(row[0].strip()):
            found.append([*row, *[""] * 6][:6])
        else:
            known.setdefault(row[0].strip(), row[1].strip() if len(row) > 1 else "")
    if not known.get("source-hash"):
        raise not_ours(name, "no table with the article it belongs to")
    everything = known.get("all-approved", "").lower() in YES
    entries = tuple(_entry(number, row, everything) for number, row in enumerate(found, 1))
    return Review(
        known.get("article", ""), known.get("source", ""), known["source-hash"], known.get("language", ""),
        entries, known.get("reviewer", ""), known.get("package", ""),
    )  # fmt: skip


def _entry(number: int, row: Sequence[str], everything: bool) -> Entry:
    match = ID.search(row[0].strip())
    key, draft = (match[1], match[2]) if match else (_("row {number} without its id").format(number=number), "")
    target, tick = row[2], row[3].strip().lower()
    edited = bool(draft) and fingerprint(target) != draft
    approved = bool(target.strip()) and OPEN not in tick and (tick in YES or edited or everything)
    return Entry(key, row[1], target, approved, draft, row[5].strip())
