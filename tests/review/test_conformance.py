"""What every review format promises, asked of each in turn."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.document import Article
from localize.errors import ReviewError
from localize.review import REVIEW_FORMATS, SUFFIXES, ReviewFormat, fingerprint, review_format_of

from .conftest import LANG, build, drafted, with_drafts

FORMATS = ("po", "html", "docx", "xliff", "tmx", "csv")
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>"""


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> ReviewFormat:
    if request.param == "docx":
        pytest.importorskip("docx", reason="needs python-docx: pip install 'localize[docx]'")
    return REVIEW_FORMATS[request.param]()


def test_every_format_is_tested() -> None:
    """A format that joins the registry joins this suite."""
    assert set(FORMATS) == set(REVIEW_FORMATS)
    assert set(SUFFIXES.values()) == set(FORMATS)


def test_the_suffix_names_the_format(form: ReviewFormat, tmp_path: object) -> None:
    """A file that a format writes is found again by its suffix."""
    from pathlib import Path

    assert isinstance(REVIEW_FORMATS[review_format_of(Path(f"a.kk{form.suffix}"))](), type(form))


@pytest.mark.parametrize("which", ["rich", "hostile"])
def test_export_and_load_are_an_inverse_pair(form: ReviewFormat, which: str, request: pytest.FixtureRequest) -> None:
    """Every segment comes back in order, with its text, approval and draft; nothing else does."""
    article: Article = request.getfixturevalue(which)
    review = form.load(form.export(article, LANG), "x")
    drafts = article.drafts[LANG]
    assert [e.id for e in review.entries] == [d.segment.id for d in drafts]
    assert [e.source for e in review.entries] == [d.segment.text for d in drafts]
    assert [e.target for e in review.entries] == [d.target for d in drafts]
    assert [e.approved for e in review.entries] == [d.approved for d in drafts]
    assert [e.draft for e in review.entries] == [fingerprint(d.target) for d in drafts]
    assert not any(e.comment for e in review.entries)


def test_the_article_is_named(form: ReviewFormat, rich: Article) -> None:
    """A review says which article, version, language and package it is for, and that nobody has reviewed it yet."""
    review = form.load(form.export(rich, LANG), "x")
    assert (review.article, review.name, review.hash, review.lang) == (rich.id, rich.name, rich.hash, LANG)
    assert (review.package, review.reviewer) == ("translate-ru_kk-1_0", "")


def test_export_is_deterministic(form: ReviewFormat, rich: Article) -> None:
    """No clock and no chance: the same article gives the same bytes."""
    assert form.export(rich, LANG) == form.export(rich, LANG)


def test_a_reviewers_comment_comes_back(form: ReviewFormat, rich: Article) -> None:
    """What a person wrote to an earlier draft is in the file again, and is theirs, not ours."""
    drafts = [replace(d, comment="Спросить у автора:\nкакой год? =cmd() ]]>") for d in rich.drafts[LANG]]
    review = form.load(form.export(with_drafts(rich, drafts), LANG), "x")
    assert {" ".join(e.comment.split()) for e in review.entries} == {"Спросить у автора: какой год? =cmd() ]]>"}


@pytest.mark.parametrize("number", [0, 1, 5000])
def test_any_length(form: ReviewFormat, number: int, sized: Callable[[int], Article]) -> None:
    """An article without a segment, with one, and a book."""
    article = sized(number)
    review = form.load(form.export(article, LANG), "x")
    assert len(review.entries) == number
    assert review.hash == article.hash
    assert not any(e.approved for e in review.entries)


def test_approved_rows_stay_approved_unless_empty(form: ReviewFormat) -> None:
    """Approval survives; an empty target is never approved."""
    article = drafted(build([("paragraph", 0, ["Раз.", "Два."])]), ["Бір.", ""], approved=True)
    assert [e.approved for e in form.load(form.export(article, LANG), "x").entries] == [True, False]


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"\xff\xfe\x00garbage\x00", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04broken"]
)
def test_what_is_no_review_file_is_refused(form: ReviewFormat, data: bytes) -> None:
    """Empty and binary files are refused with a hint."""
    with pytest.raises(ReviewError) as caught:
        form.load(data, "broken.file")
    assert caught.value.hint
    assert "broken.file" in str(caught.value)
    assert "\n" not in str(caught.value)


FOREIGN = {
    "po": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    "html": b"<!doctype html><title>News</title><p>Hello",
    "xliff": b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"'
    b' source-language="ru" datatype="plaintext"><body><trans-unit id="1"><source>a</source></trans-unit>'
    b"</body></file></xliff>",
    "tmx": b'<tmx version="1.4"><header srclang="ru"/><body><tu><tuv xml:lang="ru"><seg>a</seg></tuv></tu>'
    b"</body></tmx>",
    "csv": "имя;сумма\r\nа;1\r\n".encode(),
}  # fmt: skip


