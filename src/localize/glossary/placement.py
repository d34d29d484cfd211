"""Terms into a plain translation, for packages without slots: accept what is right, else replace, else say so.

In this order: (a) an allowed form stands in the target already; (b) a misspelt or forbidden form does, or the
words that the engine aligned with the term: the term takes their place in their case; (c) the words stay, and
an issue tells the reviewer what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from localize.document import Issue, Placement, Severity, Span
from localize.engines import Link
from localize.glossary.evidence import WORD, case_of, settled
from localize.glossary.rendering import (
    ENDS_PHRASE,
    capitalised,
    english_form,
    english_plural,
    kazakh_form,
    needs_article,
    with_article,
)
from localize.glossary.term import Term, TermSpan
from localize.messages import _

_THE = re.compile(r"\b[Tt]he $")
_QUOTES = '«»“”„"'
_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
SURE = 0.15  # the least mean attention that still tells where a word comes from
DOUBTFUL = -0.15  # the same for a name that would be missing else
CLOSE = 84  # the least likeness, in percent, of a misspelt name to the right one

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Put:
    """One decision: what stands at [start, stop) of the target becomes ``text`` (the same, when accepted)."""

    start: int
    stop: int
    text: str
    how: str
    case: str


@dataclass
class _Scene:
    """A translation while terms are being placed: which stretches are taken already."""

    target: str
    links: Sequence[Link]
    lang: str
    words: list[Place]
    taken: list[Place] = field(default_factory=list)

    def free(self, start: int, stop: int) -> bool:
        return not any(start < b and a < stop for a, b in self.taken)

    def windows(self, size: int) -> Iterator[Place]:
        """Every run of so many words that is still free."""
        for first, last in zip(self.words, self.words[max(0, size - 1) :], strict=False):
            if self.free(first[0], last[1]):
                yield first[0], last[1]


def place(
    text: str, spans: Sequence[Span], target: str, links: Sequence[Link], lang: str
) -> tuple[str, list[Placement], list[Issue]]:
    """The target with the terms of its source in it, what was done for each (in the source's order), and what
    a person must do. ``links`` are the word alignment; without it only (a) and misspelt forms are seen."""
    scene = _Scene(target, links, lang, [(m.start(), m.end()) for m in WORD.finditer(target)])
    terms = [span for span in spans if isinstance(span, TermSpan) and span.term is not None and span.term.target]
    put: dict[int, Put] = {}
    for step in (_accepted, _misspelt, _aligned, _guessed, _repeated):
        for span in sorted(terms, key=lambda s: -len(WORD.findall(s.term.target if s.term else ""))):
            found = None if id(span) in put else step(scene, span, put)
            if found:
                put[id(span)] = found
                scene.taken.append((found.start, found.stop))
    return _written(target, terms, put)


def _written(target: str, terms: Sequence[TermSpan], put: dict[int, Put]) -> tuple[str, list[Placement], list[Issue]]:
    placements, issues = [], []
    for span in terms:
        term = _term(span)
        done = put.get(id(span))
        if done is None:
            message = _("the term «{source}» is missing; write: {target}")
            if term.provenance == "article":
                message = _("the name «{source}» is missing; this article writes it so: {target}")
            message = message.format(source=span.text, target=suggestion(span))
            issues.append(Issue("glossary", Severity.WARNING, message))
            done = Put(0, 0, term.target, "left", span.wanted if term.lang == "kk" else "")
        placements.append(Placement(span.text, done.text, span.kind, done.how, done.case, term.source))  # type: ignore[arg-type]
    for done in sorted(put.values(), key=lambda p: -p.start):
        if done.how == "replaced":
            target = target[: done.start] + done.text + target[done.stop :]
    return target, placements, issues


def suggestion(span: TermSpan) -> str:
    """The form that the Russian case calls for."""
    term = _term(span)
    return (
        kazakh_form(term, span.wanted, span.plural) if term.lang == "kk" else english_form(term, english_plural(span))
    )


# ── (a) an allowed form stands there ────────────────────────────────────────────────────────────


def _accepted(scene: _Scene, span: TermSpan, put: dict[int, Put]) -> Put | None:
    term = _term(span)
    allowed = allows(term)
    size = len(WORD.findall(term.target))
    hits = [p for p in scene.windows(size) if allowed(scene.target[p[0] : p[1]])]
    if not hits:
        return None
    start, stop = max(hits, key=lambda p: _support(scene, span, *p))
    form = scene.target[start:stop]
    if scene.lang == "en":
        return _in_english(scene, span, start, stop)
    case = settled(form, span, scene.target[stop:], accepted=True)
    if case_of(form, span) != case:
        return _replacing(scene, span, start, stop, case)
    return Put(start, stop, form, "accepted", case)


@lru_cache(maxsize=4096)
def allows(term: Term) -> Callable[[str], bool]:
    """A test for the forms of a term's target, cheap on words that are nothing like it."""
    words = [word.casefold() for word in WORD.findall(term.target)]
    if not words:
        return lambda form: False
    beginning = words[-1][: max(1, min(2, len(words[-1]) - 1))]

    def is_allowed(form: str) -> bool:
        found = [word.casefold() for word in WORD.findall(form)]
        if len(found) != len(words) or found[:-1] != words[:-1] or not found[-1].startswith(beginning):
            return False
        return _is_english_form(term, form) if term.lang == "en" else _is_kazakh_form(term, form)

    return is_allowed


def _is_kazakh_form(term: Term, form: str) -> bool:
    """The ordinary forms first: the inflector's full list, with every person and spelling, is dear to build."""
    from localize.inflect import kazakh

    return " ".join(WORD.findall(form)).casefold() in _ordinary(term) or kazakh.accepts(
        term.target, form, reading=term.reading, izafet=term.izafet
    )


@lru_cache(maxsize=4096)
def _ordinary(term: Term) -> frozenset[str]:
    from localize.inflect.kazakh import CASES

    forms = (kazakh_form(term, case, plural) for case in CASES for plural in (False, True))
    return frozenset(" ".join(WORD.findall(form)).casefold() for form in forms)


def _is_english_form(term: Term, form: str) -> bool:
    forms = {english_form(term, plural, owned) for plural in (False, True) for owned in (False, True)}
    return " ".join(WORD.findall(form)).casefold() in {" ".join(WORD.findall(f)).casefold() for f in forms}


# ── (b) something else stands there ─────────────────────────────────────────────────────────────


def _misspelt(scene: _Scene, span: TermSpan, put: dict[int, Put]) -> Put | None:
    """A forbidden rendering, the Russian name left as it was, or a name spelt almost right."""
    term = _term(span)
    wrong = [*term.forbidden]
    if term.kind != "term" or term.exact:
        wrong += [term.source, term.target]
    for rendering in wrong:
        size = len(WORD.findall(rendering))
        near = [(_likeness(scene.target[a:b], rendering), -a, b) for a, b in scene.windows(size)] if size else []
        score, start, stop = max(near, default=(0.0, 0, 0))
        if score >= (CLOSE if term.kind != "term" and len(rendering) > 4 else 100):
            return _replacing(scene, span, -start, stop)
    return None


def _likeness(form: str, rendering: str) -> float:
    """How much the beginning of a form is like a rendering, Kazakh letters read as Russian ones; 0 … 100."""
    from rapidfuzz import fuzz

    a, b = (text.casefold().translate(_TO_RUSSIAN) for text in (form, rendering))
    if a[:1] != b[:1] or form[:1].isupper() != rendering[:1].isupper() or len(a) > len(b) + 6:
        return 0.0
    return float(fuzz.ratio(a[: len(b)], b))


def _aligned(scene: _Scene, span: TermSpan, put: dict[int, Put]) -> Put | None:
    """The words that the engine looked at the term for, together and surely so; no more of them than it has."""
    numbers = [n for n, word in enumerate(scene.words) if scene.free(*word) and _support(scene, span, *word) > SURE]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    limit = max(len(WORD.findall(_term(span).target)), len(WORD.findall(span.text))) + 1
    windows = [run[n : n + limit] for run in runs for n in range(max(1, len(run) - limit + 1))]
    if not windows:
        return None
    best = max(windows, key=lambda window: sum(_support(scene, span, *scene.words[n]) for n in window))
    return _replacing(scene, span, scene.words[best[0]][0], scene.words[best[-1]][1])


def _guessed(scene: _Scene, span: TermSpan, put: dict[int, Put]) -> Put | None:
    """For a name: the one capitalised word, none of the source's, of which a good part comes from it («МҚБ» of МСБ)."""
    if not span.text[0].isupper() or " " in span.text:
        return None
    first = span.start < 5 or span.text.isupper()  # at the start a capital says something only of what began the source
    doubtful = [
        (_support(scene, span, *word), word)
        for word in scene.words
        if scene.free(*word)
        and scene.target[word[0]].isupper()
        and (word[0] or first)
        and _comes_from(scene, span, *word)
    ]
    support, word = max(doubtful, default=(-1.0, (0, 0)))
    return _replacing(scene, span, *word) if support > DOUBTFUL else None


def _comes_from(scene: _Scene, span: TermSpan, start: int, stop: int) -> bool:
    """Whether the engine looked at the term at all for [start, stop) of the target."""
    return any(
        link.start < stop and link.stop > start and link.source_start < span.stop and link.source_stop > span.start
        for link in scene.links
    )


def _support(scene: _Scene, span: TermSpan, start: int, stop: int) -> float:
    """How surely [start, stop) of the target comes from a term: mean attention, less what comes from elsewhere."""
    touching = [link for link in scene.links if link.start < stop and link.stop > start]
    inside = sum(link.weight for link in touching if link.source_start < span.stop and link.source_stop > span.start)
    total = sum(link.weight for link in touching)
    return (2 * inside - total) / len(touching) if touching else 0.0


def _replacing(scene: _Scene, span: TermSpan, start: int, stop: int, case: str = "") -> Put:
    """The term in the place, the case and the quotation marks of what stood there."""
    term = _term(span)
    if term.target[:1] in tuple(_QUOTES) and scene.target[start - 1 : start] in tuple(_QUOTES):
        start -= 1
    stood = scene.target[start:stop]
    before = scene.target[:start]
    if scene.lang == "en":
        return _in_english(scene, span, start, stop)
    case = case or settled(stood, span, scene.target[stop:], accepted=False)
    return Put(start, stop, capitalised(kazakh_form(term, case, span.plural), span, before), "replaced", case)


def _in_english(scene: _Scene, span: TermSpan, start: int, stop: int) -> Put:
    """The term in the number of the Russian form and with its article; a name that has none loses it."""
    term = _term(span)
    stood, before, after = scene.target[start:stop], scene.target[:start], scene.target[stop:]
    article = _THE.search(before)
    if article and _is_bare(term) and ENDS_PHRASE.match(after):
        start, before = article.start(), before[: article.start()]
    form = english_form(term, english_plural(span), stood.endswith(("'s", "’s", "s'", "s’")))
    text = with_article(form, span, before, after)
    same = text.casefold() == scene.target[start:stop].casefold()
    return Put(start, stop, scene.target[start:stop] if same else text, "accepted" if same else "replaced", "")


def _is_bare(term: Term) -> bool:
    """Names of persons and of most places and firms never stand with "the"."""
    return term.kind != "term" and not needs_article(term)


# ── said once, meant twice ──────────────────────────────────────────────────────────────────────


def _repeated(scene: _Scene, span: TermSpan, put: dict[int, Put]) -> Put | None:
    """A name that the target says once and the source twice is there."""
    allowed = allows(_term(span))
    there = next((done for done in put.values() if allowed(done.text)), None)
    return replace(there, how="accepted") if there else None


def _term(span: TermSpan) -> Term:
    assert span.term is not None
    return span.term
