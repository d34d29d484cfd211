"""What is written for a slot and its ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Span
from localize.glossary.placement import allows
from localize.glossary.rendering import fits, kazakh_form, render
from localize.glossary.term import Term, TermSpan
from localize.glossary.termbase import shipped
from localize.inflect.kazakh import CASES
from localize.protect import protect

US = Term("США", "АҚШ", "kk", "place", flags=("exact",), reading="аш")
MINISTRY = Term("Министерство энергетики", "Энергетика министрлігі", "kk", "organisation", flags=("izafet",))
TABLE = Term("круглый стол", "дөңгелек үстел", "kk")
GAMES = Term("Олимпийские игры", "Олимпиада ойындары", "kk", flags=("izafet", "plural"))
MAJILIS = Term("Мажилис", "Mazhilis", "en", "organisation", flags=("the",))
TOKAYEV = Term("Токаев", "Tokayev", "en", "person")


def span(term: Term, text: str = "", plural: bool = False) -> TermSpan:
    text = text or term.source
    return TermSpan(0, len(text), text, "term", data=term.source, term=term, plural=plural)


@pytest.mark.parametrize(
    ("term", "ending", "text", "case"),
    [
        (US, "ның", "АҚШ-тың", "genitive"),
        (US, "дағы", "АҚШ-тағы", "attributive"),
        (MINISTRY, "ға", "Энергетика министрлігіне", "dative"),
        (MINISTRY, "не", "Энергетика министрлігіне", "dative"),
        (TABLE, "-да", "дөңгелек үстелде", "locative"),
        (TABLE, "лардың", "дөңгелек үстелдердің", "genitive"),
        (TABLE, "", "дөңгелек үстел", "nominative"),
        (GAMES, "ға", "Олимпиада ойындарына", "dative"),
    ],
)
def test_sets_the_case_of_the_ending(term: Term, ending: str, text: str, case: str) -> None:
    """Any allomorph names the case; the term takes its own."""
    assert render(span(term), ending, "Бүгін ", "kk") == (text, case)


def test_writes_a_plural_for_a_plural() -> None:
    """A Russian plural is a Kazakh one, unless the term is a plural already."""
    assert render(span(TABLE, plural=True), "ны", "x ", "kk")[0] == "дөңгелек үстелдерді"
    assert render(span(GAMES, plural=True), "ны", "x ", "kk")[0] == "Олимпиада ойындарын"


def test_keeps_an_ending_it_does_not_know() -> None:
    """Derivation is not case: the letters stay, nothing is lost."""
    assert render(span(US), "лық", "x ", "kk") == ("АҚШлық", "")


def test_begins_a_sentence_with_a_capital() -> None:
    """A term of small letters gets a capital at the start, also after an opening mark."""
    assert render(span(TABLE), "", "", "kk")[0] == "Дөңгелек үстел"
    assert render(span(TABLE), "", "«", "kk")[0] == "Дөңгелек үстел"
    assert render(span(TABLE), "", "Ол ", "kk")[0] == "дөңгелек үстел"


@pytest.mark.parametrize(
    ("kind", "text", "ending", "written"),
    [
        ("number", "5", "ға", "5-ке"),
        ("number", "12,5", "", "12,5"),
        ("number", "1 000", "да", "1 000-да"),
        ("money", "$26 млрд", "ға", "26 млрд долларға"),
        ("money", "500 ₸", "ны", "500 теңгені"),
        ("date", "21 фев", "да", "21 ақпанда"),
        ("url", "stat.gov.kz", "", "stat.gov.kz"),
    ],
)
def test_writes_figures_with_their_endings(kind: str, text: str, ending: str, written: str) -> None:
    """Numbers, money and dates follow the Kazakh convention and take the ending properly."""
    assert render(Span(0, len(text), text, kind), ending, "x ", "kk")[0] == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("term", "ending", "before", "written"),
    [
        (MAJILIS, "", "in ", "the Mazhilis"),
        (MAJILIS, "", "in the ", "Mazhilis"),
        (MAJILIS, "", "the former ", "Mazhilis"),
        (MAJILIS, "'s", "", "The Mazhilis's"),
        (TOKAYEV, "'s", "with ", "Tokayev's"),
        (TOKAYEV, "", "with ", "Tokayev"),
    ],
)
def test_english_articles_and_possessives(term: Term, ending: str, before: str, written: str) -> None:
    """ "the" stands where the name needs it and nothing else determines it."""
    assert render(span(term), ending, before, "en")[0] == written


@given(st.sampled_from([t for t in shipped("kk") if t.target and not t.invariable]), st.sampled_from(CASES))
def test_every_written_form_is_accepted(term: Term, case: str) -> None:
    """What rendering writes, placement and checks take for the term."""
    assert allows(term)(kazakh_form(term, case))


@pytest.mark.parametrize(
    ("case", "wanted", "ending", "fit"),
    [
        ("loct", "locative", "да", True), ("loct", "locative", "дағы", True), ("loct", "locative", "", False),
        ("gent", "ablative", "ның", False), ("gent", "genitive", "", True), ("nomn", "nominative", "да", False),
        ("nomn", "nominative", "ның", True), ("gent", "genitive", "дан", True),
    ],
)  # fmt: skip
def test_tells_endings_that_cannot_be_right(case: str, wanted: str, ending: str, fit: bool) -> None:
    """Only where Russian is clear: «в», «из», «к», a subject."""
    said = TermSpan(0, 3, "США", "term", term=US, case=case, wanted=wanted)
    assert fits(said, ending) is fit


@pytest.mark.parametrize(
    ("source", "ending", "before", "after", "written"),
    [
        ("в XXI веке", "th", "in ", " century", "the 21st"),
        ("в III веке", "", "in the ", " century", "3rd"),
        ("в XX и XXI веках", "th", "In ", " and ⟦2⟧ centuries", "the 20th"),
        ("рукопись XV века", "", "a ", "-century manuscript", "15th"),
        ("в середине XX века", "", "In the mid-", " century", "20th"),
        ("в 21-м доме", "th", "in the ", " house", "21st"),
        ("1 000-й день", "th", "the ", " day", "1,000th"),
    ],
)
def test_ordinals_in_english(source: str, ending: str, before: str, after: str, written: str) -> None:
    """One ending, the right one, and the article that a century wants after a preposition."""
    assert render(protect(source)[0], ending, before, "en", after)[0] == written
