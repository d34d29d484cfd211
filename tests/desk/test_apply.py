"""From reviewed files to the final article."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.desk import Applied, Request, apply_review, apply_reviews
from localize.errors import LocalizeError, ReviewError
from localize.memory import Memory

from .conftest import ARTICLE, Edit, nobody, translated


@pytest.fixture
def po(folder: Path) -> Path:
    translated(folder)
    return folder / "news.kk.po"


def one(path: Path, **request: Any) -> Applied:
    (applied,) = apply_reviews([path], Request(**request), nobody)
    return applied


def before(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_approved_file_gives_the_article_in_its_format(po: Path, edit: Edit) -> None:
    """Headings, markup and links stand where they stood; the edited sentence is the person's."""

    def change(catalogue: Any) -> None:
        catalogue[1].msgstr = "Астанада зауыт **ашылды**."

    applied = apply_review(edit(po, change))
    assert applied.path == po.parent / "news.kk.md"
    text = applied.path.read_text(encoding="utf-8")
    assert text == ARTICLE.replace("Завод **открыт** в Астане.", "Астанада зауыт **ашылды**.")
    assert (len(applied.merge.accepted), applied.merge.changed) == (4, ("p2.s1",))


def test_unedited_file_changes_nothing(po: Path) -> None:
    """Nobody has approved anything: refused by name and number, files as they were."""
    there = before(po.parent)
    with pytest.raises(ReviewError, match="5 of 5 segments are still unreviewed drafts"):
        apply_review(po)
    assert before(po.parent) == there


def test_unreviewed_drafts_may_be_published_on_request(po: Path) -> None:
    """--allow-fuzzy writes them, counts them and asks for a person."""
    applied = one(po, allow_fuzzy=True)
    assert (applied.fuzzy, applied.needs_person, applied.written) == (5, True, True)


def test_dry_run_writes_nothing(po: Path, edit: Edit, tmp_path: Path) -> None:
    """It says where the article would go, and what would be decided."""
    edit(po, lambda catalogue: None)
    there = before(po.parent)
    applied = one(po, dry_run=True, memory=tmp_path / "data" / "memory.sqlite")
    assert (applied.path, applied.written) == (po.parent / "news.kk.md", False)
    assert len(applied.merge.accepted) == 5
    assert before(po.parent) == there
    assert not (tmp_path / "data").exists()


def drop(catalogue: Any) -> None:
    catalogue.pop(2)


def edit_source(catalogue: Any) -> None:
    catalogue[1].msgid = "Завод закрыт."


def foreign_row(catalogue: Any) -> None:
    catalogue[1].msgctxt = "other/p1.s1"


def other_hash(catalogue: Any) -> None:
    catalogue.metadata["X-Localize-Source-Hash"] = "0" * 64


def lose_markup(catalogue: Any) -> None:
    catalogue[1].msgstr = "Зауыт ашылды."


def new_markup(catalogue: Any) -> None:
    catalogue[4].msgstr = "5 * 3 *тең* 15 <script>alert(1)</script>"


def slot(catalogue: Any) -> None:
    catalogue[4].msgstr = "Екінші ⟦1⟧ абзац."


ODD: dict[str, tuple[Callable[[Any], None], str]] = {
    "entry vanished": (drop, "1 segments without a row (p2.s2)"),
    "source cell edited": (edit_source, "1 rows whose source was edited or that disagree (p2.s1)"),
    "row of another article": (foreign_row, "1 rows that are not in the article"),
    "another version": (other_hash, "was made for another text than news.md"),
    "markup lost": (lose_markup, "p2.s1: lost **"),
    "markup added": (new_markup, "part of the target is taken for markup"),
    "slot left": (slot, "p3.s1: a slot was left in the target"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_sound_is_said_and_nothing_is_written(name: str, po: Path, edit: Edit) -> None:
    """The message says what and where, the hint what to do."""
    change, message = ODD[name]
    edit(po, change)
    there = before(po.parent)
    refused = one(po).refused
    assert refused is not None
    assert message in str(refused)
    assert refused.hint
    assert before(po.parent) == there


@pytest.mark.parametrize("name", [name for name in ODD if name != "another version"])
def test_force_goes_on_and_asks_for_a_person(name: str, po: Path, edit: Edit) -> None:
    """What does not fit stays in Russian or is passed over; what reads back wrong is named."""
    applied = one(edit(po, ODD[name][0]), force=True)
    assert applied.written
    assert applied.needs_person
    text = (po.parent / "news.kk.md").read_text(encoding="utf-8")
    if name in ("entry vanished", "source cell edited", "row of another article"):
        assert applied.russian == 1
        assert "5 рабочих мест" in text
    else:
        assert applied.problems


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b'msgid "x', "просто текст".encode()])
def test_damaged_file_is_refused(po: Path, data: bytes) -> None:
    """Rubbish in a review file is one clear error."""
    po.write_bytes(data)
    assert isinstance(one(po).refused, LocalizeError)


def test_article_is_found_by_its_hash_under_another_name(po: Path, edit: Edit) -> None:
    """Renamed, or shadowed by another file of its name one folder nearer: the text decides."""
    edit(po, lambda catalogue: None)
    (po.parent / "news.md").rename(po.parent / "news (1).md")
    assert one(po, dry_run=True).path == po.parent / "news (1).kk.md"
    inbox = po.parent / "inbox"
    inbox.mkdir()
    (po.parent / "news (1).md").rename(po.parent / "news.md")
    (inbox / "news.md").write_text("# Другая новость\n", encoding="utf-8")
    shutil.move(po, inbox / po.name)
    assert one(inbox / po.name).path == inbox / "news.kk.md"


