"""HTML pages: what is read, what is left alone, and that nothing that comes back can break a page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Block
from localize.formats import write
from localize.formats.html import HtmlFormat
from localize.formats.html_tokens import VOID, tokens
from localize.formats.short_tags import restore

from .cases import Case, cases, listing, written
from .conformance import Conformance, assert_identical, assert_sound, parsed

N = 10_000
CASES = cases(Path(__file__).parents[1] / "cases/formats/html.txt")
SOUP = """<p>Первый <b>абзац<p>Второй</b> <i>и <u>третий</i> хвост</u></div></span>
<ul><li>раз<li>два <a href=x title="a > b">три</a><p>четыре</ul>текст без <element> <br/>после
<!-- <p>не текст</p> --><table><td>ячейка<td>другая<tr><th>шапка</table><h2>Глава</h1> 5 < 6 & 7 > 3 &copy;"""


class TestHtml(Conformance):
    form = "html"
    suffix = ".html"
    documents = (*(case.source for case in CASES), SOUP)
    hostile: ClassVar[dict[str, str]] = Conformance.hostile | {
        "ten thousand boxes": "<div>" * N + "текст" + "</div>" * N,
        "ten thousand tags around a word": "а " + "<b>" * N + "текст" + "</b>" * N + " б",
        "tags that never match": "<b>" * N + "текст" + "</i>" * N,
        "lists without ends": "<ul><li>т" * N,
        "items without ends": "<li><div>" * N,
        "cells without ends": "<table>" + "<tr><td>т" * N,
        "code without ends": "<p>т <code>" * N,
        "a million brackets": "<" * 300_000,
        "unfinished tags": "<a " * 300_000,
        "unfinished comments": "текст <!-- " * 100_000,
        "unfinished quotes": "<a b='" + '<a b="' * 150_000,
        "titles without ends": "<title>" * 30_000,
        "declarations": "<!" * 500_000,
        "attributes": "<p " + "a=b " * 50_000 + ">т</p>",
        "ampersands": "&" * 1_000_000,
        "entities": "&amp;" * 200_000,
        "literal short tags": "&lt;b1&gt;" * N + "<b>т</b> м",
    }


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    """Each case lists its blocks, and is what it says when its words are written in capitals."""
    article = parsed(case.source, "html")
    assert listing(article) == case.blocks
    assert written(article) == case.written


def test_offsets_cover_the_text() -> None:
    """A block's raw slice renders from its text, up to blanks and the way a character is written."""
    source = (Path(__file__).parents[2] / "samples/culture.html").read_text(encoding="utf-8")
    for block in parsed(source, "html").blocks:
        raw = source[block.start : block.stop]
        plain = " ".join(raw.replace("&nbsp;", "\xa0").replace("\n", " ").split(" "))
        assert HtmlFormat().render(block, block.text) == " ".join(part for part in plain.split(" ") if part)


def test_whole_page() -> None:
    """Menus and footers are read only when asked for; scripts and code never."""
    source = (Path(__file__).parents[2] / "samples/culture.html").read_text(encoding="utf-8")
    article = {block.text for block in parsed(source, "html").blocks}
    page = {block.text for block in parsed(source, "html", whole_page=True).blocks}
    assert article < page
    assert {"Политика", "© 2026 Степной вестник. Все права защищены."} <= page - article
    assert not any("document.title" in text or "color" in text or "museum.example" in text for text in page)


def body_of(*parts: str) -> list[str]:
    return [block.text for block in parsed("\n".join(parts), "html").blocks]


PROSE = "<p>Это длинный абзац статьи, в котором достаточно слов, чтобы его приняли за прозу.</p>" * 3
MENU = "<ul>" + "<li><a href=/>Очень длинное название раздела сайта</a></li>" * 9 + "</ul>"


def test_main_element() -> None:
    """Without an <article>, <main> is the article."""
    assert len(body_of(MENU, "<main>", PROSE, "</main>", "<div>", PROSE, "</div>")) == 3


def test_densest_box() -> None:
    """Without either, the box with most prose that is not links; the headline before it belongs to it."""
    texts = body_of("<div><h1>Заголовок</h1></div>", MENU, "<div class=text>", PROSE, "</div><div>© Редакция</div>")
    assert texts[0] == "Заголовок"
    assert len(texts) == 4


def test_boxes_of_one_paragraph() -> None:
    """A body cut into a box for each paragraph is found whole."""
    boxes = PROSE.replace("<p>", "<div class=block><p>").replace("</p>", "</p></div>")
    assert len(body_of("<body><div>", MENU, "</div><div>", boxes, "</div></body>")) == 3


def test_teasers_are_no_article() -> None:
    """A page of many small <article>s is read by its densest box."""
    teasers = "<article><p>Анонс новости</p></article>" * 5
    assert len(body_of(teasers, "<main>", PROSE, "</main>")) == 3


