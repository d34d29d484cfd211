"""The work itself: a window of documents in, their files out. Pure but for loading engines; it runs wherever the
runner puts it, and gives the same bytes everywhere.

The texts of a window go to the engine together, equal ones once. Which texts share a batch can change the last
digit of a score, so a window is done whole or not at all, and nothing is carried from one to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from localize import formats, pipeline
from localize.batch.item import Item
from localize.batch.ledger import State
from localize.batch.order import Glossaries, Order
from localize.document import Article, Severity
from localize.engines import ENGINES, Engine
from localize.errors import EngineError, LocalizeError
from localize.language import NAMES, identify
from localize.review import REVIEW_FORMATS
from localize.segment import segment_block

WINDOW_ITEMS = 64
WINDOW_BYTES = 250_000  # of UTF-8 source: some 20,000 words
SAMPLE = 20_000
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A document to translate: its place in the tree, its name and bytes."""

    source: str
    id: str
    folder: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one work: files by name and the row's figures, or why there is nothing (``state``)."""

    work: Work
    state: State = "done"
    reason: str = ""
    hint: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


def work_of(source: str, item: Item) -> Work:
    return Work(source, item.id, item.folder, item.name, item.data)


def windows(works: Iterable[Work]) -> Iterator[tuple[Work, ...]]:
    """Works in groups that fill the engine's batches. A group is closed by what is in it alone: so the groups
    that a killed run has left are cut the same way again."""
    window: list[Work] = []
    for work in works:
        window.append(work)
        if len(window) == WINDOW_ITEMS or sum(len(w.data) for w in window) >= WINDOW_BYTES:
            yield tuple(window)
            window = []
    if window:
        yield tuple(window)


def translate_window(
    order: Order, window: Sequence[Work], progress: Callable[[int], None] | None = None
) -> list[Outcome]:
    """An outcome for every work, in order. What breaks in one document costs that document only."""
    read = [_read(work) for work in window]
    articles = [found for found in read if isinstance(found, Article)]
    done: Iterator[Article | Outcome] = iter(_translated(order, articles, progress))
    return [
        found if isinstance(found, Outcome) else _finished(work, next(done), order)
        for work, found in zip(window, read, strict=True)
    ]


def _read(work: Work) -> Article | Outcome:
    try:
        article = formats.read(work.data, work.name, segment_block)
    except LocalizeError as error:
        return Outcome(work, "failed", str(error), error.hint)
    except Exception as error:  # one hostile document must not stop the feed
        return Outcome(work, "failed", f"cannot be read as {work.name}: {type(error).__name__}: {error}")
    text = " ".join(segment.text for segment in article.segments())[:SAMPLE]
    if not any(c.isalpha() for c in text):
        return Outcome(work, "skipped", "there is no text to translate")
    found = identify(text)
    if found not in (None, "ru"):
        return Outcome(work, "skipped", f"this is {NAMES[str(found)]}, not Russian")
    return article


def _translated(
    order: Order, articles: Sequence[Article], progress: Callable[[int], None] | None
) -> list[Article | Outcome]:
    """All together; when that breaks, one by one, so that the culprit alone fails."""
    engine = engine_for(order.engine, order.lang, order.package, order.identity)
    try:
        return [*pipeline.translate(articles, engine, settings_for(order, articles), progress)]
    except Exception:
        return [_alone(order, article, engine) for article in articles]


def _alone(order: Order, article: Article, engine: Engine) -> Article | Outcome:
    nobody = Work("", "", "", article.name, b"")
    try:
        return pipeline.translate([article], engine, settings_for(order, [article]))[0]
    except LocalizeError as error:
        return Outcome(nobody, "failed", str(error), error.hint)
    except Exception as error:
        return Outcome(nobody, "failed", f"the translation broke down: {type(error).__name__}: {error}")


def settings_for(order: Order, articles: Sequence[Article]) -> pipeline.Settings:
    """What the pipeline needs beside the texts: terms, and what the memory knows. The one place for it."""
    settings = pipeline.Settings(order.lang, order.n_best)
    if order.glossaries is not None:
        settings = replace(settings, terms=_terminology(order.glossaries))
    if order.memory and Path(order.memory).is_file():
        from localize.memory import known_for, suggester

        memory = _memory(order.memory)
        known = {text: draft for article in articles for text, draft in known_for(memory, article, order.lang).items()}
        settings = replace(settings, known=known, suggest=suggester(memory, order.lang))
    return settings


@lru_cache(maxsize=4)
def _terminology(glossaries: Glossaries) -> pipeline.Terminology:
    from localize.glossary.terminology import terminology_of

    return terminology_of(glossaries.termbase)


@lru_cache(maxsize=2)
def _memory(path: str) -> Any:
    from localize.memory import Memory
    from localize.memory.store import Store

    return Memory(Store(Path(path), readonly=True))


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
    if isinstance(getattr(loaded, "workers", None), int):
        # Only the size of the engine's batches follows from it, and that must not differ from machine to machine.
        loaded = replace(loaded, workers=WORKERS)  # type: ignore[type-var]
    return loaded


def package_here(package: str, identity: str) -> str:
    """Where this machine has the package: where a cluster's client has put it, or at the same path."""
    from localize.packages import cache_folder

    sent = cache_folder() / "cluster" / identity
    return str(sent) if sent.is_dir() else package


def _finished(work: Work, found: Article | Outcome, order: Order) -> Outcome:
    if isinstance(found, Outcome):
        return replace(found, work=work)
    try:
        return Outcome(work, files=_files(found, order), figures=_figures(found, order.lang))
    except LocalizeError as error:
        return Outcome(work, "failed", str(error), error.hint)
    except Exception as error:
        return Outcome(work, "failed", f"cannot be written: {type(error).__name__}: {error}")


def _files(article: Article, order: Order) -> tuple[tuple[str, bytes], ...]:
    """The translated article first, then its review files."""
    lang, suffix = order.lang, Path(article.name).suffix or ".txt"
    targets = {draft.segment.id: draft.target for draft in article.drafts[lang]}
    final = f"{article.id}.{lang}{suffix}"
    files = [(final, formats.encode(article, formats.write(article, targets, lang)))]
    for name in order.reviews:
        form = REVIEW_FORMATS[name]()
        path = f"{article.id}.{lang}{form.suffix}"
        files.append(
            (f"{article.id}.{lang}.review{form.suffix}" if path == final else path, form.export(article, lang))
        )
    return tuple(files)


def _figures(article: Article, lang: str) -> dict[str, Any]:
    drafts = article.drafts[lang]
    return {
        "segments": len(drafts),
        "words": article.words,
        "flagged": sum(draft.flagged for draft in drafts),
        "critical": sum(any(i.severity is Severity.CRITICAL for i in draft.issues) for draft in drafts),
        "bands": dict(sorted(Counter(str(draft.band) for draft in drafts).items())),
        "package": next((draft.package for draft in drafts if draft.package), ""),
    }
