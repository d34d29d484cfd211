"""The learnt data and the scripts that make them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from benchmarks import calibrate
from benchmarks.pairs import is_held_out
from localize.checks.names import candidates, key_of, learnt, rendered
from localize.checks.quality import Signals
from localize.checks.subject import words
from localize.checks.tables import table, text


@pytest.mark.parametrize(
    "name",
    ["russian.txt", "shared.txt", "common.txt", "capitals-kk.txt", "capitals-en.txt", "small-kk.txt", "small-en.txt"],
)
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


def signals(score: float, words: int = 10, seen: float | None = None, flagged: bool = False) -> Signals:
    return Signals(score, words, seen, flagged)


def test_calibration_finds_the_line_it_was_given() -> None:
    """Signals that give chrF exactly: the weights come back, and the best sixth is fine."""
    rows = [
        (signals(-s / 100, 10 + s % 7, 0.5 + s % 5 / 10, s % 3 == 0), 80 - 0.5 * s - 2 * math.log(10 + s % 7) + s % 5 - 4 * (s % 3 == 0))
        for s in range(160)
    ]  # fmt: skip
    found = calibrate.calibrated(rows, date(2026, 11, 22))
    weights = [found[name] for name in ("bias", "score", "log_words", "coverage", "flagged")]
    assert weights == pytest.approx([75, 50, -2, 10, -4], abs=0.05)
    assert found["r"] == pytest.approx(1)
    chrfs = sorted(chrf for _, chrf in rows)
    assert float(found["fine"]) == pytest.approx(chrfs[133], abs=3)
    assert float(found["redo"]) >= calibrate.POOR - 1


def test_calibration_promises_nothing_that_the_data_do_not_show() -> None:
    """A score that says nothing gives no cut for fine; a package without a poor segment none for redo."""
    blind = [(signals(-0.5), 20.0 + 40 * (s % 4 < 2)) for s in range(200)]
    good = [(signals(-s / 100), 70.0 + s % 5) for s in range(100)]
    assert "fine" not in calibrate.calibrated(blind, date(2026, 11, 22))
    assert "redo" not in calibrate.calibrated(good, date(2026, 11, 22))


def test_a_flag_never_raises_the_estimate() -> None:
    """Where flagged drafts were by chance the better ones, the flag counts for nothing."""
    rows = [(signals(-s / 100, flagged=s % 2 == 0), 60 - s / 5 + 9 * (s % 4 == 0)) for s in range(200)]
    assert calibrate.calibrated(rows, date(2026, 11, 22))["flagged"] == 0


def test_what_is_held_out_is_a_sixteenth_and_always_the_same() -> None:
    """By the sentence's own hash, so that it is left out of every corpus."""
    sentences = [f"Предложение номер {n}." for n in range(4000)]
    chosen = [s for s in sentences if is_held_out(s)]
    assert 180 < len(chosen) < 320
    assert all(is_held_out(s) for s in chosen)
