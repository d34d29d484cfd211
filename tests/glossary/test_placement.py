"""Terms into a plain translation: accepted, put in the place of others, or left with an issue."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.engines import Link
from localize.glossary.matching import matcher
from localize.glossary.placement import place
from localize.glossary.term import Term

TERMS = matcher(
    [
        Term("Токаев", "Тоқаев", "kk", "person", forbidden=("Токаев",)),
        Term("Астана", "Астана", "kk", "place"),
        Term("США", "АҚШ", "kk", "place", flags=("exact",), reading="аш"),
        Term("товарооборот", "тауар айналымы", "kk", flags=("izafet",)),
        Term("Национальный банк", "Ұлттық банк", "kk", "organisation"),
    ]
)
ENGLISH = matcher([Term("Мажилис", "Mazhilis", "en", "organisation", flags=("the",))])


def linked(source: str, target: str, *pairs: tuple[str, str]) -> list[Link]:
    """Links between words named once in each text."""
    return [
        Link(target.index(b), target.index(b) + len(b), source.index(a), source.index(a) + len(a), 0.9)
        for a, b in pairs
    ]


def placed(source: str, target: str, *pairs: tuple[str, str]) -> tuple[str, list[tuple[str, str]], int]:
    text, placements, issues = place(source, TERMS.match(source), target, linked(source, target, *pairs), "kk")
    return text, [(p.how, p.case) for p in placements], len(issues)


def test_accepts_any_inflected_form() -> None:
    """What is right stays as it is, whatever its ending."""
    assert placed("Рост товарооборота", "Тауар айналымының өсуі") == (
        "Тауар айналымының өсуі", [("accepted", "genitive")], 0,
    )  # fmt: skip


def test_replaces_a_forbidden_rendering_in_its_case() -> None:
    """The Russian spelling goes, its Kazakh ending stays."""
    assert placed("Токаеву сообщили", "Токаевқа хабарлады") == ("Тоқаевқа хабарлады", [("replaced", "dative")], 0)


def test_replaces_a_russian_acronym() -> None:
    """An acronym that was left in Russian is never right."""
    assert placed("посол США", "США-ның елшісі")[0] == "АҚШ-тың елшісі"


def test_replaces_aligned_words_in_the_case_that_stood_there() -> None:
    """The case is the engine's, not the Russian one."""
    source, target = "Рост товарооборота заметен", "Сауданың өсуі байқалады"
    assert placed(source, target, ("товарооборота", "Сауданың"), ("Рост", "өсуі"), ("заметен", "байқалады")) == (
        "Тауар айналымының өсуі байқалады", [("replaced", "genitive")], 0,
    )  # fmt: skip


def test_a_bare_word_gets_the_case_that_russian_calls_for() -> None:
    """What stood there tells nothing; «в Астане» does."""
    source, target = "Он живёт в Астане", "Ол елорда тұрады"
    assert placed(source, target, ("Астане", "елорда"), ("Он", "Ол"), ("живёт", "тұрады"))[0] == "Ол Астанада тұрады"


def test_leaves_words_and_says_what_to_write_when_nothing_is_sure() -> None:
    """Without alignment the target is not touched, and the reviewer gets the form."""
    source, target = "Он живёт в Астане", "Ол елорда тұрады"
    text, placements, issues = place(source, TERMS.match(source), target, [], "kk")
    assert (text, placements[0].how, issues[0].check) == (target, "left", "glossary")
    assert "Астанада" in issues[0].message


def test_does_not_take_a_word_that_comes_from_elsewhere() -> None:
    """A word half of whose attention lies outside the term is not the term's."""
    source, target = "Он живёт в Астане", "Ол елорда тұрады"
    links = [Link(3, 9, 11, 17, 0.4), Link(3, 9, 3, 8, 0.5)]
    assert place(source, TERMS.match(source), target, links, "kk")[0] == target


def test_said_once_for_twice_is_enough() -> None:
    """Kazakh drops a repeated name; that is no issue."""
    _, how, issues = placed("Токаев сказал, что Токаев едет", "Тоқаев баратынын айтты")
    assert ([h for h, _ in how], issues) == (["accepted", "accepted"], 0)


