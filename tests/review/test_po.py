"""PO as editors leave it."""

from __future__ import annotations

import re

import pytest

from localize.document import Article
from localize.errors import ReviewError
from localize.review.po import PoReview

from .conftest import LANG


@pytest.fixture
def text(rich: Article) -> str:
    return PoReview().export(rich, LANG).decode()


def test_notes_are_extracted_comments(text: str) -> None:
    """Origin, terms, flags and suggestions stand in ``#.`` lines; ``# `` lines are left to people."""
    assert "#. term: Министерство сельского хозяйства → Ауыл шаруашылығы министрлігі (nominative)" in text
    assert "#. critical: 8,4 млн is missing; 84 млн is not in the source [number]" in text
    assert "#. memory 87 %: «Мы ожидаем хороший урожай», — сказал министр. → «Біз жақсы өнім" in text
    assert '#| msgid "Рынок ждёт решений."' in text
    assert not re.search(r"^# ", text.partition("msgctxt")[2], re.MULTILINE)


def test_removing_fuzzy_approves(text: str) -> None:
    """The one sign of approval in PO."""
    review = PoReview().load(text.replace("#, fuzzy\n", "").encode(), "x")
    assert all(e.approved for e in review.entries)


def test_the_translator_of_the_header_is_the_reviewer(text: str) -> None:
    """Poedit and Weblate write who saved the file."""
    signed = text.replace('"Last-Translator: \\n"', '"Last-Translator: Айгүл Серік <a@example.kz>\\n"')
    assert PoReview().load(signed.encode(), "x").reviewer == "Айгүл Серік"


def test_windows_editors_are_forgiven(text: str) -> None:
    """A byte-order mark and carriage returns change nothing."""
    before = PoReview().load(text.encode(), "x")
    assert PoReview().load(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "x") == before


def test_obsolete_entries_are_no_rows(text: str) -> None:
    """``#~`` is what an editor remembers, not what stands in the article."""
    old = text + '\n#~ msgctxt "article/p9.s9"\n#~ msgid "Старое."\n#~ msgstr "Ескі."\n'
    assert len(PoReview().load(old.encode(), "x").entries) == 8


def test_translator_comments_come_back(text: str) -> None:
    """What a person noted is theirs."""
    noted = text.replace("#. draft:", "# Спросить у автора\n#. draft:", 1)
    assert PoReview().load(noted.encode(), "x").entries[0].comment == "Спросить у автора"


@pytest.mark.parametrize(
    ("context", "key"),
    [('msgctxt "other/p1.s1"\n', "other/p1.s1"), ("", "(no context)"), ('msgctxt "p1.s1"\n', "p1.s1")],
)
def test_entries_of_another_file_are_reported(text: str, context: str, key: str) -> None:
    """They come back under an id that the article does not have, unless they say it in full."""
    more = f'{text}\n{context}msgid "Чужое."\nmsgstr "Бөтен."\n'
    entry = PoReview().load(more.encode(), "x").entries[-1]
    assert (entry.id, entry.source) == (key, "Чужое.")


def test_a_doubled_entry_comes_back_twice(text: str) -> None:
    """The merge decides whether the two agree."""
    entry = text[text.index("msgctxt") :].partition("\n\n")[0]
    ids = [e.id for e in PoReview().load(f"{text}\n{entry}\n".encode(), "x").entries]
    assert ids.count("p1.s1") == 2


@pytest.mark.parametrize("spoil", [("msgstr", "msgfoo"), ("Астық", 'Аст\ufffd" ық')])
def test_damage_is_said_plainly(text: str, spoil: tuple[str, str]) -> None:
    """With the name of the file, and no temporary path in the message."""
    with pytest.raises(ReviewError) as caught:
        PoReview().load(text.replace(*spoil).encode(), "article.kk.po")
    assert "article.kk.po" in str(caught.value)
    assert "/tmp" not in str(caught.value)


def test_an_open_string_at_the_end_is_damage(text: str) -> None:
    """polib would take half a translation for a whole one."""
    with pytest.raises(ReviewError, match="cut off"):
        PoReview().load(text.rstrip()[:-5].encode(), "x")
