"""The glossary inside the walk: slots out and in, plain translations, nothing leaked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize import pipeline, slots
from localize.document import Draft, Segment
from localize.engines import Hypothesis
from localize.engines.fake import FakeEngine, _same
from localize.glossary.term import Term
from localize.glossary.termbase import Termbase
from localize.glossary.terminology import terminology_of

TERMS = terminology_of(
    Termbase(
        "kk",
        (
            Term("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев", "kk", "person"),
            Term("Токаев", "Тоқаев", "kk", "person"),
            Term("США", "АҚШ", "kk", "place", flags=("exact",), reading="аш"),
            Term("круглый стол", "дөңгелек үстел", "kk"),
            Term("аким", "әкім", "kk"),
        ),
    )
)
PARTS = [
    "Токаеву",
    "США",
    "круглом столе",
    "на",
    "в",
    "5,2",
    "$26 млрд",
    "21 фев",
    "stat.gov.kz",
    "⟦1⟧",
    "дом",
    ",",
    "«",
    "Касым-Жомарта Токаева",
]
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map(" ".join)


def drafted(text: str, engine: FakeEngine) -> Draft:
    segment = Segment("p1.s1", text, 0, len(text))
    return pipeline.drafts_of([segment], engine, pipeline.Settings("kk", terms=TERMS))[0]


def saying(*answers: str, with_slots: bool = True) -> FakeEngine:
    """An engine that says what it is told, one answer a call."""
    left = list(answers)
    return FakeEngine("fake", lambda text: (left.pop(0), ()), slots=with_slots)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_filling_and_restoring_gives_the_text_back(text: str) -> None:
    """restore(fill(x)) == x for the terms of any text."""
    masked = slots.fill(text, TERMS.match(text))
    assert slots.restore(masked, masked.text).text == text or "⟦" in text


# A tenth term is placed in what the others made of the text: there one that stands twice may be missed.
@given(TEXTS.filter(lambda t: "⟦" not in t and len(TERMS.match(t)) <= slots.LIMIT))
@settings(max_examples=150, deadline=None)
def test_no_slot_reaches_a_target(text: str) -> None:
    """Whatever the text, the draft shows no slot, and every term is there in Kazakh."""
    draft = drafted(text, FakeEngine("identity", _same))
    assert "⟦" not in draft.target
    assert all(p.target in draft.target for p in draft.placements if p.how != "left")


@pytest.mark.parametrize("broken", ["⟦2⟧ келді", "⟦1⟧ ⟦1⟧ келді", "⟦1 келді", "⟦x⟧"])
def test_a_broken_slot_is_translated_again_without_slots(broken: str) -> None:
    """A lost or doubled slot costs a second try, not a wrong article."""
    draft = drafted("Токаеву сообщили", saying(broken, "Токаевқа хабарлады"))
    assert draft.target == "Тоқаевқа хабарлады"
    assert [p.how for p in draft.placements] == ["replaced"]


def test_a_slot_shows_the_russian_case_and_takes_the_kazakh_one() -> None:
    """«Токаеву» goes in as ⟦1⟧у and comes out in the case the package chose."""
    seen: list[str] = []

    def change(text: str) -> tuple[str, tuple[()]]:
        seen.append(text)
        return "АҚШ туралы ⟦1⟧ға айтылды", ()

    draft = drafted("Токаеву сказали", FakeEngine("fake", change))
    assert seen == ["⟦1⟧у сказали"]
    assert draft.target == "АҚШ туралы Тоқаевқа айтылды"
    assert [(p.source, p.target, p.how, p.case, p.lemma) for p in draft.placements] == [
        ("Токаеву", "Тоқаевқа", "slot", "dative", "Токаев")
    ]


def test_terms_come_before_figures_where_slots_run_out() -> None:
    """A sentence of more figures than slots shows some of them to the engine, but no term."""
    text = " и ".join([*map(str, range(slots.LIMIT)), "США"])
    draft = drafted(text, FakeEngine("identity", _same))
    assert draft.target.endswith(" и АҚШ")
    assert draft.placements[-1].how == "slot"


def test_terms_beyond_the_last_slot_are_placed() -> None:
    """A sentence of more terms than slots loses none of them."""
    text = " и ".join([*["Токаев"] * slots.LIMIT, "США"])
    draft = drafted(text, FakeEngine("identity", _same))
    assert draft.target.endswith(" и АҚШ")
    assert draft.placements[-1].how == "replaced"


def test_a_slot_said_twice_is_decoded_again_carefully() -> None:
    """An engine that can be careful is asked again with the same slots, before any is given up."""

    class Careful(FakeEngine):
        def carefully(self, texts: Sequence[str], n_best: int = 1) -> list[list[Hypothesis]]:
            return [[Hypothesis("⟦1⟧ға хабарлады", -0.5)] for _ in texts]

    engine = Careful("fake", lambda text: ("⟦1⟧ға ⟦1⟧ға хабарлады", ()))
    draft = drafted("Токаеву сообщили", engine)
    assert draft.target == "Тоқаевқа хабарлады"
    assert [p.how for p in draft.placements] == ["slot"]


def test_of_near_hypotheses_the_one_that_keeps_a_term_is_taken() -> None:
    """A package without slots loses a term in its best hypothesis; the next one has it."""

    class Two(FakeEngine):
        def translate(self, texts: Sequence[str], n_best: int = 1, progress: object = None) -> list[list[Hypothesis]]:
            return [[Hypothesis("Елшісі келді", -0.5), Hypothesis("АҚШ елшісі келді", -0.6)] for _ in texts]

    assert drafted("Прибыл посол США", Two("fake", _same, slots=False)).target == "АҚШ елшісі келді"


def test_an_engine_without_slots_gets_the_text_as_it_is() -> None:
    """No slot is shown to a package that was not trained for it."""
    draft = drafted("посол США", saying("АҚШ елшісі", with_slots=False))
    assert (draft.target, draft.placements[0].how) == ("АҚШ елшісі", "accepted")


def test_hypotheses_are_what_the_engine_gives() -> None:
    """The fake engines keep the contract that the glossary counts on."""
    assert FakeEngine("identity", _same).translate(["а"])[0][0] == Hypothesis("а", -0.1, _same("а")[1])


def test_a_common_word_is_translated_and_then_placed() -> None:
    """A single word of every day is no slot: it tells the engine what the sentence is about."""
    seen: list[str] = []

    def change(text: str) -> tuple[str, tuple[()]]:
        seen.append(text)
        return "⟦1⟧ға әкім келді", ()

    draft = drafted("Аким прибыл в США", FakeEngine("fake", change))
    assert seen == ["Аким прибыл в ⟦1⟧"]
    assert draft.target == "АҚШ-қа әкім келді"
    assert {p.how for p in draft.placements} == {"slot", "accepted"}
