"""The HTML page as a file: what it shows, what it carries, what it refuses. (The browser's part: test_browser.py.)"""

from __future__ import annotations

import base64
import gettext
import hashlib
import html.parser
import json
import re
from dataclasses import replace

import pytest

from localize import messages
from localize.document import Article
from localize.errors import ReviewError
from localize.review.html import HtmlReview

from .conftest import LANG


class Page(html.parser.HTMLParser):
    """Elements with their attributes, and the text of the page without scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.text += data


def page_of(article: Article) -> str:
    return HtmlReview().export(article, LANG).decode()


def decided(text: str, **values: object) -> bytes:
    """The page with other decisions in its block."""
    block = {"version": 1, "saved": "", "reviewer": "", "rows": {}} | values
    pattern = r'(id="localize-decided">)[^<]*'
    return re.sub(pattern, lambda match: match[1] + json.dumps(block), text).encode()


def test_nothing_comes_from_elsewhere(hostile: Article) -> None:
    """No element loads anything, and the policy would not let it."""
    page = Page(page_of(hostile))
    assert not [a for _, a in page.elements if "src" in a or ((a.get("href") or "#")[:5] not in ("#", "data:")
                and not (a.get("href") or "").startswith("#"))]  # fmt: skip
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_policy_names_the_only_script_and_style(rich: Article) -> None:
    """By their hashes: nothing that an article says can run."""
    text = page_of(rich)
    for tag in ("style", "script"):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(body) == 1
        digest = base64.b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in text


def test_texts_are_shown_not_run(hostile: Article) -> None:
    """Tags, template syntax and quotes of an article are text: no element and no attribute comes of them."""
    page = Page(page_of(hostile))
    assert len([tag for tag, _ in page.elements if tag == "script"]) == 4
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    for words in ("<script>alert(1)</script>", "{{ 7*7 }} {% raw %}", "' onmouseover='alert(1)"):
        assert words in page.text


def test_languages_are_said(rich: Article) -> None:
    """Of the page, the sources and the targets: screen readers and spelling checkers need it."""
    page = Page(page_of(rich))
    assert next(a["lang"] for tag, a in page.elements if tag == "html") == "en"
    assert {a["lang"] for _, a in page.elements if a.get("class") == "source"} == {"ru"}
    assert {a["lang"] for _, a in page.elements if a.get("class") == "target"} == {"kk"}


def test_headings_are_headings(rich: Article) -> None:
    """Visible as such, and for a screen reader too."""
    page = Page(page_of(rich))
    levels = [a["aria-level"] for _, a in page.elements if a.get("role") == "heading"]
    assert levels == ["2", "3"]


def test_the_summary_says_how_much_work_it_is(rich: Article) -> None:
    """Counts, bands, flags by kind, names."""
    text = " ".join(Page(page_of(rich)).text.split())
    assert "8 segments" in text
    assert "2 flagged" in text
    assert re.search(r"fine 3 look 3 redo 2", text)
    flags = "number 1 The source was copied, not translated 1 russian_word 1 An amount of money is in another currency"
    assert flags in text
    assert "СапаровАйдарбек Сапаров" in text


def test_rows_carry_what_the_filters_ask(rich: Article) -> None:
    """Band, flags and state stand on each row."""
    rows = [a for _, a in Page(page_of(rich)).elements if a.get("class") == "row"]
    assert [a["data-band"] for a in rows] == ["fine", "fine", "look", "redo", "fine", "look", "look", "redo"]
    assert rows[3]["data-flags"] == "number russian_word currency"
    assert [a["data-state"] for a in rows].count("approved") == 1


def test_flags_point_at_their_words(rich: Article) -> None:
    """On both sides, with what is wrong as the tooltip; terms are underlined in the source."""
    text = page_of(rich)
    assert '<mark class="critical" title="8,4 млн is missing; 84 млн is not in the source">84 млн</mark>' in text
    assert '<mark class="hint" title="check the sum">26 млрд тенге</mark>' in text
    assert '<dfn title="→ Ауыл шаруашылығы министрлігі">Министерство сельского хозяйства</dfn>' in text
    assert "<code>&lt;a href=&#34;https://example.kz&#34;&gt;</code>" in text


def test_decisions_are_laid_over_the_drafts(rich: Article) -> None:
    """Edited and approved, edited only, questioned with a comment, approval taken back."""
    rows = {
        "p2.s1": {"target": "Қолмен.", "state": "approved"},
        "p2.s2": {"target": "Әлі емес."},
        "p2.s3": {"state": "question", "comment": "Қай жылы?"},
        "p1.s1": {"state": "draft"},
    }
    review = HtmlReview().load(decided(page_of(rich), rows=rows, reviewer=" Айгүл "), "x")
    got = {e.id: (e.target, e.approved, e.comment) for e in review.entries}
    assert got["p2.s1"] == ("Қолмен.", True, "")
    assert got["p2.s2"] == ("Әлі емес.", False, "")
    assert got["p2.s3"][1:] == (False, "Қай жылы?")
    assert got["p1.s1"][1] is False
    assert review.reviewer == "Айгүл"


def test_a_decision_about_an_unknown_row_is_reported(rich: Article) -> None:
    """Not dropped: the merge says so."""
    data = decided(page_of(rich), rows={"p99.s1": {"target": "Артық", "state": "approved"}})
    assert HtmlReview().load(data, "x").entries[-1].id == "p99.s1"


@pytest.mark.parametrize("values", [
    {"rows": []}, {"rows": {"p1.s1": "x"}}, {"rows": {"p1.s1": {"target": 5}}}, {"rows": {"p1.s1": {"state": "best"}}},
    {"rows": {"p1.s1": {"state": []}}}, {"reviewer": None}, {"rows": {"p1.s1": {"comment": {}}}},
])  # fmt: skip
def test_data_of_another_shape_are_refused(rich: Article, values: dict[str, object]) -> None:
    """The page is untrusted like any file."""
    with pytest.raises(ReviewError, match="damaged"):
        HtmlReview().load(decided(page_of(rich), **values), "x.html")


@pytest.mark.parametrize(("old", "new", "words"), [
    ('id="localize-decided"', 'id="else"', "cut off"),
    ('"version":1', '"version":99', "version 99"),
    ("</body>", '<script type="application/json" id="localize-made">{}</script></body>', "doubled"),
    ('{"version":1,"article"', '[{"version":1,"article"', "unreadable"),
    ('{"version":1,"article"', "[" * 5000 + '{"version":1,"article"', "unreadable"),
])  # fmt: skip
def test_a_page_that_was_tampered_with_is_refused(rich: Article, old: str, new: str, words: str) -> None:
    """A block gone, doubled, of another version, or no JSON."""
    with pytest.raises(ReviewError, match=words):
        HtmlReview().load(page_of(rich).replace(old, new).encode(), "x.html")


def test_an_article_cannot_pose_as_the_data(rich: Article) -> None:
    """A segment that looks like our block is text in the page and text in the data."""
    from .conftest import build, drafted

    words = '<script type="application/json" id="localize-decided">{"version":1}</script>'
    article = drafted(build([("paragraph", 0, [words])], f"{words}.txt"), [words])
    entry = HtmlReview().load(HtmlReview().export(article, LANG), "x").entries[0]
    assert entry.source == entry.target == words


def test_the_page_speaks_the_language_of_the_catalogue(rich: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """At export, through gettext; the page says which language it is in."""

    class Catalogue(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"": "Language: ru\n", "Next unreviewed": "Следующая", "Undone": "Отменено"}.get(message, message)

    monkeypatch.setattr(messages, "_catalogue", lambda languages: Catalogue())
    text = page_of(rich)
    assert '<html lang="ru">' in text
    assert ">Следующая</button>" in text
    assert '"undone":"Отменено"' in text


def test_a_comment_of_an_earlier_review_is_in_the_page(rich: Article) -> None:
    """And can be changed there like a new one."""
    drafts = tuple(replace(d, comment="</script>") for d in rich.drafts[LANG][:1]) + rich.drafts[LANG][1:]
    text = page_of(replace(rich, drafts={LANG: drafts}))
    assert '"rows":{"p1.s1":{"comment":"\\u003c/script\\u003e"}}' in text
