"""Persons under other guises of their names: initials («К.-Ж. Токаева») and a patronymic in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from localize.glossary.names import rendered
from localize.glossary.term import Term
from localize.glossary.words import Token, readings

_PATRONYMIC = re.compile(r"(?:[оеё]вич|ич|[оеё]вн|ичн)(?:а|у|ем|ом|е|ы|ой)?$|(?:улы|кызы)$")


@dataclass(frozen=True, slots=True)
class Initials:
    """Initials from token ``first`` on, in front of the token ``surname``: ``(("К", "Ж"), ("К",))`` is К.-Ж. К."""

    first: int
    surname: int
    letters: tuple[tuple[str, ...], ...]


def initials_at(text: str, found: Sequence[Token], at: int) -> Initials | None:
    """The initials that begin at a token, if a capitalised word follows them."""
    letters: list[tuple[str, ...]] = []
    here = at
    while len(letters) < 3 and here < len(found) - 1 and len(found[here].text) == 1 and found[here].text.isupper():
        between = text[found[here].stop : found[here + 1].start]
        if not re.fullmatch(r"\.(?:-|[ \u00a0]?)", between):
            return None
        hyphen = here > at and text[found[here - 1].stop : found[here].start] == ".-"
        letters = [*letters[:-1], (*letters[-1], found[here].text)] if hyphen else [*letters, (found[here].text,)]
        here += 1
    if not letters or len(letters) > 2 or len(found[here].text) < 2 or not found[here].text[0].isupper():
        return None
    return Initials(at, here, tuple(letters))


def with_initials(person: Term, letters: tuple[tuple[str, ...], ...]) -> Term | None:
    """The person written with initials; None when the initials are not this person's.

    >>> who = Term("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев", "kk", "person")
    >>> with_initials(who, (("К", "Ж"), ("К",))).target
    'Қ.-Ж. К. Тоқаев'
    """
    *given, surname = person.source.split()
    *target, target_surname = person.target.split()
    if len(given) != len(target) or not given:
        return None
    halves = [name[:1] for name in given[0].split("-")]
    if list(letters[0]) not in (halves, halves[:1]):
        return None
    if len(letters) > 1 and len(given) > 1 and letters[1] != (given[1][:1],):
        return None
    shown = [target[0].split("-")[: len(letters[0])]]
    shown += [target[1].split("-")] if len(target) > 1 and len(letters) > 1 else []
    parts = ["-".join(f"{half[:1]}." for half in name) for name in shown]
    if len(letters) > len(parts):
        parts.append(f"{rendered(letters[1][0], person.lang)}.")
    short = " ".join([*("-".join(f"{letter}." for letter in name) for name in letters), surname])
    return replace(person, source=short, target=" ".join([*parts, target_surname]))


def is_patronymic(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 5 and bool(_PATRONYMIC.search(token.lower))


def with_patronymic(person: Term, written: str) -> Term:
    """The person with the patronymic that stands in the text, in the nominative, before the surname."""
    nominative = next((r.lemma for r in readings(written.lower()) if r.lemma.endswith(("вич", "вна", "ич", "чна"))), "")
    name = nominative.capitalize() or written
    *source, surname = person.source.split()
    *target, target_surname = person.target.split()
    return replace(
        person,
        source=" ".join([*source, name, surname]),
        target=" ".join([*target, rendered(name, person.lang), target_surname]),
    )
