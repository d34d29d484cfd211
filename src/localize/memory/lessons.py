"""Lessons: the corrections that people make again and again, read off drafts and what was approved instead.

A correction is a stretch of at most four words that a reviewer replaced while most of the sentence stayed. Counted
are articles, not sentences: one article that says it ten times teaches one thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from localize.memory import normal
from localize.memory.pairs import COLUMNS, Memory, Pair, pair_of

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*%?")
LONGEST = 4  # words of a correction, on either side
KEPT = 0.4  # of a sentence's words; below that it was written anew
SPECIFIC = 0.3  # of the sentences with a Russian word, so many must have had the correction


@dataclass(frozen=True, slots=True)
class Lesson:
    """A recurring correction: ``draft`` was replaced by ``approved`` in so many articles and segments; ``source``
    is the Russian that all of these segments have and few others, or empty."""

    lang: str
    draft: str
    approved: str
    articles: int
    times: int
    source: str
    examples: tuple[int, ...]


@dataclass(slots=True)
class _Case:
    """All occurrences of one correction, in whatever forms its words took."""

    drafts: Counter[str] = field(default_factory=Counter)
    approved: Counter[str] = field(default_factory=Counter)
    places: dict[int, Pair] = field(default_factory=dict)


def lessons(memory: Memory, lang: str = "", least: int = 2) -> list[Lesson]:
    """The corrections made in at least ``least`` articles, the most frequent first."""
    cases: dict[tuple[str, str, str], _Case] = {}
    condition, values = ("lang = ? AND ", (lang,)) if lang else ("", ())
    sql = f"SELECT {COLUMNS} FROM pair WHERE {condition}draft NOT IN ('', target) ORDER BY id"
    for pair in map(pair_of, memory.store.walk(sql, *values)):
        for draft, approved in corrections(pair.draft, pair.target):
            case = cases.setdefault((pair.lang, *_group(draft, approved)), _Case())
            case.drafts[draft] += 1
            case.approved[approved] += 1
            case.places[pair.id] = pair
    found = (_lesson(memory, lang, case) for (lang, _, _), case in cases.items() if _articles(case) >= least)
    return sorted(found, key=lambda lesson: (-lesson.articles, -lesson.times, lesson.draft))


def corrections(draft: str, approved: str) -> Iterator[tuple[str, str]]:
    """What was replaced by what.

    >>> list(corrections("Еңбек министрі мәлімдеді бүгін", "Еңбек және халықты әлеуметтік қорғау министрі айтты бүгін"))
    [('мәлімдеді', 'айтты')]
    """
    old, new = WORD.findall(draft), WORD.findall(approved)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < KEPT * min(len(old), len(new)):
        return
    for operation, start, stop, new_start, new_stop in matcher.get_opcodes():
        if operation == "replace" and stop - start <= LONGEST and new_stop - new_start <= LONGEST:
            yield " ".join(old[start:stop]), " ".join(new[new_start:new_stop])


def _group(draft: str, approved: str) -> tuple[str, str]:
    """One case for all forms of the words; where only the form was corrected, the forms are the case."""
    stems = [" ".join(word[: normal.STEM] for word in side.lower().split()) for side in (draft, approved)]
    return (stems[0], stems[1]) if stems[0] != stems[1] else (draft, approved)


def _articles(case: _Case) -> int:
    return len({pair.article or str(pair.id) for pair in case.places.values()})


def _lesson(memory: Memory, lang: str, case: _Case) -> Lesson:
    source = _source(memory, lang, [pair.source for pair in case.places.values()])
    return Lesson(
        lang, _usual(case.drafts), _usual(case.approved), _articles(case), len(case.places), source,
        tuple(sorted(case.places))[:5],
    )  # fmt: skip


def _usual(forms: Counter[str]) -> str:
    """The most frequent form; of equals the shortest, which is the least inflected."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _source(memory: Memory, lang: str, sources: list[str]) -> str:
    """The longest Russian phrase that all the sources share, with a word in it that is rare elsewhere."""
    forms: dict[str, Counter[str]] = {}
    texts = dict.fromkeys(normal.key(source) for source in sources)
    for text in texts:
        for phrase in set(_phrases(WORD.findall(text))):
            forms.setdefault(_stemmed(phrase), Counter())[phrase] += 1
    shared = {stem: counted for stem, counted in forms.items() if counted.total() >= len(texts)}
    scored = [(_specific(memory, lang, stem, len(texts)), len(stem.split()), stem) for stem in shared]
    best = max(((score, length, stem) for score, length, stem in scored if score >= SPECIFIC), default=None)
    return _usual(shared[best[2]]) if best else ""


def _phrases(words: list[str]) -> Iterator[str]:
    """Stretches of words that begin and end with a word of more than three letters."""
    for start, first in enumerate(words):
        for stop in range(start + 1, min(len(words), start + LONGEST) + 1):
            if len(first) > 3 and len(words[stop - 1]) > 3:
                yield " ".join(words[start:stop])


def _stemmed(phrase: str) -> str:
    return " ".join(word[: normal.STEM] for word in phrase.lower().split())


def _specific(memory: Memory, lang: str, phrase: str, times: int) -> float:
    """Of the pairs with the phrase's rarest word, the share in which the correction was made."""
    counts = [
        memory.store.rows("SELECT count(*) FROM posting WHERE stem = ?", normal.stem_number(lang, stem))[0][0]
        for stem in phrase.split() if len(stem) > 3
    ]  # fmt: skip
    return round(min(1.0, times / max(1, min(counts, default=1))), 2)


def candidates(found: Iterable[Lesson], dictionary_form: Callable[[str], str] = str) -> Iterator[tuple[str, ...]]:
    """Rows for a glossary's CSV: ``ru, kk, en, kind, status, note``; the first lesson for a Russian word counts."""
    yield ("ru", "kk", "en", "kind", "status", "note")
    rows: dict[str, dict[str, Lesson]] = {}
    for lesson in found:
        if lesson.source:
            rows.setdefault(dictionary_form(lesson.source), {}).setdefault(lesson.lang, lesson)
    for source, by_lang in rows.items():
        notes = [f"{x.lang}: {x.draft} → {x.approved} ({x.articles})" for x in by_lang.values()]
        targets = [by_lang[lang].approved if lang in by_lang else "" for lang in ("kk", "en")]
        yield (source, *targets, "term", "candidate", "; ".join(notes))
