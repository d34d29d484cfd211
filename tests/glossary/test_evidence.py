"""The case of a placed term: what stood there, what follows, what the Russian calls for."""

from __future__ import annotations

import pytest

from localize.glossary.evidence import settled
from localize.glossary.matching import matcher
from localize.glossary.term import Term, TermSpan

FINDS = matcher(
    [
        Term("Астана", "Астана", "kk", "place"),
        Term("Россия", "Ресей", "kk", "place"),
        Term("Казатомпром", "Қазатомөнеркәсіп", "kk", "organisation"),
        Term("Токаев", "Тоқаев", "kk", "person"),
        Term("Дональд Трамп", "Дональд Трамп", "kk", "person"),
        Term("президент США", "АҚШ президенті", "kk", flags=("izafet",)),
        Term("круглый стол", "дөңгелек үстел", "kk"),
        Term("право", "құқық", "kk"),
    ]
)


def only(text: str) -> TermSpan:
    return FINDS.match(text)[0]


@pytest.mark.parametrize(
    ("russian", "stood", "after", "case"),
    [
        ("Токаев уехал", "Тоқаевты", " кетті", "nominative"),
        ("Поезда в Россию ходят", "Ресейде", " жүреді", "dative"),
        ("Нефть идёт из России", "Ресейге", " келеді", "ablative"),
        ("Он живёт в Астане", "Астанаға", " тұрады", "locative"),
        ("Договор с Россией готов", "Ресейге", " дайын", "instrumental"),
        ("Это поручено Токаеву", "Тоқаевтың", " тапсырылды", "dative"),
        ("Завтра в городе пройдёт круглый стол", "дөңгелек үстелге", " өтеді", "nominative"),
    ],
)
def test_a_clear_russian_case_wins(russian: str, stood: str, after: str, case: str) -> None:
    """What the draft says against a preposition, a plain subject or a plain dative is the draft's mistake."""
    assert settled(stood, only(russian), after, accepted=True) == case


@pytest.mark.parametrize(
    ("russian", "stood", "after"),
    [
        ("Экономика России растёт", "Ресей", " экономикасы өсуде"),
        ("Экономика России растёт", "Ресейдің", " экономикасы өсуде"),
        ("Дороги в Астане хорошие", "Астанадағы", " жолдар жақсы"),
        ("Он сказал, что Токаев едет", "Тоқаевтың", " баратынын айтты"),
        ("Защита права важна", "құқықты", " қорғау маңызды"),
        ("Он был в России и Астане", "Ресей", " мен Астанада болды"),
        ("Он живёт в России", "Ресейдің", " аумағында тұрады"),
    ],
)
def test_the_draft_stands_where_russian_leaves_it_open(russian: str, stood: str, after: str) -> None:
    """Bare or declined attributes, subordinate subjects, lists and verbal nouns are the draft's to decide."""
    from localize.glossary.evidence import case_of

    span = only(russian)
    assert settled(stood, span, after, accepted=True) == case_of(stood, span)


@pytest.mark.parametrize(
    ("after", "case"), [(" туралы айтты", "nominative"), (" дейін барды", "dative"), (" кейін барды", "locative")]
)
def test_a_postposition_rules_the_word_before_it(after: str, case: str) -> None:
    """«туралы» wants a nominative, «дейін» a dative; «кейін» is an adverb where nothing asks for its ablative."""
    assert settled("Астанада", only("Он живёт в Астане"), after, accepted=True) == case


def test_a_title_before_a_name_stays_bare() -> None:
    """«Президенту США Дональду Трампу»: only the name declines in Kazakh."""
    title, name = FINDS.match("Президенту США Дональду Трампу написали")
    assert (title.wanted, title.admitted, name.wanted) == ("nominative", ("nominative",), "dative")


def test_an_indeclinable_form_admits_place_and_direction() -> None:
    """«в Баку» is where or where to."""
    span = matcher([Term("Баку", "Баку", "kk", "place")]).match("Он был в Баку")[0]
    assert set(span.admitted) == {"locative", "dative"}


def test_a_mans_surname_is_not_found_in_a_womans_form() -> None:
    """«Сулейменовой» is a woman's, whatever the dictionary says."""
    assert not matcher([Term("Сулейменов", "Сүлейменов", "kk", "person")]).match("По словам Сулейменовой")


def test_kazakh_letters_in_a_russian_text_are_no_obstacle() -> None:
    """«Самрук-Қазына» is «Самрук-Казына»."""
    found = matcher([Term("Самрук-Казына", "Самұрық-Қазына", "kk", "organisation")]).match("Фонд «Самрук-Қазына»")
    assert [span.text for span in found] == ["Самрук-Қазына"]


def test_the_head_of_an_organisation_declines_not_the_name_before_it() -> None:
    """«Назарбаев Университета», not «Назарбаева»."""
    found = matcher([Term("Назарбаев Университет", "Назарбаев Университеті", "kk", "organisation", flags=("izafet",))])
    assert [span.text for span in found.match("Студенты Назарбаев Университета")] == ["Назарбаев Университета"]
