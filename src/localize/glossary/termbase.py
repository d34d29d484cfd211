"""The termbase: all glossaries that apply to an article, the nearest first, and where they contradict each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from localize.errors import GlossaryError, LocalizeError
from localize.files import read_source
from localize.glossary.term import Term, fold
from localize.messages import locales_folder

BESIDE = ("glossary.po", "glossary.csv")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two glossaries write one Russian term differently; ``kept`` is from the nearer one."""

    kept: Term
    dropped: Term

    def __str__(self) -> str:
        return (
            f"«{self.kept.source}»: {self.kept.target} ({self.kept.origin}) "
            f"instead of {self.dropped.target} ({self.dropped.origin})"
        )


@dataclass(frozen=True, slots=True)
class Termbase:
    """The terms of one target language: one for each Russian name and kind, nearest file wins."""

    lang: str
    terms: tuple[Term, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def usable(self) -> tuple[Term, ...]:
        """Approved terms that have something to write; candidates wait for a person."""
        return tuple(t for t in self.terms if t.status == "approved" and t.target)

    @property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 of everything a translation depends on."""
        digest = hashlib.sha256()
        for t in self.terms:
            said = (t.kind, t.source, t.target, t.lang, t.status, *t.flags, t.reading or "", "\0", *t.forbidden)
            digest.update("\0".join(said).encode() + b"\n")
        return digest.hexdigest()[:12]


def merged(lang: str, layers: Iterable[Iterable[Term]]) -> Termbase:
    """One termbase of glossaries, nearest first: a farther term of the same Russian name is dropped, and
    reported when it would be written otherwise."""
    kept: dict[str, list[Term]] = {}
    conflicts: list[Conflict] = []
    for layer in layers:
        new: dict[str, list[Term]] = {}
        for term in (t for t in layer if t.lang == lang):
            nearer = kept.get(fold(term.source), [])
            if not nearer:
                new.setdefault(fold(term.source), []).append(term)
                continue
            clash = next((t for t in nearer if t.target and t.target != term.target), None)
            if clash and term.target and term.status == "approved" == clash.status:
                conflicts.append(Conflict(clash, term))
        kept |= new
    return Termbase(lang, tuple(t for terms in kept.values() for t in terms), tuple(conflicts))


def shipped(lang: str) -> list[Term]:
    """The catalogue that comes with the program."""
    path = locales_folder() / lang / "glossary.po"
    return list(_cached(path, path.stat().st_mtime_ns, lang)) if path.is_file() else []


@lru_cache(maxsize=8)
def _cached(path: Path, modified: int, lang: str) -> tuple[Term, ...]:
    from localize.glossary import catalogue

    return tuple(catalogue.read(path.read_bytes(), "shipped", lang))


def user_folder() -> Path:
    """Where a person's own ``glossary.po`` and ``glossary.csv`` lie (not created here)."""
    from platformdirs import user_config_path

    return user_config_path("localize")


def own_files(article: Path | None, lang: str) -> list[Path]:
    """The glossaries found by their place: beside the article, then in the user's configuration."""
    folders = ([article.parent] if article is not None else []) + [user_folder()]
    names = (*BESIDE, f"glossary.{lang}.po", f"{lang}/glossary.po")
    return [folder / name for folder in folders for name in names if (folder / name).is_file()]


def load(path: Path, lang: str | None = None) -> list[Term]:
    """The terms of a glossary file in any format we read; `GlossaryError` says what is wrong with it."""
    from localize.glossary.exchange import FORMATS, format_of

    try:
        data = read_source(path)
    except LocalizeError as error:
        raise GlossaryError(str(error), error.hint) from error
    read = FORMATS[format_of(path.name)]().read
    return list(read(data, str(path), lang))


def termbase_for(lang: str, article: Path | None = None, files: Sequence[Path] = ()) -> Termbase:
    """The files named (first one first), those beside the article and of the user, then the shipped catalogue.

    A catalogue of the other language is passed over where it was found by place.
    """
    found = [load(path, lang) for path in (*files, *own_files(article, lang))]
    return merged(lang, [*found, shipped(lang)])
