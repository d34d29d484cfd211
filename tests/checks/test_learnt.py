"""The learnt data and the scripts that make them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from benchmarks import calibrate
from localize.checks.names import candidates, key_of, learnt, rendered
from localize.checks.subject import words
from localize.checks.tables import table, text


@pytest.mark.parametrize("name", ["russian.txt", "shared.txt", "common.txt", "capitals-kk.txt", "capitals-en.txt"])
def test_word_lists_are_sorted_and_hold_no_word_twice(name: str) -> None:
    """So that a new run of the script gives a readable difference."""
    rows = text(name).split()
    assert rows == sorted(set(rows))


def test_no_russian_word_of_the_list_has_a_kazakh_letter() -> None:
    """The list is of words that Kazakh never has."""
    assert not [w for w in text("russian.txt").split() if set(w) & set("әғқңөұүһі")]


def test_length_limits_grow_with_their_quantile() -> None:
    """Seven quantiles a bucket, in order, for both languages."""
    for lang in ("kk", "en"):
        for limits in table("lengths")[lang].values():
            assert len(limits) == 7
            assert limits == sorted(limits)


@pytest.mark.parametrize(
    ("name", "lang", "target"),
    [
        ("Москве", "kk", "Мәскеуде"),
        ("США", "kk", "АҚШ-та"),
        ("России", "en", "Russia"),
        ("Китая", "en", "Chinese"),
        ("Германии", "kk", "Германияда"),
    ],
)
def test_the_commonest_names_are_known_by_their_renderings(name: str, lang: str, target: str) -> None:
    """Learnt from the corpora, none of them by hand in the code."""
    assert key_of(name) in learnt(lang)
    assert rendered(name, words(target), lang)


def test_what_is_usually_translated_is_no_name() -> None:
    """Министерство, Верховный: capital, and still not looked for."""
    source = "Вчера в Министерстве и Верховном суде говорили о Токаеве."
    assert [w.text for w in candidates(source, words(source), "kk")] == ["Токаеве"]


def test_calibration_finds_the_line_it_was_given() -> None:
    """Scores that give chrF exactly: the weights come back, and the cuts lie where good and poor begin."""
    rows = [(-s / 100, 10 + s % 7, 90 - 0.5 * s + 2 * math.log(10 + s % 7)) for s in range(160)]
    found = calibrate.calibrated(rows, date(2026, 11, 22))
    assert (found["bias"], found["score"], found["log_words"]) == pytest.approx((90, 50, 2), abs=0.01)
    assert found["r"] == pytest.approx(1)
    assert float(found["fine"]) < calibrate.GOOD + 0.1
    assert float(found["redo"]) >= calibrate.POOR - 1


def test_calibration_promises_nothing_that_the_data_do_not_show() -> None:
    """A package with no good segment has no cut for fine; one with no poor segment none for redo."""
    weak = [(-1 - s / 100, 10.0, 20.0 + s % 5) for s in range(100)]
    good = [(-s / 100, 10.0, 70.0 + s % 5) for s in range(100)]
    assert "fine" not in calibrate.calibrated(weak, date(2026, 11, 22))
    assert "redo" not in calibrate.calibrated(good, date(2026, 11, 22))
