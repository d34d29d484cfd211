"""What is asked of a run, as a value that workers on other machines understand, and the key that follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from localize.batch.ledger import Key
from localize.engines import ENGINES
from localize.messages import interface_language

if TYPE_CHECKING:
    from localize.glossary.termbase import Termbase
    from localize.packages import Package

FORMAT = 1  # raised when the same settings come to write other files


@dataclass(frozen=True, slots=True)
class Glossaries:
    """A termbase that is compared by its hash: tasks bring equal ones again and again."""

    lang: str
    hash: str
    termbase: Termbase = field(compare=False)


@dataclass(frozen=True, slots=True)
class Order:
    """One target language's share of a run.

    ``package`` is the name or path of the translation package (None: the best one for the pair), ``identity``
    its hash; ``glossaries`` holds the terms themselves, so that every worker has the same; ``memory`` is the
    translation memory's file, used where it can be read, or empty. What is in it is no part of the key: a new pair
    is no reason to do everything again. ``interface`` is the language in which findings are worded, everywhere alike.
    """

    lang: str
    engine: str = "ctranslate"
    package: str | None = None
    identity: str = ""
    glossaries: Glossaries | None = None
    memory: str = ""
    reviews: tuple[str, ...] = ("po", "html")
    n_best: int = 3
    interface: str = "en"

    @property
    def settings_hash(self) -> str:
        told = (FORMAT, self.lang, self.engine, self.reviews, self.n_best)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:12]

    def key(self, source_hash: str) -> Key:
        return Key(source_hash, self.identity, self.glossaries.hash if self.glossaries else "", self.settings_hash)


def order_for(
    lang: str, engine: str, package: str | None, reviews: Sequence[str], files: Sequence[Path] | None = (),
    memory: Path | None = None,
) -> Order:  # fmt: skip
    """The order for one language; errors in what was named come out here, before any work. ``files`` are
    glossaries; None leaves all of them out, the shipped one too."""
    from localize.glossary.termbase import termbase_for
    from localize.review import REVIEW_FORMATS

    for name in reviews:
        REVIEW_FORMATS[name]
    named, identity = package, ""
    if engine == "ctranslate":
        found = package_for(lang, package)
        named, identity = str(found.path), found.hash
    else:
        identity = ENGINES[engine]("ru", lang, package).package_hash
    termbase = None if files is None else termbase_for(lang, None, files)
    glossaries = Glossaries(lang, termbase.hash, termbase) if termbase else None
    return Order(
        lang, engine, named, identity, glossaries, str(memory) if memory else "", tuple(reviews),
        interface=interface_language(),
    )  # fmt: skip


def package_for(lang: str, named: str | None) -> Package:
    from localize.packages import find

    return find("ru", lang, named)
