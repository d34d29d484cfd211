"""What goes into the memory and comes out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from localize.memory import Memory, Pair, Wanted
from localize.memory.recall import similar

NEWS = Pair("Рынок ждёт решений.", "Нарық шешім күтеді.", "kk", "news", "p1.s1", "2026-02-21", "Айгүл", "ru_kk 0.1")


def targets(memory: Memory, **wanted: object) -> list[str]:
    return [pair.target for pair in memory.pairs(Wanted(**wanted))]  # type: ignore[arg-type]


def test_pair_comes_back_as_it_went_in(memory: Memory) -> None:
    """Nothing of a pair is lost."""
    assert memory.add([NEWS]) == 1
    assert [replace(pair, id=0) for pair in memory.pairs()] == [NEWS]


def test_same_pair_twice_is_one_pair_with_the_newer_date(memory: Memory) -> None:
    """A second approval renews the day and the place; an older one changes nothing."""
    later = replace(NEWS, date="2026-03-01", article="other", reviewer="")
    assert [memory.add([NEWS]), memory.add([later]), memory.add([NEWS])] == [1, 0, 0]
    (pair,) = memory.pairs()
    assert (pair.date, pair.article, pair.reviewer) == ("2026-03-01", "other", "Айгүл")


def test_reviewer_who_changes_her_mind_replaces_her_target(memory: Memory) -> None:
    """The same segment of the same article has one approved target; its old one is found no more."""
    memory.add([NEWS])
    memory.add([replace(NEWS, target="Нарық шешімді күтіп отыр.")])
    assert targets(memory) == ["Нарық шешімді күтіп отыр."]
    assert [match.target for match in similar(memory, NEWS.source, "kk")] == ["Нарық шешімді күтіп отыр."]


def test_other_article_may_say_it_otherwise(memory: Memory) -> None:
    """Two articles' targets for one sentence stand side by side."""
    memory.add([NEWS, replace(NEWS, article="other", target="Нарықта күту басым.")])
    assert len(targets(memory)) == 2


@pytest.mark.parametrize("pair", [replace(NEWS, target=" "), replace(NEWS, source=" ")])
def test_empty_sides_are_not_remembered(memory: Memory, pair: Pair) -> None:
    """Half a pair is no pair."""
    assert memory.add([pair]) == 0


def test_languages_are_apart(memory: Memory) -> None:
    """The same source in two languages is two pairs."""
    memory.add([NEWS, replace(NEWS, lang="en", target="The market awaits decisions.")])
    assert targets(memory, lang="en") == ["The market awaits decisions."]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"article": "news"}, ["Б", "В"]),
        ({"reviewer": "Болат"}, ["А", "В"]),
        ({"before": "2026-02-22"}, ["В"]),
        ({"text": "ВТОРАЯ"}, ["А", "В"]),
        ({"text": "вторая", "article": "news"}, ["А", "Б", "В"]),
        ({"lang": "en"}, ["А", "Б"]),
        ({"ids": (1, 3)}, ["Б"]),
    ],
)
def test_forget(memory: Memory, wanted: dict[str, object], left: list[str]) -> None:
    """Pairs that meet every condition go, with all that led to them."""
    memory.add([
        replace(NEWS, source="Первая строка", target="А"),
        replace(NEWS, source="Вторая «строка»", target="Б", article="other", reviewer="Болат"),
        replace(NEWS, source="Третья строка", target="В", lang="en", article="third", date="2026-05-01"),
    ])  # fmt: skip
    gone = memory.forget(Wanted(**wanted))  # type: ignore[arg-type]
    assert (targets(memory), gone) == (left, 3 - len(left))
    postings = memory.store.rows("SELECT count(DISTINCT pair) FROM posting")[0][0]
    assert postings == len(left)


def test_text_is_found_across_typography_and_capitals(memory: Memory) -> None:
    """Cyrillic capitals, which SQLite does not know, and quotes do not matter; signs of LIKE are signs."""
    memory.add([NEWS, replace(NEWS, source="Рост 100%", target="100% өсім")])
    assert targets(memory, text="РЫНОК ЖДЕТ") == [NEWS.target]
    assert targets(memory, text="100%") == ["100% өсім"]
    assert targets(memory, text="%") == ["100% өсім"]


def test_draft_is_kept_with_what_was_approved(memory: Memory) -> None:
    """A draft of the machine meets the approved target by its source text, and stays when it comes again."""
    memory.remember_drafts("kk", [(NEWS.source, "Базар күтеді.", "ru_kk")], "2026-02-20")
    memory.add([NEWS])
    memory.add([replace(NEWS, date="2026-02-23", draft="")])
    (pair,) = memory.pairs()
    assert pair.draft == "Базар күтеді."
    assert memory.stats()["corrected"] == 1


def test_drafts_are_kept_for_a_year(memory: Memory) -> None:
    """A draft that nobody brought back does not stay for ever."""
    memory.remember_drafts("kk", [("Старое", "Ескі", "")], "2025-01-01")
    memory.remember_drafts("kk", [("Новое", "Жаңа", "")], "2026-02-01")
    assert memory.stats()["drafts"] == 1


def test_stats(memory: Memory) -> None:
    """Counts by language, article, reviewer, year."""
    memory.add([NEWS, replace(NEWS, source="Ещё.", article="two", reviewer="")])
    found = memory.stats()
    assert found["pairs"] == found["from_articles"] == 2
    assert (found["languages"], found["reviewers"], found["years"]) == ({"kk": 2}, {"Айгүл": 1}, {"2026": 2})
    assert found["bytes"] > 0


def test_broken_batch_adds_nothing_of_it(memory: Memory) -> None:
    """A transaction is all or nothing."""

    def broken() -> object:
        yield NEWS
        raise RuntimeError("the source of pairs broke down")

    with pytest.raises(RuntimeError):
        memory.add(broken())  # type: ignore[arg-type]
    assert targets(memory) == []