def test_a_file_of_another_program_is_refused(form: ReviewFormat) -> None:
    """A sound file of the same format that we did not make is named as foreign."""
    data = FOREIGN.get(form.suffix.strip(".").replace("xlf", "xliff"))
    if data is None:
        docx = pytest.importorskip("docx")
        out = io.BytesIO()
        document = docx.Document()
        document.add_paragraph("A letter.")
        document.save(out)
        data = out.getvalue()
    with pytest.raises(ReviewError, match="not one of our review files") as caught:
        form.load(data, "foreign.file")
    assert caught.value.hint


def test_a_file_that_was_cut_off_never_gives_a_wrong_row(form: ReviewFormat, rich: Article) -> None:
    """Wherever the end is lost: an error, or rows that are missing; never another text, never an approval."""
    data = form.export(rich, LANG)
    whole = {e.id: e for e in form.load(data, "x").entries}
    for size in range(0, len(data) - 10, max(1, len(data) // 150)):
        try:
            review = form.load(data[:size], "cut.file")
        except ReviewError as error:
            assert error.hint  # noqa: PT017  (most cuts raise, some may not)
            continue
        for entry in review.entries[:-1]:
            assert entry == whole[entry.id]
        for entry in review.entries[-1:]:
            assert not entry.approved or entry == whole[entry.id]


@pytest.mark.parametrize("name", ["xliff", "tmx"])
def test_entities_are_never_expanded(name: str, rich: Article) -> None:
    """A file that declares entities is refused before one of them is read."""
    form = REVIEW_FORMATS[name]()
    body = form.export(rich, LANG).decode().partition("?>")[2]
    body = body.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "").replace("АСТАНА", "&b;&f;")
    with pytest.raises(ReviewError, match="entity"):
        form.load(ENTITIES + body.encode(), "evil.file")


def test_entities_in_a_word_file_are_never_expanded(rich: Article) -> None:
    """The same inside the archive."""
    pytest.importorskip("docx")
    form = REVIEW_FORMATS["docx"]()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form.export(rich, LANG))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = ENTITIES + data.partition(b"?>")[2].replace("АСТАНА".encode(), b"&b;")
            new.writestr(name, data)
    with pytest.raises(ReviewError, match="entity"):
        form.load(out.getvalue(), "evil.docx")


@pytest.mark.parametrize("name", ["xliff", "tmx"])
def test_deep_nesting_is_refused(name: str) -> None:
    """A hundred thousand nested elements end in an error, not in a crash."""
    with pytest.raises(ReviewError):
        REVIEW_FORMATS[name]().load(b"<a>" * 100_000 + b"</a>" * 100_000, "deep.file")


def test_deep_nesting_in_a_word_file_is_refused() -> None:
    """The same inside the archive, where cells are walked level by level."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", b"<a>" * 100_000 + b"</a>" * 100_000)
    with pytest.raises(ReviewError, match="nested"):
        REVIEW_FORMATS["docx"]().load(out.getvalue(), "deep.docx")


def test_a_source_name_cannot_break_the_file(form: ReviewFormat, rich: Article) -> None:
    """File names with quotes, tags and line breaks are data like any other."""
    name = 'a"<b>&\n=x{{y}}.txt'
    review = form.load(form.export(replace(rich, name=name), LANG), "x")
    assert review.hash == rich.hash
    assert review.name.split() == name.split()


text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(text.filter(bool), text), min_size=1, max_size=4))
def test_any_text_comes_back(form: ReviewFormat, pairs: list[tuple[str, str]]) -> None:
    """Whatever Unicode a segment holds, the row has it."""
    article = drafted(build([("paragraph", 0, [source for source, _ in pairs])]), [target for _, target in pairs])
    review = form.load(form.export(article, LANG), "x")
    assert [(e.source, e.target) for e in review.entries] == pairs
    assert not any(e.approved for e in review.entries)


def test_comments_and_other_rows_do_not_leak_between_articles(form: ReviewFormat, rich: Article) -> None:
    """Two articles with the same texts are told apart."""
    other = with_drafts(replace(rich, id="other", name="other.txt", source=rich.source + "."), rich.drafts[LANG])
    first, second = form.load(form.export(rich, LANG), "x"), form.load(form.export(other, LANG), "x")
    assert first.hash != second.hash
    assert first.article != second.article
