"""Inline markup is taken out before the engine and put back by alignment."""

from __future__ import annotations

from localize.document import Segment, Span
from localize.engines import Link
from localize.inline import reinsert, strip


def bold(text: str, inner: str) -> Segment:
    """A segment with ``**inner**`` in it."""
    start = text.index(f"**{inner}**")
    stop = start + len(inner) + 2
    spans = (Span(start, start + 2, "**", "markup", "open", "1"), Span(stop, stop + 2, "**", "markup", "close", "1"))
    return Segment("p1.s1", text, 0, len(text), spans)


def test_strip_takes_the_tags_out_and_remembers_where() -> None:
    """Offsets of tags are those in the plain text."""
    stripped = strip(bold("Это **важный** вопрос", "важный"))
    assert stripped.text == "Это важный вопрос"
    assert [at for at, _ in stripped.tags] == [4, 10]


def test_pair_follows_its_aligned_words() -> None:
    """The pair goes around the words that its source words became, wherever they stand."""
    stripped = strip(bold("Это **важный** вопрос", "важный"))
    target = "Бұл мәселе маңызды"
    back = reinsert(stripped, target, [Link(11, 18, 4, 10)])
    assert back.text == "Бұл мәселе **маңызды**"
    assert back.sure


def test_pair_around_the_whole_sentence_stays_around_it() -> None:
    """No alignment is needed for a sentence that is bold from end to end."""
    assert reinsert(strip(bold("**Всё ясно**", "Всё ясно")), "Бәрі түсінікті", []).text == "**Бәрі түсінікті**"


def test_unaligned_pair_is_kept_and_told() -> None:
    """Without alignment the tags still come back, and the caller knows it was a guess."""
    back = reinsert(strip(bold("Это **важный** вопрос", "важный")), "Бұл маңызды мәселе", [])
    assert back.text.count("**") == 2
    assert not back.sure


def test_nested_pairs_stay_nested() -> None:
    """A link inside bold comes back inside it."""
    spans = (
        Span(0, 2, "**", "markup", "open", "1"), Span(2, 3, "[", "markup", "open", "2"),
        Span(6, 10, "](u)", "markup", "close", "2"), Span(10, 12, "**", "markup", "close", "1"),
    )  # fmt: skip
    segment = Segment("p1.s1", "**[мир](u)** тут", 0, 16, spans)
    back = reinsert(strip(segment), "мұнда әлем", [Link(6, 10, 0, 3)])
    assert back.text == "мұнда **[әлем](u)**"


def test_the_stop_of_the_sentence_stays_outside_a_pair_at_its_end() -> None:
    """A link over the last word does not take the full stop in, unless its source holds one."""
    stripped = strip(bold("Звоните **сюда**.", "сюда"))
    assert reinsert(stripped, "Осында соғыңыз.", [Link(7, 15, 8, 12)]).text == "Осында **соғыңыз**."
    inside = strip(bold("Звоните **сюда.**", "сюда."))
    assert reinsert(inside, "Осында соғыңыз.", [Link(7, 15, 8, 13)]).text == "Осында **соғыңыз.**"
