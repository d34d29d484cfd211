"""Change a glossary file: values in, values out; `save` puts them on disk, verified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from localize.errors import GlossaryError, WriteError
from localize.files import write_file
from localize.glossary import catalogue, termbase
from localize.glossary.exchange import FORMATS, format_of
from localize.glossary.term import Term, fold


def own_file(lang: str, named: Path | None = None) -> Path:
    """The glossary that the commands change: the one named, else the user's own (not created here)."""
    return named or termbase.user_folder() / lang / "glossary.po"


def opened(path: Path, lang: str) -> list[Term]:
    """The terms of a glossary that may not be there yet."""
    return termbase.load(path, lang) if path.is_file() else []


def added(terms: Sequence[Term], new: Term, path: Path) -> list[Term]:
    """The terms with one more; `GlossaryError` when there is one of its name and kind."""
    if any(t.key == new.key and t.lang == new.lang for t in terms):
        raise GlossaryError(
            f"{path}: «{new.source}» ({new.kind}) is there already", f"change it: localize glossary edit '{new.source}'"
        )
    return [*terms, new]


def the_one(terms: Sequence[Term], source: str, kind: str | None, lang: str, path: Path) -> Term:
    """The term of that Russian name; `GlossaryError` when there is none, or one of each of several kinds."""
    found = [t for t in terms if fold(t.source) == fold(source) and kind in (None, t.kind) and t.lang == lang]
    if len(found) == 1:
        return found[0]
    if found:
        raise GlossaryError(
            f"{path}: «{source}» is there as {' and '.join(t.kind for t in found)}", "say which: --kind place"
        )
    raise GlossaryError(
        f"{path}: there is no term «{source}»", f"localize glossary find '{source}' looks in all glossaries"
    )


def removed(terms: Sequence[Term], gone: Term) -> list[Term]:
    return [t for t in terms if t is not gone]


def imported(terms: Sequence[Term], new: Iterable[Term], overwrite: bool) -> tuple[list[Term], int, int]:
    """The terms with those of another file, how many are new, and how many differ from what was there.

    What differs is taken over only when ``overwrite``; a term from elsewhere keeps its status.
    """
    kept = {(t.lang, *t.key): t for t in terms}
    fresh = differing = 0
    for term in new:
        key = (term.lang, *term.key)
        if key not in kept:
            fresh += 1
            kept[key] = term
        elif replace(kept[key], origin="") != replace(term, origin=""):
            differing += 1
            kept[key] = term if overwrite else kept[key]
    return list(kept.values()), fresh, differing


def save(path: Path, terms: Sequence[Term], format_name: str | None = None) -> None:
    """Write a glossary in the format of its name, read it back, and replace what was there only then."""
    form = FORMATS[format_name or format_of(path.name)]()
    langs = {t.lang for t in terms}
    data = form.write(terms)
    if path.suffix == ".po" and path.is_file():  # a header that a person or a tool has filled in stays
        data = catalogue.write(terms, next(iter(langs), "kk"), catalogue.header(path.read_bytes(), path.name))

    def verify(written: bytes) -> None:
        back = form.read(written, path.name, next(iter(langs), None))
        if len(back) != len(terms) and path.suffix == ".po":
            raise WriteError(f"{path}: the glossary does not read back", "nothing was changed; please report this")

    write_file(path, data, verify)
