"""Exact matches, similar ones, and what becomes of an article's segments."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from localize import formats
from localize.document import Article, Origin, Segment, Span
from localize.memory import Memory, Pair, known_for, similar, suggester
from localize.memory.recall import LEAST, exact, fits
from localize.segment import segment_block

TODAY = "2026-02-21"
RATE = Pair(
    "Курс «доллара» вырос на 5,2% в 2025 году.", "2025 жылы доллар бағамы 5,2% өсті.", "kk", "old", "p1.s1", TODAY
)


def article(text: str, name: str = "news.md") -> Article:
    return formats.read(text.encode(), name, segment_block)


def test_exact_match_whatever_the_quotes_and_blanks(memory: Memory) -> None:
    """Normalised texts match; capitals, full stops and another language do not."""
    memory.add([RATE])
    assert exact(memory, 'Курс  "доллара" вырос на 5,2% в 2025 году.', "kk")[0].target == RATE.target
    assert exact(memory, RATE.source.upper(), "kk") == []
    assert exact(memory, RATE.source, "en") == []


def test_similar_sentence_is_offered_with_its_score(memory: Memory) -> None:
    """One word of seven changed is about 85 percent; another sentence is not offered."""
    memory.add([RATE, replace(RATE, source="Погода будет ясной и тёплой.", target="Күн ашық болады.")])
    (match,) = similar(memory, "Курс «евро» вырос на 5,2% в 2025 году.", "kk")
    assert match.pair.source == RATE.source
    assert LEAST <= match.percent < 100


def test_best_suggestions_first_and_no_target_twice(memory: Memory) -> None:
    """Three at most, by percent, each target once."""
    sources = ["Завод открыт вчера вечером", "Завод открыт вчера утром", "Завод открыт вчера вечером."]
    memory.add(Pair(s, t, "kk", date=TODAY) for s, t in zip(sources, "АБА", strict=True))
    found = similar(memory, "Завод открыт вчера вечером", "kk")
    assert [m.target for m in found] == ["А", "Б"]
    assert [m.percent for m in found] == sorted((m.percent for m in found), reverse=True)


def test_hundred_percent_is_for_the_same_text_only(memory: Memory) -> None:
    """In a long sentence one sign less is 99 percent."""
    long = "Слово за словом складывается очень длинное предложение. " * 5
    memory.add([Pair(long + "Да", "Иә", "kk")])
    assert similar(memory, long + "Да!", "kk")[0].percent == 99


@pytest.mark.parametrize("seed", range(3))
def test_search_finds_what_an_exhaustive_search_finds(memory: Memory, seed: int) -> None:
    """Among 3,000 sentences with the word frequencies of a language, the index loses few matches of 75 percent."""
    chance = random.Random(seed)
    parts = ["ка", "ло", "ми", "ру", "те", "ста"]
    words = ["".join(chance.choices(parts, k=chance.randint(1, 5))) for _ in range(1500)]
    often = [1 / rank for rank in range(1, len(words) + 1)]
    sources = list(dict.fromkeys(" ".join(chance.choices(words, often, k=chance.randint(3, 14))) for _ in range(3000)))
    memory.add(Pair(source, str(n), "kk") for n, source in enumerate(sources))
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    there = found = 0
    for source in chance.sample(sources, 60):
        query = source.split()
        query[chance.randrange(len(query))] = chance.choice(words)
        text = " ".join(query)
        best = process.extractOne(text, sources, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST / 100)
        if best:
            there += 1
            answer = similar(memory, text, "kk")
            found += bool(answer) and answer[0].percent >= int(100 * best[1])
    assert there > 30
    assert found >= 0.95 * there


def test_known_by_exact_match_is_fuzzy_or_approved_as_asked(memory: Memory) -> None:
    """The mode decides; either way the origin says memory, and the package is that of the pair."""
    memory.add([replace(RATE, package="ru_kk 0.1")])
    text = article(RATE.source)
    by_mode = {mode: known_for(memory, text, "kk", mode)[RATE.source] for mode in ("fuzzy", "approved")}
    assert {mode: draft.approved for mode, draft in by_mode.items()} == {"fuzzy": False, "approved": True}
    assert {(d.origin, d.target, d.package) for d in by_mode.values()} == {(Origin.MEMORY, RATE.target, "ru_kk 0.1")}


def test_figures_are_put_in_and_left_to_a_person(memory: Memory) -> None:
    """Other figures in the same sentence: the target gets them, with a hint, and is never approved."""
    memory.add([RATE])
    source = "Курс «доллара» вырос на 7% в 2026 году."
    draft = known_for(memory, article(source), "kk", "approved")[source]
    assert draft.target == "2026 жылы доллар бағамы 7% өсті."
    assert not draft.approved
    assert [issue.check for issue in draft.issues] == ["memory-figures"]
    assert draft.suggestions[0][1:] == (RATE.source, RATE.target)


def test_contradicting_targets_are_never_approved(memory: Memory) -> None:
    """Two approved targets: the newest goes in, fuzzy, with the other beside it; the article's own one wins."""
    other = replace(RATE, target="Басқаша.", article="new", date="2026-03-01")
    memory.add([RATE, other])
    text = article(RATE.source, "news.md")
    draft = known_for(memory, text, "kk", "approved")[RATE.source]
    assert (draft.target, draft.approved) == ("Басқаша.", False)
    assert draft.suggestions == ((100, RATE.source, RATE.target),)
    assert known_for(memory, replace(text, id="old"), "kk")[RATE.source].target == RATE.target


