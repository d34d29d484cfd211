"""Looking into the memory by hand: what is like a text, and what holds it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from localize.memory.pairs import Memory, Pair, Wanted
from localize.memory.recall import similar

LANGUAGES = "SELECT DISTINCT lang FROM pair"


@dataclass(frozen=True, slots=True)
class Hit:
    """A pair that was found; ``percent`` is 0 where it only holds the text."""

    pair: Pair
    percent: int

    def to_dict(self) -> dict[str, Any]:
        return {"percent": self.percent, **asdict(self.pair)}


def search(memory: Memory, text: str, lang: str = "", limit: int = 10) -> list[Hit]:
    """Similar sources first, then pairs that hold the text, the newest first."""
    languages = [lang] if lang else sorted(row[0] for row in memory.store.rows(LANGUAGES))
    alike = [match for name in languages for match in similar(memory, text, name, most=limit)]
    hits = {match.pair.id: Hit(match.pair, match.percent) for match in sorted(alike, key=lambda m: -m.percent)}
    for pair in memory.newest(Wanted(lang=lang, text=text), limit):
        hits.setdefault(pair.id, Hit(pair, 0))
    return list(hits.values())[:limit]
