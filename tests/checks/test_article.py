"""What shows across segments, the summary, the report of a review file and the bands."""

from __future__ import annotations

import pytest

from localize.checks.consistency import check_article
from localize.checks.quality import band, expected, thresholds
from localize.checks.report import report
from localize.checks.titles import title
from localize.document import Article, Band, Block, Draft, Issue, Origin, Segment, Severity


def article(*pairs: tuple[str, str], lang: str = "kk") -> Article:
    drafts = tuple(Draft(Segment(f"p{n}.s1", s, 0, len(s)), lang, t) for n, (s, t) in enumerate(pairs, 1))
    blocks = tuple(Block(f"p{n}", d.segment.text, 0, 0, segments=(d.segment,)) for n, d in enumerate(drafts, 1))
    return Article("a", "a.txt", "", "text", blocks, drafts={lang: drafts})


def flagged(found: dict[str, tuple[Issue, ...]]) -> dict[str, set[str]]:
    return {segment: {issue.check for issue in issues} for segment, issues in found.items()}


def test_the_rarer_rendering_of_a_repeated_text_is_flagged() -> None:
    """Weblate's `inconsistent`; the usual rendering is shown."""
    found = check_article(
        article(
            ("Фото автора", "Автордың фотосы"), ("Фото автора", "Автор суреті"), ("Фото автора", "Автордың фотосы")
        ),
        "kk",
    )
    assert flagged(found) == {"p2.s1": {"inconsistent"}}
    assert "Автордың фотосы" in found["p2.s1"][0].message


def test_one_target_for_two_sentences_is_flagged() -> None:
    """Weblate's `reused`, for whole sentences only."""
    same = "Үкімет бүгін республикалық бюджет жобасын қарады."
    pairs = (
        ("Правительство сегодня рассмотрело проект республиканского бюджета.", same),
        ("Президент вчера встретился с послом соседней страны.", same),
    )
    assert flagged(check_article(article(*pairs), "kk")) == {"p2.s1": {"reused"}}
    assert check_article(article(("Да", "Иә"), ("Ага", "Иә")), "kk") == {}


def test_a_name_in_two_ways_is_flagged() -> None:
    """The spelling that most segments have is the usual one."""
    pairs = [
        ("Так сказал Уильям Вагнер вчера.", "Кеше Уильям Вагнер осылай деді."),
        ("Об этом просил Уильям Вагнер.", "Бұл Уильям Вагнердің өтініші."),
        ("Вчера Уильям Вагнер уехал.", "Кеше Уильям Уагнер кетті."),
    ]
    assert flagged(check_article(article(*pairs), "kk")) == {"p3.s1": {"name-two-ways"}}


@pytest.mark.parametrize(
    ("lang", "targets"),
    [
        ("kk", ("Бұл туралы Тоқаевтың өзі айтты.", "Кеше Тоқаевқа хат келді.")),
        ("en", ("Then Tokayev's aide said so.", "So they wrote to Tokayev.")),
    ],
)
def test_a_name_with_other_endings_is_the_same_name(lang: str, targets: tuple[str, str]) -> None:
    """Kazakh cases and the English possessive make no second name."""
    assert (
        check_article(
            article(("Так сказал Токаев вчера.", targets[0]), ("Вчера написали Токаеву.", targets[1]), lang=lang), lang
        )
        == {}
    )


def test_every_kind_of_flag_has_a_title() -> None:
    """Ours have a sentence; what the pipeline raised itself keeps its id."""
    assert title("numbers") != "numbers"
    assert title("inconsistent") != "inconsistent"
    assert title("markup-placed") == "markup-placed"


def test_a_report_holds_what_every_row_and_their_comparison_say() -> None:
    """Findings in reading order, the lighter ones left out on demand, critical segments counted."""
    rows = [
        ("p1.s1", "Погибли 12 человек.", "13 адам  қаза тапты."),
        ("p2.s1", "Фото", "Сурет"),
        ("p3.s1", "Фото", "Фотосурет"),
    ]
    every = report("a.po", "kk", rows)
    assert [(f.segment, f.issue.check) for f in every.findings] == [
        ("p1.s1", "numbers"),
        ("p1.s1", "double_space"),
        ("p3.s1", "inconsistent"),
    ]
    assert every.critical == 1
    grave = report("a.po", "kk", rows, Severity.CRITICAL)
    assert [f.issue.check for f in grave.findings] == ["numbers"]
    assert grave.to_dict()["findings"][0]["severity"] == "critical"


SEGMENT = Segment("p1.s1", "Дом построили за год.", 0, 21)


def made(
    score: float | None,
    *issues: Issue,
    origin: Origin = Origin.MACHINE,
    package: str = "test-x",
    seen: float | None = None,
) -> Draft:
    return Draft(SEGMENT, "kk", "Үй бір жылда салынды.", origin, package, score, issues=issues, coverage=seen)


@pytest.fixture
def calibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Expected chrF: 90 + 50 × score + 10 × coverage − 20 when flagged; fine from 70, to redo below 30."""
    weights = {"bias": 90.0, "score": 50.0, "log_words": 0.0, "coverage": 10.0, "flagged": -20.0, "usual": 1.0}
    rows = {"test-x": weights | {"fine": 70.0, "redo": 30.0}, "*-de": {"bias": 1.0}}
    monkeypatch.setattr("localize.checks.quality.table", lambda name: rows)


@pytest.mark.usefixtures("calibrated")
@pytest.mark.parametrize(
    ("score", "band_wanted"),
    [(-0.1, Band.FINE), (-0.6, Band.FINE), (-0.7, Band.LOOK), (-1.39, Band.LOOK), (-1.5, Band.REDO)],
)
def test_the_band_follows_the_calibrated_score(score: float, band_wanted: Band) -> None:
    """The two cuts divide the expected chrF."""
    assert band(made(score)) is band_wanted


@pytest.mark.usefixtures("calibrated")
def test_checks_only_lower_a_band() -> None:
    """A warning forbids fine and lowers the estimate; something hopeless asks for a new translation."""
    warning, critical = Issue("quotes", Severity.WARNING, ""), Issue("loop", Severity.CRITICAL, "")
    assert band(made(-0.1, Issue("dash", Severity.HINT, ""))) is Band.FINE
    assert band(made(-0.1, warning)) is Band.LOOK
    assert band(made(-1.3, warning)) is Band.REDO
    assert band(made(-0.1, critical)) is Band.REDO


@pytest.mark.usefixtures("calibrated")
def test_words_that_the_engine_never_looked_at_lower_the_estimate() -> None:
    """A draft without coverage counts as the usual one."""
    assert expected(made(-0.6)) == expected(made(-0.6, seen=1.0)) == 70
    assert expected(made(-0.6, seen=0.5)) == 65
    assert band(made(-0.6, seen=0.5)) is Band.LOOK
    assert expected(made(None)) is None


@pytest.mark.usefixtures("calibrated")
def test_a_package_without_calibration_is_never_fine() -> None:
    """Nothing is promised that was not measured; a language's own line serves its unknown packages."""
    assert band(made(-0.1, package="unknown")) is Band.LOOK
    assert thresholds("unknown", "kk") is None
    assert thresholds("unknown", "de") is not None


def test_what_a_person_approved_is_fine_unless_a_check_speaks() -> None:
    """Exact matches of the memory too."""
    assert band(made(None, origin=Origin.PERSON)) is Band.FINE
    assert band(made(None, origin=Origin.MEMORY)) is Band.FINE
    assert band(made(None, Issue("numbers", Severity.CRITICAL, ""), origin=Origin.MEMORY)) is Band.LOOK