def test_unsafe_figures_are_offered_only(memory: Memory) -> None:
    """Where a figure has an ending grown onto it, the pair is a suggestion."""
    memory.add([Pair("Он поставил 5 баллов за работу.", "Ол жұмысты 5-ке бағалады.", "kk")])
    source = "Он поставил 6 баллов за работу."
    assert known_for(memory, article(source), "kk") == {}
    assert suggester(memory, "kk")(Segment("p1.s1", source, 0, len(source)))[0][2] == "Ол жұмысты 5-ке бағалады."


def test_markup_must_fit(memory: Memory) -> None:
    """A target without the segment's markup, or with more of it, does not go in by itself."""
    memory.add([Pair("Это **важно** для всех.", "Бұл маңызды.", "kk")])
    assert known_for(memory, article("Это **важно** для всех."), "kk") == {}
    memory.add([Pair("Это **важно** для всех.", "Бұл бәріне **маңызды**.", "kk", date=TODAY)])
    assert [d.target for d in known_for(memory, article("Это **важно** для всех."), "kk").values()] == [
        "Бұл бәріне **маңызды**."
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("<b1>бір</b1> екі", True),
        ("екі <b1>бір</b1>", True),
        ("бір екі", False),
        ("<b1>бір</b1> <b1>екі</b1>", False),
        ("<b1>бір</b1> <script>", False),
        ("<b1>бір</b1> ⟦1⟧", False),
    ],
)
def test_fits(target: str, expected: bool) -> None:
    """Each piece of markup as often as in the source, and nothing more that looks like it."""
    spans = (Span(0, 4, "<b1>", "markup", "open", "1"), Span(8, 13, "</b1>", "markup", "close", "1"))
    assert fits(Segment("p1.s1", "<b1>один</b1> два", 0, 17, spans), target) is expected


def test_suggester_answers_as_the_pipeline_asks(memory: Memory) -> None:
    """(percent, source, target) for a segment; nothing where nothing is like it."""
    memory.add([RATE])
    suggest: Callable[[Segment], object] = suggester(memory, "kk")
    assert suggest(Segment("p1.s1", "Совсем другое.", 0, 14)) == ()
    near = RATE.source.replace("вырос", "упал")
    assert suggest(Segment("p1.s1", near, 0, len(near))) == ((87, RATE.source, RATE.target),)
