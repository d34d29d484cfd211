"""Find the terms of a termbase in Russian text, in any form: by dictionary forms, longest first, agreeing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from localize.glossary import case as grammar
from localize.glossary.guards import is_false_hit
from localize.glossary.index import Index, indexed
from localize.glossary.pattern import EVERY_FORM, Form, Pattern, gap
from localize.glossary.persons import Initials, initials_at, is_patronymic, with_initials, with_patronymic
from localize.glossary.term import Term, TermSpan
from localize.glossary.words import Token, readings, tokens

REMEMBERED = 4096  # texts
_OPENING, _CLOSING = "«“„", "»”"


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the tokens [first, last], the forms they may be in, and the term (or one made of it)."""

    first: int
    last: int
    pattern: Pattern
    forms: frozenset[Form]
    term: Term


@dataclass(frozen=True)
class Matcher:
    """Finds the terms of an index; the last few thousand texts are remembered, for each is asked about twice."""

    index: Index
    _seen: dict[str, tuple[TermSpan, ...]] = field(default_factory=dict, repr=False, compare=False)

    def match(self, text: str) -> tuple[TermSpan, ...]:
        """The terms of a text in reading order, none inside another; ``text[s.start:s.stop] == s.text``."""
        if text not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[text] = tuple(self._matched(text))
        return self._seen[text]

    def _matched(self, text: str) -> list[TermSpan]:
        found = tokens(text)
        spans: list[TermSpan] = []
        at = 0
        while at < len(found):
            hit = self._uncut(text, found, at)
            if hit is None:
                at += 1
                continue
            spans.append(_span(text, found, hit))
            at = hit.last + 1
        return [_entitling(text, *pair) for pair in zip(spans, [*spans[1:], None], strict=False)]

    def _uncut(self, text: str, found: Sequence[Token], at: int, depth: int = 3) -> Found | None:
        """The longest match from a token on that does not end with what begins a longer one: in «тренер сборной
        Казахстана» the team is a term before its coach."""
        hit = self._at(text, found, at)
        while depth and hit is not None and hit.term.kind == "term" and hit.last > hit.first:
            longer = self._uncut(text, found, hit.last, depth - 1)
            if longer is None or longer.last == hit.last or _is_preposition(found[hit.last - 1]):
                break
            hit = self._at(text, found, at, hit.last)
        return hit

    def _at(self, text: str, found: Sequence[Token], at: int, stop: int | None = None) -> Found | None:
        """The longest match that begins at a token (and ends before ``stop``)."""
        if at and _joined(text, found[at - 1], found[at]):
            return None
        token = found[at]
        if len(token.text) == 1 and token.text.isupper():
            initials = initials_at(text, found, at)
            person = self._person(text, found, initials) if initials else None
            if person:
                return person
        best: Found | None = None
        for pattern in self.index.at(found, at):
            hit = _matched(text, found, at, pattern)
            if hit and stop is not None and hit.last >= stop:
                continue
            if hit and (best is None or _rank(found, hit) > _rank(found, best)):
                best = hit
        return best

    def _person(self, text: str, found: Sequence[Token], initials: Initials) -> Found | None:
        """«К.-Ж. Токаева» stands for the one person of the termbase whose names begin so."""
        token = found[initials.surname]
        hits: dict[str, Found] = {}
        for pattern in self.index.persons(token):
            if not pattern.words[-1].found(token) or _runs_on(text, found, initials.surname):
                continue
            forms = pattern.words[-1].forms(token)
            term = with_initials(pattern.term, initials.letters)
            if term and forms:
                hits[term.target] = Found(initials.first, initials.surname, pattern, forms, term)
        return next(iter(hits.values())) if len(hits) == 1 else None


def _is_preposition(token: Token) -> bool:
    """«кандидат в президенты США» is no candidate of what is called президенты США."""
    return any(reading.pos == "PREP" for reading in readings(token.lower)[:1])


def _rank(found: Sequence[Token], hit: Found) -> tuple[int, int, int]:
    """The longest; of two as long the one that stands in the text as it is written in the glossary."""
    words = hit.pattern.words
    same = sum(t.text == w.text for t, w in zip(found[hit.first : hit.last + 1], words, strict=False))
    return hit.last, len(hit.pattern.tail), same


def matcher(terms: Iterable[Term]) -> Matcher:
    return Matcher(indexed(terms))


def _matched(text: str, found: Sequence[Token], at: int, pattern: Pattern) -> Found | None:
    """Whether the words from ``at`` on are a term, in forms that agree."""
    taken = _taken(text, found, at, pattern)
    if taken is None:
        return None
    last = taken[-1]
    forms = _agreeing([found[i] for i in taken], pattern)
    if not text.startswith(pattern.tail, found[last].stop):
        return None
    if not forms or _runs_on(text, found, last) or is_false_hit(text, found, at, last, pattern):
        return None
    skipped = set(range(at, last + 1)) - set(taken)
    term = with_patronymic(pattern.term, found[skipped.pop()].text) if skipped else pattern.term
    return Found(at, last, pattern, forms, term)


