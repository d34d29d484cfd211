"""XLIFF and TMX as CAT tools leave them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Article
from localize.review import Review
from localize.review.safe_xml import restored, visible
from localize.review.tmx import TmxReview
from localize.review.xliff import XliffReview

from .conftest import LANG


@pytest.fixture
def xliff(rich: Article) -> str:
    return XliffReview().export(rich, LANG).decode()


@pytest.fixture
def tmx(rich: Article) -> str:
    return TmxReview().export(rich, LANG).decode()


def load_xliff(text: str) -> Review:
    return XliffReview().load(text.encode(), "x.xlf")


def load_tmx(text: str) -> Review:
    return TmxReview().load(text.encode(), "x.tmx")


@given(st.text())
def test_visible_and_restored_are_an_inverse_pair(text: str) -> None:
    """Any text survives, and what goes into XML is allowed there."""
    assert restored(visible(text)) == text
    assert not [c for c in visible(text) if ord(c) < 0x20 and c != "\t"]


def test_states_are_those_of_the_standard(xliff: str) -> None:
    """Machine drafts wait for review, memory says so, an approved row is final, a copied source needs translation."""
    assert xliff.count('state="needs-review-translation" state-qualifier="mt-suggestion"') == 5
    assert xliff.count('state-qualifier="fuzzy-match"') == 1
    assert xliff.count('approved="yes"') == xliff.count('state="final"') == 1
    assert xliff.count('state="needs-translation"') == 1


def test_suggestions_are_alternatives_with_their_score(xliff: str) -> None:
    """The memory's with its percentage, the engine's other hypothesis, the source of an earlier version."""
    assert '<alt-trans match-quality="87%" origin="memory">' in xliff
    assert '<alt-trans origin="machine" tool-id="localize">' in xliff
    assert '<alt-trans alttranstype="previous-version">' in xliff


@pytest.mark.parametrize(("state", "approved"), [
    ('state="translated"', True), ('state="signed-off"', True), ('state="final"', True), ("", True),
    ('state="needs-review-translation"', False), ('state="new"', False), ('state="x-mine"', False),
])  # fmt: skip
def test_what_a_tool_calls_done_is_approved(xliff: str, state: str, approved: bool) -> None:
    """A target without a state was rewritten by a tool for which that means translated; ours always have one."""
    old = 'xml:lang="kk" state="needs-review-translation" state-qualifier="mt-suggestion">АСТАНА'
    assert old in xliff
    entry = load_xliff(xliff.replace(old, f'xml:lang="kk" {state}>АСТАНА')).entries[1]
    assert entry.approved is approved


def test_inline_elements_of_a_tool_are_text(xliff: str) -> None:
    """``mrk`` and ``g`` around words do not change what the words are."""
    marked = xliff.replace("АСТАНА, 21 ақпан", '<mrk mtype="seg" mid="0">АСТАНА, <g id="1">21</g> ақпан</mrk>')
    assert load_xliff(marked) == load_xliff(xliff)


def test_the_last_phase_names_the_reviewer(xliff: str) -> None:
    """XLIFF's own place for who worked on a file."""
    phase = '<phase-group><phase phase-name="1" process-name="review" contact-name="Айгүл"/></phase-group><tool'
    assert load_xliff(xliff.replace("<tool", phase, 1)).reviewer == "Айгүл"


def test_a_persons_note_is_a_comment(xliff: str, tmx: str) -> None:
    """Ours are marked as ours."""
    noted = xliff.replace("</target>", "</target><note>Проверить год</note>", 1)
    assert load_xliff(noted).entries[0].comment == "Проверить год"
    assert load_tmx(tmx.replace("<note>", "<note>Проверить год</note><note>", 1)).entries[0].comment == "Проверить год"


def test_an_edited_unit_of_a_tmx_is_approved(tmx: str) -> None:
    """No editor of TMX shows a state."""
    review = load_tmx(tmx.replace("АСТАНА, 21 ақпан", "Астана, 21 ақпан"))
    assert [e.id for e in review.entries if e.approved] == ["p1.s1", "p2.s1"]


def test_language_codes_with_a_country_are_understood(tmx: str) -> None:
    """``KK-KZ`` is ``kk``."""
    other = tmx.replace('tuv xml:lang="kk"', 'tuv xml:lang="KK-KZ"').replace('tuv xml:lang="ru"', 'tuv lang="ru-RU"')
    assert load_tmx(other).entries == load_tmx(tmx).entries


def test_a_foreign_unit_is_reported(tmx: str) -> None:
    """It comes back under an id that the article does not have."""
    more = tmx.replace("</body>", '<tu><tuv xml:lang="ru"><seg>а</seg></tuv></tu></body>')
    assert load_tmx(more).entries[-1].id == "(no tuid)"