def test_header_of_the_article() -> None:
    """The header inside the article holds its headline; that of the page does not count."""
    article = "<article><header><h1>Заголовок</h1></header>" + PROSE + "</article>"
    assert body_of("<header><p>Сайт</p></header>", article)[0] == "Заголовок"


def test_share_buttons_are_left_out() -> None:
    """Boxes that call themselves share, related or comments are not the article."""
    article = "<article>" + PROSE + '<div class="article-share"><p>Поделиться</p></div></article>'
    assert "Поделиться" not in body_of(article)


def block(tags: dict[str, str], text: str = "") -> Block:
    return Block("p1", text, 0, 0, data=tags)


TAGS = {"<b1>": "<b>", "</b1>": "</b>", "<a2>": '<a href="?x=1&amp;y">', "</a2>": "</a>", "<img3/>": "<img src=x>"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b1>а</b1> <a2>б</a2> <img3/>", '<b>а</b> <a href="?x=1&amp;y">б</a> <img src=x>'),
        ("<img3/><a2>б</a2> <b1>а</b1>", '<img src=x><a href="?x=1&amp;y">б</a> <b>а</b>'),
        ("<b1>а <a2>б", '<b>а <a href="?x=1&amp;y">б</a></b><img src=x>'),
        ("а</b1> б</a2>", "а б<img src=x>"),
        ("<b1>а</b1><b1>б</b1><img3/><img3/>", "<b>а</b>б<img src=x>"),
        ("<b1>а <a2>б</b1> в</a2>", '<b>а <a href="?x=1&amp;y">б</a></b> в<img src=x>'),
        ("<i9>а</i9> <b>б</b> <script>", "&lt;i9&gt;а&lt;/i9&gt; &lt;b&gt;б&lt;/b&gt; &lt;script&gt;<img src=x>"),
        ("A & B &amp; C", "A &amp; B &amp;amp; C<img src=x>"),
    ],
)
def test_damaged_tags(text: str, html: str) -> None:
    """Missing, doubled, crossed and unknown tags still give well-formed HTML; an image is never lost."""
    assert HtmlFormat().render(block(TAGS), text) == html


class WellFormed(HTMLParser):
    """Fails on a closing tag that does not close the innermost open element."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@given(st.lists(st.sampled_from([*TAGS, "слово", "<", ">", "&", "</b9>", "<b>", " "]), max_size=20))
def test_any_target_is_well_formed(parts: list[str]) -> None:
    """Whatever a translator makes of the tags, the elements are properly nested."""
    parser = WellFormed()
    parser.feed(restore(TAGS, "".join(parts)))
    parser.close()
    assert parser.opened == []


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_attribute_quotes(quote: str) -> None:
    """A description stays inside its quotes, whatever it holds; one without quotes gets them."""
    article = parsed(f"<meta name=description content={quote}Слово{quote}>", "html")
    source = write(article, {"p1.s1": """"Қазақ" & 'тілі' <b>"""})
    assert parsed(source, "html").blocks[0].text == """"Қазақ" & 'тілі' <b>"""


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('<html lang="ru-RU" xml:lang="ru">', '<html lang="kk" xml:lang="kk">'),
        ("<HTML><p>Сөз", '<HTML lang="kk"><p>Сөз'),
        ("<html lang=ru><article lang='ru'>", "<html lang=kk><article lang='kk'>"),
        ('<meta property="og:locale" content="ru_RU">', '<meta property="og:locale" content="kk_KZ">'),
        ("<meta charset=windows-1251>", "<meta charset=utf-8>"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
        ),
        (
            '<?xml version="1.0" encoding="windows-1251"?><html lang="ru">',
            '<?xml version="1.0" encoding="utf-8"?><html lang="kk">',
        ),
        ("<p lang=ru>Слово", "<p lang=ru>Слово"),
    ],
)
def test_relabel(source: str, result: str) -> None:
    """The page says its new language, and the encoding it is written in; a quotation keeps its own."""
    assert HtmlFormat().relabel(source, "kk") == result


SOUP_PIECES = (Path(__file__).parents[1] / "cases/formats/soup.txt").read_text(encoding="utf-8").split()
# Without &#32;: a blank written as a reference holds an image inside a block that stands outside of it once rewritten.
PIECES = st.sampled_from([*(piece.replace("&", " ") for piece in SOUP_PIECES), "&", "&amp;", "\x00", "\u2028"])


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_any_soup(source: str) -> None:
    """Whatever the soup: tokens without gaps, sound offsets, the same bytes, and well-placed new texts."""
    found = tokens(source)
    assert "".join(source[token.start : token.stop] for token in found) == source
    for whole_page in (False, True):
        article = parsed(source, "html", whole_page)
        assert_sound(article)
        assert_identical(article)
    targets = {s.id: s.text + " <script>&" for s in article.segments()}
    again = parsed(write(article, targets), "html", whole_page=True)
    assert len(again.blocks) == len(article.blocks)