def _taken(text: str, found: Sequence[Token], at: int, pattern: Pattern) -> list[int] | None:
    """The tokens that are the term's words; a patronymic may stand between the names of a person."""
    taken: list[int] = []
    here = at
    for number, word in enumerate(pattern.words):
        if number:
            last = number == len(pattern.words) - 1
            if last and pattern.term.kind == "person" and here < len(found) and is_patronymic(found[here]):
                here += not word.found(found[here])
            if here >= len(found) or gap(text[found[here - 1].stop : found[here].start]) != pattern.gaps[number - 1]:
                return None
        if not word.found(found[here]):
            return None
        taken.append(here)
        here += 1
    return taken


def _agreeing(taken: Sequence[Token], pattern: Pattern) -> frozenset[Form]:
    """The forms that all declined words share; none means that they do not belong together.

    Names of persons often stay in the nominative beside a declined one: «Ангелы Меркель».
    """
    forms = _shared(taken, pattern, ("either",)) or _paucal(taken, pattern)
    if not forms and pattern.term.kind == "person":
        forms = _shared(taken, pattern, ("either", "agree"))
    if pattern.term.kind == "person" and forms == {("nomn", "sing"), ("accs", "sing")}:
        return frozenset({("nomn", "sing")})  # of persons the accusative is a genitive: Токаева
    if pattern.plural:
        forms = frozenset(form for form in forms if form[1] == "plur")
    elif pattern.is_name and len(pattern.words) == 1:
        forms = frozenset(form for form in forms if form[1] == "sing")
    return forms


def _paucal(taken: Sequence[Token], pattern: Pattern) -> frozenset[Form]:
    """«два круглых стола»: after two, three and four the noun is a genitive singular, its adjectives are plural."""
    *adjectives, noun = [
        word.forms(token) for token, word in zip(taken, pattern.words, strict=True) if word.mode == "agree"
    ] or [frozenset[Form]()]
    fits = adjectives and all(("gent", "plur") in forms for forms in adjectives) and ("gent", "sing") in noun
    return frozenset({("gent", "sing")}) if fits else frozenset()


def _shared(taken: Sequence[Token], pattern: Pattern, still: Sequence[str]) -> frozenset[Form]:
    """The forms that words have in common; words in a mode of ``still`` need not decline at all."""
    forms = EVERY_FORM
    for token, word in zip(taken, pattern.words, strict=True):
        if word.mode in ("fixed", "free") or (word.mode in still and token.lower == word.lower):
            continue
        forms &= word.forms(token)
    return forms


def _joined(text: str, before: Token, token: Token) -> bool:
    """A word that hangs on the one before by a hyphen is the second half of something else."""
    return gap(text[before.stop : token.start]) == "-"


def _runs_on(text: str, found: Sequence[Token], last: int) -> bool:
    return last + 1 < len(found) and _joined(text, found[last], found[last + 1]) and not found[last + 1].text.isdigit()


def _span(text: str, found: Sequence[Token], hit: Found) -> TermSpan:
    start, stop = _with_quotes(text, found[hit.first].start, found[hit.last].stop + len(hit.pattern.tail), hit.pattern)
    said = grammar.decided(text, found, hit.first, hit.last, hit.forms, hit.pattern.plural)
    return TermSpan(start, stop, text[start:stop], "term", data=hit.pattern.term.source, term=hit.term, case=said.case,
                    plural=said.plural and not hit.pattern.plural, wanted=said.wanted, admitted=said.admitted,
                    counted=said.counted)  # fmt: skip


def _entitling(text: str, span: TermSpan, following: TermSpan | None) -> TermSpan:
    """«Президенту США Дональду Трампу»: a title in front of a name stays bare in Kazakh (АҚШ президенті Дональд Трампқа)."""
    if following is None or text[span.stop : following.start] != " " or not (span.term and following.term):
        return span
    if (span.term.kind, following.term.kind, following.case) != ("term", "person", span.case):
        return span
    return replace(span, wanted="nominative", admitted=("nominative",))


def _with_quotes(text: str, start: int, stop: int, pattern: Pattern) -> tuple[int, int]:
    """Take in the quotation marks that belong to the term, so that none stays behind alone."""
    if pattern.quoted and start and text[start - 1] in _OPENING + '"':
        start -= 1
    while stop < len(text) and text[stop] in _CLOSING + '"' and _is_open(text[start:stop]):
        stop += 1
    return start, stop


def _is_open(text: str) -> bool:
    opened = sum(letter in _OPENING for letter in text) - sum(letter in _CLOSING for letter in text)
    return opened > 0 or text.count('"') % 2 == 1
