"""Markdown: blocks, offsets and inline markup, and new texts that stay the paragraphs they were."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.formats import front_matter, write
from localize.formats.markdown import MarkdownFormat, as_paragraph

from .cases import Case, cases, listing, written
from .conformance import Conformance, assert_identical, assert_sound, parsed

N = 10_000
CASES = cases(Path(__file__).parents[1] / "cases/formats/markdown.txt")


class TestMarkdown(Conformance):
    form = "markdown"
    suffix = ".md"
    documents = tuple(case.source for case in CASES)
    hostile: ClassVar[dict[str, str]] = Conformance.hostile | {
        "quotes in quotes": "> " * N + "т",
        "lists in lists": "- " * N + "т",
        "stars": "*" * 1_000_000,
        "stars and words": "*а " * 30_000,
        "brackets": "[" * 20_000,
        "images in images": "![" * 10_000,
        "half links": "[а](" * 10_000,
        "backticks": "`а" * 50_000,
        "tags without ends": "<b>" * N + "т" + "</i>" * N,
        "entities": "&nbsp;" * 15_000,
        "a wide table": "|" + "а|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "а|" * 100 + "\n") * 10,
        "front matter": "---\n" + "title: а\n" * N,
        "references": "[а]: б\n" * N,
        "hard breaks": "а  \n" * N,
        "template tags": "{{" * 50_000,
        "addresses": "http://" * 14_000,
    }


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    """Each case lists its blocks, and is what it says when its words are written in capitals."""
    article = parsed(case.source, "markdown")
    assert listing(article) == case.blocks
    assert written(article) == case.written


# fmt: off
STRUCTURE = [
    "- пункт", "* пункт", "+ пункт", "1. пункт", "2026) пункт", "# глава", "###### глава", "> цитата", "```код", "~~~",
    "---", "***", "___", "* * *", "===", "=", "-", "+", "#", "|--|--|", ":-:", "<div>", "</p> конец", "<!-- нет -->",
    "<?php", "<![CDATA[", "<b>", "[имя]: ссылка", "[имя]: <ссылка> 'титул'", "1.", "-\tтаб", "    отступ", "<script>",
]
PLACES = [
    "Слово", "- слово", "> слово", "1. а\n\n   слово", "стих  \nслово", "| слово |\n|--|", "а | б\n--|--\nслово | в",
    "Слово\n===",
]
VALUES = [
    "Астана: итоги", "#тег", "- раз", "да # нет", "", "yes", "2026", "'кавычка", '"кавычка"', "конец:", "{а}", "текст",
]
PLAIN = [
    "— Иә, — деді ол.", "«Қазақстан»", "2026 жылы", "5 % өсті", "A. Smith", "#хештег", "-5 градус", "*маңызды* сөз",
]
# fmt: on


@pytest.mark.parametrize("target", STRUCTURE)
@pytest.mark.parametrize("source", PLACES)
def test_no_text_becomes_structure(source: str, target: str) -> None:
    """A target that looks like a list, a heading, a rule … is the text of a block like the one it replaces."""
    article = parsed(source, "markdown")
    changed = next(s.id for s in article.segments() if s.text.lower() == "слово")
    again = parsed(write(article, {changed: target}), "markdown")
    assert [(b.kind, b.level) for b in again.blocks] == [(b.kind, b.level) for b in article.blocks]


@pytest.mark.parametrize("target", ["Бюджет #", "Бюджет ##", "#", "C #1", "- а", "1. б"])
def test_headings_keep_their_text(target: str) -> None:
    """Hashes at the end of a heading are part of it."""
    article = parsed("## Слово ##", "markdown")
    again = parsed(write(article, {"p1.s1": target}), "markdown")
    assert [(b.kind, b.level, b.text.replace("\\", "")) for b in again.blocks] == [("heading", 2, target)]


@pytest.mark.parametrize("target", ["а | б", "а \\| б", "конец \\", "`а | б`", "||"])
def test_cells_stay_cells(target: str) -> None:
    """A pipe or a backslash at the end does not make another cell."""
    article = parsed("|слово|дело|\n|-|-|\n|раз|два|", "markdown")
    again = parsed(write(article, {"p1.s1": target, "p4.s1": target}), "markdown")
    assert len(again.blocks) == 4
    assert again.blocks[1].text == "дело"


def test_brackets_in_a_link() -> None:
    """The text of a link may hold brackets."""
    article = parsed("[слово](/x)", "markdown")
    result = write(article, {"p1.s1": "а] [б"})
    assert result == "[а\\] \\[б](/x)"
    assert parsed(result, "markdown").blocks[0].text == "а\\] \\[б"


@given(st.text(alphabet="аб1.)#*_-+>=|~`<>/[]():&; \\\t!\n", max_size=30))
def test_any_text_is_one_paragraph(text: str) -> None:
    """Whatever the target, a paragraph stays one paragraph."""
    block = parsed("Слово", "markdown").blocks[0]
    rendered = MarkdownFormat().render(block, text)
    blocks = parsed(f"До\n\n{rendered}\n\nПосле", "markdown").blocks
    assert [b.kind for b in blocks] == ["paragraph"] * len(blocks)
    assert (blocks[0].text, blocks[-1].text) == ("До", "После")
    assert "\n" not in rendered


def test_plain_text_is_not_escaped() -> None:
    """Escapes are for what needs them: dashes, numbers and quotes of news do not."""
    for text in PLAIN:
        assert as_paragraph(text) == text


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("raw", ["слово", "'слово'", '"слово"'])
def test_front_matter_values(raw: str, value: str) -> None:
    """A value reads as what was written, in the quotes it had or in those it needs."""
    source = f"---\ntitle: {raw}\ntags: [а]\n---\nТекст\n"
    result = write(parsed(source, "markdown"), {"p1.s1": value})
    texts = [block.text for block in parsed(result, "markdown").blocks]
    assert texts == ([value] if value else []) + ["Текст"]


def test_front_matter_of_hugo() -> None:
    """A TOML literal with an apostrophe becomes a basic string."""
    result = write(parsed("+++\ntitle = 'слово'\n+++\n\nТекст", "markdown"), {"p1.s1": "д'Артаньян \\"})
    assert result == '+++\ntitle = "д\'Артаньян \\\\"\n+++\n\nТекст'


def test_relabel() -> None:
    """The language of the front matter is set when it says Russian; the body is not looked at."""
    assert front_matter.relabel("---\nlang: ru-RU\n---\nlang: ru\n", "kk") == "---\nlang: kk\n---\nlang: ru\n"
    assert front_matter.relabel("---\nlang: en\n---\n", "kk") == "---\nlang: en\n---\n"
    assert front_matter.relabel("lang: ru\n", "kk") == "lang: ru\n"


# fmt: off
PIECES = st.sampled_from([
    "слово", "дело ", " ", "  ", "\n", "\n\n", "  \n", "\\\n", "# ", "- ", "1. ", "> ", "    ", "\t", "*", "**",
    "_", "~~", "`", "```\n", "[", "]", "](/x)", "](", ")", "![", "|", "\n|-|-|\n", "\\|", "\\", "<b>", "</b>",
    "<br>", "<div>", "<!--", "-->", "&nbsp;", "&lt;", "&", "http://a.kz/b", "<http://a.kz>", "[а]: б\n", "[а]",
    "---\n", "===\n", "title: а\n", "\x00", "\u00a0", "\u2028", "\f", "{{", "}}", "[^1]", "+++\n", "\r", "1|2",
])
# fmt: on


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markdown(source: str) -> None:
    """Whatever the document: sound offsets, the same text back, and new texts are written without a crash."""
    article = parsed(source, "markdown")
    assert_sound(article)
    assert_identical(article)
    write(article, {segment.id: "жаңа сөз" for segment in article.segments()}, "kk")


WORD = st.sampled_from(["слово", "дело", "**важное слово**", "*оно*", "`код`", "[сайт тут](/x)", "Астана,"])
WORDS = st.lists(WORD, min_size=1, max_size=6)
PARAGRAPHS = WORDS.map(" ".join) | WORDS.map("\n".join)
BLOCKS = st.one_of(
    PARAGRAPHS,
    WORDS.map(" ".join).map("## {}".format),
    PARAGRAPHS.map(lambda text: "> " + text.replace("\n", "\n> ")),
    PARAGRAPHS.map(lambda text: "- " + text.replace("\n", "\n  ") + "\n- ещё"),
    WORDS.map(lambda words: "| " + " | ".join(words) + " |\n" + "|-" * len(words) + "|"),
    st.just("```\nкод\n```"),
    st.just("***"),
)


@given(st.lists(BLOCKS, max_size=6).map("\n\n".join))
def test_shape_survives_other_words(source: str) -> None:
    """A document of ordinary blocks has the same blocks and markup with its words in another order."""
    suite = TestMarkdown()
    suite.documents = (source,)
    suite.suffix = ".none"
    suite.test_reversed_words()
