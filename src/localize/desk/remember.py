"""The translation memory at the desk: a convenience, never a reason to stop. What fails is said, work goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from localize.document import Article, Draft, Origin, Segment
from localize.errors import MemoryStoreError
from localize.memory import Exact, Memory, Pair, known_for, suggester
from localize.pipeline import Settings

Say = Callable[[str], None]
Suggest = Callable[[Segment], tuple[tuple[int, str, str], ...]]


def today() -> str:
    return date.today().isoformat()


@contextmanager
def memory_at(path: Path | None, say: Say) -> Iterator[Memory | None]:
    """The memory in a file, or None: none was asked for, or it cannot be used, which is said."""
    memory = None
    try:
        memory = Memory.open(path) if path else None
    except MemoryStoreError as error:
        _complain(say, error)
    if memory is None:
        yield None
    else:
        with memory:
            yield memory


def recalled(memory: Memory | None, articles: Sequence[Article], lang: str, exact: Exact, say: Say) -> Settings:
    """Settings with what the memory knows of the articles."""
    if memory is None:
        return Settings(lang)
    known: dict[str, Draft] = {}
    try:
        for article in articles:
            known |= known_for(memory, article, lang, exact)
    except MemoryStoreError as error:
        _complain(say, error)
        return Settings(lang)
    return Settings(lang, known=known, suggest=_patient(suggester(memory, lang), say))


def _patient(suggest: Suggest, say: Say) -> Suggest:
    """The same suggestions, until the memory breaks down: that is said once, and there are no more."""
    broken = False

    def patient(segment: Segment) -> tuple[tuple[int, str, str], ...]:
        nonlocal broken
        try:
            return () if broken else suggest(segment)
        except MemoryStoreError as error:
            broken = True
            _complain(say, error)
            return ()

    return patient


def remember_drafts(memory: Memory | None, drafts: Sequence[Draft], say: Say) -> None:
    """Keep what the machine wrote, so that lessons can be drawn from what people make of it."""
    rows = [(d.segment.text, d.target, d.package) for d in drafts if d.origin is Origin.MACHINE]
    if rows:
        remember_rows(memory, drafts[0].lang, rows, say)


def remember_rows(memory: Memory | None, lang: str, rows: Sequence[tuple[str, str, str]], say: Say) -> None:
    """The same for drafts as (source, target, package)."""
    if memory is None or not rows:
        return
    try:
        memory.remember_drafts(lang, rows, today())
    except MemoryStoreError as error:
        _complain(say, error)


def remember_pairs(path: Path | None, pairs: Sequence[Pair], say: Say) -> int:
    """Approved pairs into the memory; how many were new."""
    if not pairs:
        return 0
    with memory_at(path, say) as memory:
        try:
            return memory.add(pairs) if memory else 0
        except MemoryStoreError as error:
            _complain(say, error)
            return 0


def _complain(say: Say, error: MemoryStoreError) -> None:
    say(f"{error}; going on without the memory" + (f" → {error.hint}" if error.hint else ""))
