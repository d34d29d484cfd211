"""Two review files → what a person changed between them, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from localize.errors import ReviewError
from localize.review import Entry, Review
from localize.review.carry import align

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
Kind = Literal["changed", "approved", "reopened", "commented", "added", "removed"]
Piece = tuple[Literal["=", "-", "+"], str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs. ``kinds`` says how, the weightiest first; ``old_source`` is given where it changed."""

    id: str
    kinds: tuple[Kind, ...]
    source: str
    old: str = ""
    new: str = ""
    old_source: str = ""
    comment: str = ""

    @property
    def words(self) -> tuple[Piece, ...]:
        return tuple(pieces(self.old, self.new))

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"words": [list(piece) for piece in self.words]}


def differences(old: Review, new: Review) -> list[Difference]:
    """The rows that differ, in the order of ``new``, those that are gone at the end.

    ``ReviewError`` for reviews of different articles or languages; versions of one article are aligned.
    """
    if (old.article, old.lang) != (new.article, new.lang):
        raise ReviewError(
            f"two different things: {old.article!r} in {old.lang!r} and {new.article!r} in {new.lang!r}",
            "give two review files of one article and language",
        )
    pairs = _by_id(old, new) if old.hash == new.hash else _by_text(old, new)
    found = [_difference(old.entries[i] if i >= 0 else None, new.entries[j] if j >= 0 else None) for i, j in pairs]
    return [difference for difference in found if difference.kinds]


def _by_id(old: Review, new: Review) -> list[tuple[int, int]]:
    places = {entry.id: index for index, entry in enumerate(old.entries)}
    pairs = [(places.pop(entry.id, -1), index) for index, entry in enumerate(new.entries)]
    return pairs + [(index, -1) for index in places.values()]


def _by_text(old: Review, new: Review) -> list[tuple[int, int]]:
    found = {j: i for i, j, _ in align([e.source for e in old.entries], [e.source for e in new.entries])}
    gone = sorted(set(range(len(old.entries))) - set(found.values()))
    return [(found.get(j, -1), j) for j in range(len(new.entries))] + [(i, -1) for i in gone]


def _difference(old: Entry | None, new: Entry | None) -> Difference:
    if new is None or old is None:
        only = new or old
        assert only is not None  # a pair names at least one row
        kinds: tuple[Kind, ...] = ("added",) if old is None else ("removed",)
        texts = ("", only.target) if old is None else (only.target, "")
        return Difference(only.id, kinds, only.source, *texts, comment=only.comment)
    conditions: tuple[tuple[Kind, bool], ...] = (
        ("changed", old.target != new.target),
        ("approved", new.approved and not old.approved),
        ("reopened", old.approved and not new.approved),
        ("commented", new.comment not in ("", old.comment)),
    )
    source = old.source if old.source != new.source else ""
    return Difference(
        new.id, tuple(kind for kind, holds in conditions if holds), new.source, old.target, new.target, source,
        new.comment if new.comment != old.comment else "",
    )  # fmt: skip


def pieces(old: str, new: str) -> Iterator[Piece]:
    """What stayed, went and came, word by word; without ``+`` it is the old text, without ``-`` the new.

    >>> list(pieces("Ол үйге барды", "Ол мектепке барды"))
    [('=', 'Ол '), ('-', 'үйге'), ('+', 'мектепке'), ('=', ' барды')]
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, stop, new_start, new_stop in matcher.get_opcodes():
        if operation == "equal":
            yield "=", "".join(before[start:stop])
            continue
        if stop > start:
            yield "-", "".join(before[start:stop])
        if new_stop > new_start:
            yield "+", "".join(after[new_start:new_stop])