def test_review_file_cannot_lead_elsewhere(po: Path, edit: Edit, tmp_path: Path) -> None:
    """A path in the file's header is cut down to its name."""

    def change(catalogue: Any) -> None:
        catalogue.metadata["X-Localize-Source"] = "../../../etc/passwd"

    for name in ("news.md", "news.kk.md"):  # what the identity engine wrote has the hash of the source
        (po.parent / name).unlink()
    refused = one(edit(po, change)).refused
    assert refused is not None
    assert "'passwd' is not beside it" in str(refused)


def test_two_translators_halves_are_one_article(po: Path, edit: Edit) -> None:
    """Together they make it whole; alone each is refused."""
    second = po.with_name("second.po")
    shutil.copy(po, second)

    def first_half(catalogue: Any) -> None:
        for entry in catalogue[:3]:
            entry.flags = []

    def second_half(catalogue: Any) -> None:
        for entry in catalogue[3:]:
            entry.flags = []

    edit(po, first_half, approve=False)
    edit(second, second_half, approve=False)
    assert one(po).refused
    (applied,) = apply_reviews([po, second], Request(), nobody)
    assert (applied.refused, len(applied.reviews), applied.merge.complete) == (None, 2, True)


def test_two_files_that_contradict_are_a_conflict(po: Path, edit: Edit) -> None:
    """Approved, and different: a person must decide."""
    second = po.with_name("second.po")
    shutil.copy(po, second)

    def change(catalogue: Any) -> None:
        catalogue[4].msgstr = "Басқаша."

    edit(po, lambda catalogue: None)
    edit(second, change)
    (applied,) = apply_reviews([po, second], Request(), nobody)
    assert applied.merge.conflict == ("p3.s1",)
    assert applied.refused


def test_one_bad_file_does_not_stop_the_others(po: Path, edit: Edit) -> None:
    """Several articles and languages at once: the sound ones are written."""
    edit(po, lambda catalogue: None)
    (po.parent / "two.md").write_text("# Другая\n", encoding="utf-8")
    translated(po.parent, name="two.md")
    bad = po.with_name("bad.po")
    bad.write_text("")
    done = apply_reviews([bad, po, po.with_name("two.kk.po")], Request(), nobody)
    assert [bool(applied.refused) for applied in done] == [True, False, True]
    assert (po.parent / "news.kk.md").exists()


def test_approved_pairs_are_remembered_with_place_and_reviewer(po: Path, edit: Edit, tmp_path: Path) -> None:
    """What was approved, by whom, where; drafts that were published are not."""

    def change(catalogue: Any) -> None:
        catalogue.metadata["Last-Translator"] = "Айгүл <a@example.kz>"
        catalogue[0].flags = ["fuzzy"]

    memory = tmp_path / "memory.sqlite"
    applied = one(edit(po, change), allow_fuzzy=True, memory=memory)
    assert applied.remembered == 4
    with Memory.open(memory) as opened:
        pairs = list(opened.pairs())
    assert {pair.segment for pair in pairs} == {"p2.s1", "p2.s2", "p2.s3", "p3.s1"}
    assert {(pair.article, pair.reviewer, pair.package) for pair in pairs} == {("news", "Айгүл", "identity")}


def test_broken_memory_does_not_stop_the_article(po: Path, edit: Edit, tmp_path: Path) -> None:
    """The article is written, the trouble said."""
    memory = tmp_path / "memory.sqlite"
    memory.write_text("не база" * 1000)
    said: list[str] = []
    (applied,) = apply_reviews([edit(po, lambda c: None)], Request(memory=memory), said.append)
    assert applied.written
    assert "going on without the memory" in said[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Заголовок\n\nСтрока первая, без точки\nСтрока вторая тоже без точки\n"),
        ("a.html", "<html lang=ru><title>Т</title><body><nav>Меню</nav><article><h1>З</h1><p>Он <b>там</b> и"
                   " <a href='/x'>тут</a>.<br>Ещё & < строка.</p></article></body></html>"),
        ("a.md", "---\ntitle: Заголовок\n---\n\n# З\n\n1. Раз **два**\n2. `код` и текст\n\n"
                 "| А | Б |\n|---|---|\n| в | г |\n"),
    ],
)  # fmt: skip
def test_any_article_reads_back_as_what_was_meant(tmp_path: Path, name: str, text: str, edit: Edit) -> None:
    """Targets full of signs that formats know come out as text, and the check before writing has no objection."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    translated(tmp_path, name=name, engine="reverse")

    def change(catalogue: Any) -> None:
        for number, entry in enumerate(catalogue):
            entry.msgstr = f"{number}. {entry.msgid} & қазақша"

    applied = one(edit(tmp_path / "a.kk.po", change))
    assert applied.refused is None
    assert applied.problems == ()


def test_whole_page_is_recognised(tmp_path: Path, edit: Edit) -> None:
    """A page translated with its menus is put together with them."""
    article = "<article><h1>Новость</h1><p>Текст новости тут.</p></article>"
    page = f"<html><body><nav><p>Меню сайта</p></nav>{article}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    translated(tmp_path, name="a.html", whole_page=True)

    def change(catalogue: Any) -> None:
        catalogue[0].msgstr = "Сайт мәзірі"

    assert one(edit(tmp_path / "a.kk.po", change)).refused is None
    assert "Сайт мәзірі" in (tmp_path / "a.kk.html").read_text(encoding="utf-8")


def test_out_is_a_file_or_a_folder(po: Path, edit: Edit, tmp_path: Path) -> None:
    """A folder that is there gets the usual name."""
    edit(po, lambda catalogue: None)
    assert one(po, out=tmp_path / "final.md").path == tmp_path / "final.md"
    assert one(po, out=tmp_path).path == tmp_path / "news.kk.md"
