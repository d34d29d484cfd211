"""Items and the documents they are translated as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.batch.item import LIMIT, Item, Part, distinct, document, folder_name, item_of, parts_of
from localize.errors import ReadError

line = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60).map(lambda text: " ".join(text.split()))
plain = st.lists(line, min_size=1, max_size=4).map("\n".join)
markup = st.text(st.characters(blacklist_categories=("Cs",)), max_size=80)


@given(title=line, text=plain, page=markup)
def test_parts_come_back_from_the_document(title: str, text: str, page: str) -> None:
    """`parts_of` is the inverse of `document`, whatever markup a part breaks off in."""
    parts = [Part("title", title), Part("summary", text), Part("content", page, "html")]
    assert parts_of(document(parts), parts) == [title, text, page]


def test_a_part_cannot_forge_the_marks_of_another() -> None:
    """The marks hold a digest of all parts: a copy of an older document inside a part is only text."""
    first = [Part("title", "Раз"), Part("content", "<p>Два</p>", "html")]
    nested = [Part("title", "Раз"), Part("content", document(first), "html")]
    assert parts_of(document(nested), nested) == ["Раз", document(first)]


def test_a_mutilated_document_is_refused() -> None:
    """A translated page whose marks were deleted says which part is missing."""
    parts = [Part("title", "Раз")]
    with pytest.raises(ReadError, match="'title' is missing"):
        parts_of(document(parts).replace("<!--/part", "<!--"), parts)


def test_a_whole_page_is_cut_to_its_article() -> None:
    """Menus and footers of a page in a content field stay around the part."""
    article = "<article><p>Текст статьи здесь.</p></article>"
    page = f"<html><body><nav><a href='/'>Главная страница</a></nav>{article}</body></html>"
    part = item_of("1", [Part("content", page, "html")]).parts[0]
    assert "Главная" not in part.text
    assert "Текст статьи здесь." in part.text
    assert part.before + part.text + part.after == page


@given(st.text(max_size=80))
def test_folder_names_are_safe(id: str) -> None:
    """No id leads out of its folder or makes a name that a file system refuses."""
    name = folder_name(id)
    assert name not in (".", "..")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name) < 60


def test_folder_names_differ() -> None:
    """Two addresses that end alike have folders of their own."""
    assert folder_name("https://a.kz/news/1") != folder_name("https://b.kz/news/1")


def test_the_same_guid_with_another_content_is_another_item() -> None:
    """Duplicate guids: the same content is marked as repeated, another one gets an id of its own."""
    items = [Item("g", data=b"a"), Item("g", data=b"b"), Item("g", data=b"a")]
    assert [(i.id, i.repeated) for i in distinct(items)] == [("g", False), ("g#2", False), ("g", True)]


def test_a_huge_item_is_a_problem() -> None:
    """An item beyond the limit has no document, and says so."""
    item = item_of("1", [Part("content", "x" * (LIMIT + 1), "html")])
    assert not item.data
    assert "larger than" in item.problem
