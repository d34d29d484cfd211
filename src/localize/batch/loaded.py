"""What a process loads once and keeps: the engine, the terms, the translation memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from localize import pipeline
from localize.batch.order import Glossaries, Order
from localize.desk.remember import recalled
from localize.document import Article, Draft
from localize.engines import ENGINES, Engine
from localize.engines.once import Once
from localize.errors import EngineError, MemoryStoreError
from localize.memory import Memory
from localize.memory.store import Store


def settings_for(order: Order, articles: Sequence[Article]) -> pipeline.Settings:
    """What the pipeline needs beside the texts: terms, and what the memory knows. The one place for it.

    What is known is told article by article: a pair that an article has given is preferred in that article.
    """
    memory = _memory(order.memory)
    settings = recalled(memory, (), order.lang, "fuzzy", _silent)
    known: dict[str, Draft] = {}
    for article in articles if memory else ():
        found = recalled(memory, [article], order.lang, "fuzzy", _silent).known
        known |= {f"{article.id}/{s.id}": found[s.text] for s in article.segments() if s.text in found}
    terms = _terminology(order.glossaries) if order.glossaries is not None else None
    return replace(settings, n_best=order.n_best, terms=terms, known=known)


def _silent(line: str) -> None:
    """A worker has nobody to tell; the client has opened the memory before, and said what was wrong with it."""


@lru_cache(maxsize=4)
def _terminology(glossaries: Glossaries) -> pipeline.Terminology:
    from localize.glossary.terminology import terminology_of

    return terminology_of(glossaries.termbase)


@lru_cache(maxsize=2)
def _memory(path: str) -> Memory | None:
    """The memory, for reading; None where this machine does not have it, or cannot use it."""
    try:
        return Memory(Store(Path(path), readonly=True)) if path and Path(path).is_file() else None
    except MemoryStoreError:
        return None


@lru_cache(maxsize=4)
def engine_for(engine: str, lang: str, package: str | None, identity: str) -> Engine:
    """The engine, loaded once a process; ``identity`` keeps a package that was replaced from being reused."""
    here = package_here(package, identity) if package and engine == "ctranslate" and identity else package
    loaded: Engine = ENGINES[engine]("ru", lang, here)
    if loaded.package_hash != identity:
        raise EngineError(
            f"{loaded.package}: this machine has another package of that name",
            "install the same one, or name it with --package",
        )
    return Once(loaded)


def package_here(package: str, identity: str) -> str:
    """Where this machine has the package: where a cluster's client has put it, or at the same path."""
    from localize.packages import cache_folder

    sent = cache_folder() / "cluster" / identity
    return str(sent) if sent.is_dir() else package
