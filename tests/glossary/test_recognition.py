"""Terms are found in every Russian form, whole, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.document import Span
from localize.glossary import terminology_for
from localize.glossary.matching import matcher
from localize.glossary.term import Term, TermSpan, fold

CASES = Path(__file__).parents[1] / "cases" / "glossary"
MARK = re.compile(r"\{([^|{}]+)\|([^|{}]+)(?:\|[^|{}]+)?\}")


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> object:
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    yield terminology_for("kk")
    patch.undo()


def found(terminology: object, text: str) -> list[TermSpan]:
    return [s for s in terminology.match(text) if isinstance(s, TermSpan)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", lines("recognition.txt"))
def test_finds_exactly_the_marked_terms(shipped: object, line: str) -> None:
    """Every marked form is found as its term, and nothing that is not marked."""
    text = MARK.sub(r"\1", line)
    assert [(s.text, fold(s.data)) for s in found(shipped, text)] == [(m[1], fold(m[2])) for m in MARK.finditer(line)]


@pytest.mark.parametrize("line", lines("articles.txt"))
def test_finds_the_terms_of_the_articles(shipped: object, line: str) -> None:
    """Every marked occurrence lies in a term that was found (itself or a longer one)."""
    text = MARK.sub(r"\1", line)
    spans = found(shipped, text)
    assert all(any(m[1] in s.text for s in spans) for m in MARK.finditer(line))


@given(
    st.lists(
        st.sampled_from([*"аоыК.-« »,5ё\n\u00a0", "Токаев", "Токаеву", "США", "круглый", "столом", "Ж."]), max_size=30
    )
)
@settings(max_examples=150, deadline=None)
def test_spans_are_slices_in_order(parts: list[str]) -> None:
    """On any text the spans are what stands there, in order, none inside another."""
    text = "".join(parts)
    at = 0
    for span in SMALL.match(text):
        assert text[span.start : span.stop] == span.text
        assert span.start >= at
        at = span.stop


SMALL = matcher(
    [
        Term("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев", "kk", "person"),
        Term("Токаев", "Тоқаев", "kk", "person"),
        Term("США", "АҚШ", "kk", "place", flags=("exact",)),
        Term("круглый стол", "дөңгелек үстел", "kk"),
        Term("«Байтерек»", "«Бәйтерек»", "kk", "organisation"),
        Term("Семей", "Семей", "kk", "place"),
        Term("Олимпийские игры", "Олимпиада ойындары", "kk", flags=("plural",)),
    ]
)


def test_takes_the_longest_term() -> None:
    """A full name is one term, not a surname with something before it."""
    assert [s.text for s in SMALL.match("Касым-Жомарта Токаева")] == ["Касым-Жомарта Токаева"]


def test_takes_in_the_quotation_marks_of_a_quoted_term() -> None:
    """Both marks belong to the term: neither stays behind alone."""
    assert [s.text for s in SMALL.match("В «Байтереке» тихо.")] == ["«Байтереке»"]


def test_keeps_a_patronymic_that_the_glossary_does_not_hold() -> None:
    """The patronymic in the text is kept, in the nominative."""
    [span] = SMALL.match("с Касым-Жомартом Кемелевичем Токаевым")
    assert span.term is not None
    assert span.term.target == "Қасым-Жомарт Кемелевич Тоқаев"


def test_writes_initials_for_initials() -> None:
    """A person written with initials stays so."""
    [span] = SMALL.match("у К.-Ж. К. Токаева")
    assert span.term is not None
    assert span.term.target == "Қ.-Ж. К. Тоқаев"


def test_leaves_initials_of_somebody_else() -> None:
    """Other initials are another person: only the surname is a term."""
    assert [s.text for s in SMALL.match("от А. Токаева")] == ["Токаева"]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("год семей", []),
        ("Год семьи в Семее", ["Семее"]),
        ("Олимпийская игра", []),
        ("после Олимпийских игр", ["Олимпийских игр"]),
        ("круглые столы", ["круглые столы"]),
        ("круглому столами", []),
        ("сша", []),
        ("США-2024", ["США"]),
    ],
)
def test_number_agreement_and_capitals(text: str, texts: list[str]) -> None:
    """Agreement, number and capitals decide between a term and its likeness."""
    assert [s.text for s in SMALL.match(text)] == texts


@pytest.mark.parametrize(
    ("text", "case", "plural", "wanted"),
    [
        ("в Семее", "loct", False, "locative"),
        ("прибыл в Семей", "nomn", False, "dative"),
        ("прибыл в США", "nomn", False, "dative"),
        ("живёт в США", "loct", False, "locative"),
        ("из США", "gent", False, "ablative"),
        ("глава США", "gent", False, "genitive"),
        ("с Токаевым", "ablt", False, "instrumental"),
        ("о круглом столе", "loct", False, "nominative"),
        ("круглые столы", "nomn", True, "nominative"),
        ("пять круглых столов", "gent", False, "genitive"),
        ("на этом круглом столе", "loct", False, "locative"),
    ],
)
def test_tells_the_case(text: str, case: str, plural: bool, wanted: str) -> None:
    """Form, preposition and the word before tell the Russian case and what Kazakh makes of it."""
    [span] = SMALL.match(text)
    assert (span.case, span.plural, span.wanted) == (case, plural, wanted)


def test_a_shifted_span_keeps_its_term() -> None:
    """The pipeline moves spans about; the term stays with them."""
    [span] = SMALL.match("США")
    moved: Span = span.shifted(3)
    assert isinstance(moved, TermSpan)
    assert (moved.start, moved.term) == (3, span.term)


def test_a_term_gives_way_to_a_longer_one_that_begins_in_it() -> None:
    """«тренер сборной Казахстана» is a coach of the team of Kazakhstan, and «главный тренер» still a term."""
    terms = [
        Term(source, source, "kk")
        for source in ("тренер сборной", "главный тренер сборной", "главный тренер", "сборная Казахстана")
    ]
    match = matcher(terms).match
    assert [s.text for s in match("главный тренер сборной Казахстана")] == ["главный тренер", "сборной Казахстана"]
    assert [s.text for s in match("тренера сборной Казахстана")] == ["сборной Казахстана"]
    assert [s.text for s in match("главный тренер сборной доволен")] == ["главный тренер сборной"]


def test_terms_that_chain_without_end() -> None:
    """Each begins in the one before: some of them are found, and nothing recurses for ever."""
    assert matcher([Term("курс курса", "бағам", "kk")]).match("курс " + "курса " * 3000)
