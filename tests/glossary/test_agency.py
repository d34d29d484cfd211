"""The agency of a dateline keeps its name, all through the article."""

from __future__ import annotations

import pytest

from localize.glossary.agency import agencies
from localize.glossary.candidates import local_terms
from localize.glossary.term import Term
from localize.glossary.termbase import Termbase
from localize.glossary.terminology import terminology_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("АСТАНА, 15 сентября — Степной вестник.", "Степной вестник"),
        ("УСТЬ-КАМЕНОГОРСК, 3 мая 2026 года – «Новый день».", "Новый день"),
        ("АЛМАТЫ. 21 фев. - /Рубеж/.", "Рубеж"),
        ("АЛМАТЫ, 12 ноября\u00a0— Степной вестник.", "Степной вестник"),
        ("АЛМАТЫ, 21 февраля — Голос Казахстана.", "Голос Казахстана"),
    ],
)
def test_finds_the_agency(line: str, name: str) -> None:
    """In any of the usual datelines."""
    assert [term.source for term in agencies([line], "kk")] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "АСТАНА, 15 сентября — Парламент распущен.",
        "Сегодня, 15 сентября — День знаний.",
        "СЕГОДНЯ, 15 сентября — Новый закон.",
        "АСТАНА, 15 сентября — День знаний.",
        "АСТАНА, 15 сентября — Спорт.",
        "АСТАНА, 15 сентября — Визит президента.",
        "АСТАНА, 15 сентября — Парламент закрыт.",
        "АСТАНА, 15 сентября — Правительство одобрило проект бюджета на три года.",
        "АСТАНА — Степной вестник.",
    ],
)
def test_takes_no_sentence_for_an_agency(line: str) -> None:
    """A verb, a long clause or a line without city and date is translated like any other."""
    assert list(agencies([line], "kk")) == []


def test_capitals_inside_stay() -> None:
    """Initials are no words."""
    assert [term.target for term in agencies(["АСТАНА, 15 сентября — КазТАГ."], "en")] == ["KazTAG"]


def test_only_the_head_of_an_article_signs() -> None:
    """Further down such a line is something else."""
    assert list(agencies(["Текст."] * 10 + ["АСТАНА, 15 сентября — Степной вестник."], "en")) == []


def test_part_of_the_name_in_a_glossary_is_not_the_agency() -> None:
    """«Голос Казахстана» is no Kazakhstan."""
    terminology = terminology_of(Termbase("en", (Term("Казахстан", "Kazakhstan", "en", "place"),)))
    [term] = local_terms(["АСТАНА, 15 сентября — Голос Казахстана."], terminology)
    assert term.target == "Golos Kazakhstana"


def test_glossary_names_the_agency() -> None:
    """Where a glossary holds the agency, its word counts."""
    known = Term("Степной вестник", "Steppe Herald", "en", "organisation")
    terminology = terminology_of(Termbase("en", (known,)))
    assert local_terms(["АСТАНА, 15 сентября — Степной вестник."], terminology) == []


def test_article_knows_its_agency() -> None:
    """Later sentences have it in their own case."""
    terminology = terminology_of(Termbase("kk", ()))
    within = terminology.within(
        ["АСТАНА, 15 сентября — Степной вестник.", "По данным Степного вестника, бюджет вырос."]
    )
    [span] = within.match("По данным Степного вестника, бюджет вырос.")
    assert span.text == "Степного вестника"
