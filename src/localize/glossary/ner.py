"""Named entities in Russian text: slovnet with the news weights of natasha (extra ``localize[ner]``), one thread.

natasha is installed for its data files only: importing it needs modules that newer Pythons no longer have.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from localize.errors import GlossaryError
from localize.glossary.term import Kind

BATCH = 16  # sentences
_KINDS: dict[str, Kind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_FILES = ("emb/navec_news_v1_1B_250K_300d_100q.tar", "model/slovnet_ner_news_v1.tar")


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a text; ``text[start:stop] == surface``."""

    start: int
    stop: int
    surface: str
    kind: Kind


def is_installed() -> bool:
    """Whether the extra is there; nothing is loaded."""
    return all(find_spec(name) is not None for name in ("slovnet", "navec", "natasha"))


def entities(texts: Sequence[str]) -> list[list[Entity]]:
    """The entities of every text (give it one sentence at a time: names would run over line ends)."""
    if not is_installed():
        raise GlossaryError("named-entity recognition is not installed", "pip install 'localize[ner]'")
    recogniser = _recogniser()
    # Sentences of like length in one batch: half the time of one after the other.
    order = sorted((n for n, text in enumerate(texts) if text.strip()), key=lambda n: len(texts[n]))
    spans = {n: found.spans for n, found in zip(order, recogniser.map([texts[n] for n in order]), strict=True)}
    return [
        [Entity(s.start, s.stop, text[s.start : s.stop], _KINDS[s.type]) for s in spans.get(n, ())]
        for n, text in enumerate(texts)
    ]


@lru_cache(maxsize=1)
def _recogniser() -> Any:
    """More threads make it ten times slower, and they are counted when numpy is first imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from navec import Navec
    from slovnet import NER

    spec = find_spec("natasha")
    assert spec is not None  # is_installed() said so
    folder = Path((spec.submodule_search_locations or [""])[0]) / "data"
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise GlossaryError(f"{folder}: the weights {missing[0]} are missing", "pip install --force-reinstall natasha")
    recogniser = NER.load(str(folder / _FILES[1]), batch_size=BATCH)
    recogniser.navec(Navec.load(str(folder / _FILES[0])))
    return recogniser
