"""Plain text: lines, hard-wrapped paragraphs, headlines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.document import Article

from .conformance import Conformance, assert_identical, assert_sound, parsed

WRAPPED = """Правительство Казахстана одобрило проект бюджета,
который предусматривает рост расходов на треть уже в
следующем году, сообщила на брифинге министр финансов.

Второй абзац начинается здесь и тоже был разбит на две
строки одной ширины.
"""


class TestText(Conformance):
    form = "text"
    suffix = ".txt"
    documents = (
        "Заголовок\n\n  Первый абзац. Второе предложение.\t\n\n\nПоследний абзац без конца строки",
        "Одна строка.",
        "\n\n\nПустые строки впереди.\n   \n\t\nИ в середине.\n",
        WRAPPED,
        "- пункт\n- другой\n1. третий\n",
    )

    def shape(self, article: Article) -> list[tuple[str, int, list[tuple[str, str]]]]:
        """In plain text it is the words that make a headline."""
        return [("", 0, []) for _ in article.blocks]


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parsed(source, "text").blocks]


def test_lines_are_blocks() -> None:
    """Each line of a paragraph is a block; blanks around it are not part of it."""
    assert texts("Первая строка.\n  Вторая строка.  \n\nТретья.") == [
        ("paragraph", "Первая строка."), ("paragraph", "Вторая строка."), ("paragraph", "Третья."),
    ]  # fmt: skip


def test_headline() -> None:
    """The first line without a full stop is the headline, unless it is all there is."""
    assert texts("Цены выросли\n\nНа 5 %.")[0] == ("heading", "Цены выросли")
    assert texts("Цены выросли.\n\nНа 5 %.")[0][0] == "paragraph"
    assert texts("Цены выросли")[0][0] == "paragraph"


def test_wrapped_lines_are_joined() -> None:
    """A paragraph broken at a margin is one block without line ends."""
    found = texts(WRAPPED)
    assert len(found) == 2
    assert "бюджета, который" in found[0][1]
    assert "\n" not in found[0][1]


def test_short_lines_are_not_joined() -> None:
    """A poem or a list is not a wrapped paragraph."""
    assert len(texts("Степь молчит,\nветер спит,\nтолько звёзды\n")) == 3


@given(st.text(alphabet="аб. \t\n\r\v\x00\u2028\u00a0«»—1<&*#|", max_size=200))
def test_any_text(source: str) -> None:
    """Whatever the text, it comes back, and its offsets hold."""
    article = parsed(source, "text")
    assert_sound(article)
    assert_identical(article)
