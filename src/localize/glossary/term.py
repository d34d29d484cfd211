"""A term: one Russian name in its dictionary form, its target in one language, and what inflection needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from localize.document import Span
from localize.errors import GlossaryError

Kind = Literal["person", "place", "organisation", "term"]
Status = Literal["approved", "candidate", "forbidden"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
FLAGS = ("exact", "invariable", "izafet", "bare", "plural", "the")


@dataclass(frozen=True, slots=True)
class Term:
    """``flags`` are some of `FLAGS`; ``reading`` is how an acronym is said; ``forbidden`` are targets never to write.

    A term without a target only forbids. ``origin`` names the file it came from, ``provenance`` what the
    file says of its source.
    """

    source: str
    target: str
    lang: str
    kind: Kind = "term"
    status: Status = "approved"
    note: str = ""
    flags: tuple[str, ...] = ()
    reading: str | None = None
    forbidden: tuple[str, ...] = ()
    provenance: str = ""
    origin: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What may stand only once in a language: ё counts as е."""
        return self.kind, fold(self.source)

    @property
    def exact(self) -> bool:
        """Found only as it is written: an acronym, a word that must not be taken for another."""
        return "exact" in self.flags

    @property
    def invariable(self) -> bool:
        return "invariable" in self.flags

    @property
    def plural(self) -> bool:
        """The target is a plural already."""
        return "plural" in self.flags

    @property
    def izafet(self) -> bool | None:
        """Whether the target carries the possessive; None leaves it to the inflector."""
        return True if "izafet" in self.flags else False if "bare" in self.flags else None


@dataclass(frozen=True, slots=True)
class TermSpan(Span):
    """A term found in a Russian text: which one, in what Russian case (``gent`` …), and whether in the plural.

    ``wanted`` is the Kazakh case that the Russian case and its preposition usually become, ``admitted`` all that
    will do (none: anything may). ``counted``: a numeral stands before it (Kazakh writes no plural then, English does).
    """

    term: Term | None = None
    case: str = ""
    plural: bool = False
    wanted: str = "nominative"
    admitted: tuple[str, ...] = ()
    counted: bool = False


def fold(text: str) -> str:
    """Russian text as terms are compared: ё as е, one kind of hyphen, quote and space.

    >>> fold("Партнёр  «А‑Б»")
    'Партнер "А-Б"'
    """
    return " ".join((text if _FOLDED_ARE.isdisjoint(text) else text.translate(_FOLDED)).split())


_FOLDED = str.maketrans(dict(zip("ёЁ", "еЕ", strict=True)) | dict.fromkeys("«»„“”‟", '"') | dict.fromkeys("‐‑–", "-"))
_FOLDED_ARE = frozenset(map(chr, _FOLDED))


def read_flags(term: Term, words: Iterable[str]) -> Term:
    """The term with what a line of flags says: ``exact reading=аш forbidden=США``; ``_`` stands for a blank.

    Unknown flags raise `GlossaryError`: a misspelt one would be silently without effect.
    """
    flags, forbidden, reading = list(term.flags), list(term.forbidden), term.reading
    for word in words:
        name, equals, value = word.partition("=")
        if name == "forbidden" and value:
            forbidden.append(value.replace("_", " "))
        elif name == "reading" and value:
            reading = value
        elif name in FLAGS and not equals:
            flags.append(name)
        else:
            where = f"{term.origin}: " if term.origin else ""
            raise GlossaryError(
                f"{where}«{term.source}»: unknown flag {word!r}", f"there are: {', '.join(FLAGS)}, reading=, forbidden="
            )
    return replace(term, flags=_once(flags), forbidden=_once(forbidden), reading=reading)


def write_flags(term: Term) -> str:
    """The line that `read_flags` reads.

    >>> write_flags(Term("США", "АҚШ", "kk", flags=("exact",), reading="аш", forbidden=("С Ш А",)))
    'exact reading=аш forbidden=С_Ш_А'
    """
    words = [*term.flags]
    if term.reading:
        words.append(f"reading={term.reading}")
    return " ".join([*words, *(f"forbidden={rendering.replace(' ', '_')}" for rendering in term.forbidden)])


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