def test_two_terms_never_share_a_word() -> None:
    """Each occurrence has its own words."""
    text, how, _ = placed("Национальный банк США", "Ұлттық банк", ("США", "банк"))
    assert (text, [h for h, _ in how]) == ("Ұлттық банк", ["accepted", "left"])


def test_english_gets_its_article() -> None:
    """A name with "the" brings it, once."""
    source, target = "Депутаты Мажилиса", "Deputies of chamber"
    links = linked(source, target, ("Депутаты", "Deputies"), ("Мажилиса", "chamber"))
    assert place(source, ENGLISH.match(source), target, links, "en")[0] == "Deputies of the Mazhilis"


NOUNS = matcher(
    [
        Term("круглый стол", "round table", "en"), Term("НАТО", "NATO", "en", "organisation", flags=("exact",)),
        Term("товарооборот", "trade turnover", "en"), Term("США", "US", "en", "place", flags=("exact", "the")),
        Term("президент США", "U.S. President", "en", flags=("the",)),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        (
            "На круглом столе выступят гости",
            "Guests will speak at round table.",
            "Guests will speak at the round table.",
        ),
        ("Завтра пройдёт круглый стол", "Tomorrow there is round table.", "Tomorrow there is a round table."),
        ("Круглый стол открыт", "Round table is open.", "The round table is open."),
        ("Прошли три круглых стола", "Three round table were held", "Three round tables were held"),
        ("Участники круглого стола", "Round table participants", "Round table participants"),
        ("Вырос товарооборот", "There was trade turnover.", "There was trade turnover."),
        ("НАТО проведёт учения", "The NATO will hold drills", "NATO will hold drills"),
        ("Саммит НАТО", "The NATO summit", "The NATO summit"),
        ("Он живёт в США", "He lives in US.", "He lives in the US."),
        ("Президент США Дональд Трамп", "U.S. President Donald Trump", "U.S. President Donald Trump"),
    ],
)
def test_english_gets_number_and_article(source: str, target: str, text: str) -> None:
    """A countable noun alone wants an article, a bare name none; after a numeral stands a plural."""
    assert place(source, NOUNS.match(source), target, [], "en")[0] == text


def test_a_missing_name_of_the_article_is_called_a_name() -> None:
    """No glossary holds it: the message does not speak of a term."""
    finds = matcher([Term("Аскар Бектуров", "Асқар Бектұров", "kk", "person", provenance="article")])
    _, _, issues = place("Пришёл Аскар Бектуров", finds.match("Пришёл Аскар Бектуров"), "Ол келді", [], "kk")
    assert [i.message for i in issues] == [
        "the name «Аскар Бектуров» is missing; this article writes it so: Асқар Бектұров"
    ]


def test_no_more_words_are_replaced_than_a_term_has() -> None:
    """Attention that runs on does not take the rest of the sentence away."""
    source, target = "Национальный банк", "а б в г д е"
    links = [Link(2 * n, 2 * n + 1, 0, 17, 0.9) for n in range(6)]
    text, placements, _ = place(source, TERMS.match(source), target, links, "kk")
    assert (text, placements[0].how) == ("Ұлттық банк г д е", "replaced")


WORDS = st.sampled_from(
    ["Токаев", "Тоқаевтың", "США", "АҚШ-тың", "Ұлттық", "банк", "Астана", "үй", "«", "—", "тауар", "5"]
)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.randoms())
@settings(max_examples=200, deadline=None)
def test_replaying_the_trace_and_idempotence(source: list[str], target: list[str], chance: object) -> None:
    """Words that belong to no placement stay, in order; a second placement changes nothing."""
    text, said = " ".join(source), " ".join(target)
    links = [
        Link(m.start(), m.end(), n.start(), n.end(), chance.random())  # type: ignore[attr-defined]
        for m in re.finditer(r"\S+", said)
        for n in re.finditer(r"\S+", text)
    ]
    spans = TERMS.match(text)
    once, placements, issues = place(text, spans, said, links, "kk")
    assert len(placements) == len(spans)
    assert sum(p.how == "left" for p in placements) == len(issues)
    assert all(p.target in once for p in placements if p.how != "left")
    if not any(p.how == "replaced" for p in placements):
        assert once == said
