"""`localize translate` a second time: people's work is carried over, nothing of it is lost."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import polib
import pytest

from localize.desk import Request, apply_reviews, translate_files
from localize.desk.translate import Job
from localize.errors import MemoryStoreError, UsageError
from localize.memory import Memory

from .conftest import ARTICLE, Edit, nobody, translated


@pytest.fixture
def reviewed(folder: Path, edit: Edit) -> Path:
    """Everything approved; the second sentence edited; a remark on the last."""
    translated(folder)

    def change(catalogue: Any) -> None:
        catalogue[2].msgstr = "Ол 5 жұмыс орнын береді."
        catalogue[4].tcomment = "Тексеру керек"

    return edit(folder / "news.kk.po", change)


def rewrite(folder: Path, old: str, new: str) -> None:
    text = (folder / "news.md").read_text(encoding="utf-8")
    assert old in text
    (folder / "news.md").write_text(text.replace(old, new), encoding="utf-8")


def test_same_article_again_changes_nothing(reviewed: Path) -> None:
    """All rows stay approved, remarks stay, no copy is needed; twice."""
    for _ in range(2):
        (result,) = translated(reviewed.parent)
        catalogue = polib.pofile(str(reviewed))
        assert (result.kept, result.changed) == (5, 0)
        assert not any(entry.fuzzy for entry in catalogue)
        assert catalogue[2].msgstr == "Ол 5 жұмыс орнын береді."
        assert catalogue[4].tcomment == "Тексеру керек"
    assert sorted(p.name for p in reviewed.parent.iterdir()) == ["news.kk.md", "news.kk.po", "news.md"]


def test_newer_version(reviewed: Path) -> None:
    """Unchanged stays approved, changed is fuzzy with its previous source, new is drafted; the old file is kept."""
    rewrite(reviewed.parent, "Второй абзац о людях", "Совсем новая фраза. Второй абзац о мирных людях")
    rewrite(reviewed.parent, "5 рабочих", "7 рабочих")
    said: list[str] = []
    old = reviewed.read_bytes()
    (result,) = translated(reviewed.parent, said.append)
    rows = {entry.msgctxt: entry for entry in polib.pofile(str(reviewed))}
    assert [key for key, entry in rows.items() if entry.fuzzy] == ["news/p2.s2", "news/p3.s1", "news/p3.s2"]
    assert (rows["news/p2.s2"].previous_msgid, rows["news/p2.s2"].msgstr) == (
        "Он даст 5 рабочих мест.", "Ол 7 жұмыс орнын береді.",
    )  # fmt: skip
    assert rows["news/p3.s2"].previous_msgid == "Второй абзац о людях и городах."
    assert rows["news/p3.s2"].tcomment == "Тексеру керек"
    assert not rows["news/p3.s1"].previous_msgid
    assert (result.kept, result.changed) == (3, 2)
    assert (reviewed.parent / "news.kk.po.old").read_bytes() == old
    assert "news.kk.po.old" in said[0]


def test_changed_rows_are_not_forgotten_by_a_third_run(reviewed: Path) -> None:
    """Before anybody has looked at them, translate runs again: they still carry the reviewed target."""
    rewrite(reviewed.parent, "5 рабочих", "много рабочих")
    translated(reviewed.parent, lambda message: None)
    first = reviewed.read_bytes()
    (result,) = translated(reviewed.parent)
    assert reviewed.read_bytes() == first
    assert (result.kept, result.changed) == (4, 1)
    assert not (reviewed.parent / "news.kk.po.old2").exists()


def test_every_copy_gets_its_own_name(reviewed: Path, edit: Edit) -> None:
    """A second new version keeps the second old file too."""
    for number, text in enumerate(("шесть рабочих", "семь рабочих"), start=1):
        rewrite(reviewed.parent, "5 рабочих" if number == 1 else "шесть рабочих", text)
        translated(reviewed.parent, lambda message: None)
        edit(reviewed, lambda catalogue: None)
    names = sorted(path.name for path in reviewed.parent.glob("*.old*"))
    assert names == ["news.kk.po.old", "news.kk.po.old2"]


def test_damaged_review_file_is_kept(reviewed: Path) -> None:
    """What cannot be read cannot be carried over; it is not overwritten either."""
    reviewed.write_text('msgid "обрезано')
    said: list[str] = []
    translated(reviewed.parent, said.append)
    assert (reviewed.parent / "news.kk.po.old").read_text() == 'msgid "обрезано'
    assert said


def test_force_starts_afresh(reviewed: Path) -> None:
    """--force drops what was reviewed."""
    (result,) = translated(reviewed.parent, force=True)
    assert result.kept == 0
    assert all(entry.fuzzy for entry in polib.pofile(str(reviewed)))


def test_work_done_in_another_format_is_carried_over(reviewed: Path) -> None:
    """Reviewed as PO, now asked for as a page: the page has it, the PO stays as it is."""
    old = reviewed.read_bytes()
    (result,) = translated(reviewed.parent, reviews=("html",))
    assert result.kept == 5
    assert reviewed.read_bytes() == old


def test_newer_of_two_files_wins(reviewed: Path, edit: Edit) -> None:
    """The page has last week's target, the PO today's: no conflict, today's goes into both."""
    translated(reviewed.parent, reviews=("po", "html"))
    os.utime(reviewed.with_suffix(".html"), (time.time() - 600,) * 2)

    def change(catalogue: Any) -> None:
        catalogue[2].msgstr = "Бүгінгі аударма."

    edit(reviewed, change)
    translated(reviewed.parent, lambda message: None, reviews=("po", "html"))
    assert polib.pofile(str(reviewed))[2].msgstr == "Бүгінгі аударма."
    assert "Бүгінгі аударма." in reviewed.with_suffix(".html").read_text(encoding="utf-8")


def test_articles_of_one_name_in_two_folders_do_not_mix(tmp_path: Path, edit: Edit) -> None:
    """Both are called index.md; each keeps its own reviewed rows."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder, target in zip(folders, ("Бірінші", "Екінші"), strict=True):
        folder.mkdir()
        (folder / "index.md").write_text("# Заголовок\n", encoding="utf-8")
        translated(folder, name="index.md")

        def change(catalogue: Any, target: str = target) -> None:
            catalogue[0].msgstr = target

        edit(folder / "index.kk.po", change)
    sources = [folder / "index.md" for folder in folders]
    job = Job(sources, ("kk",), reviews=("po",), engine="identity", use_glossary=False)
    assert [result.kept for result in translate_files(job, nobody, lambda n: None)] == [1, 1]
    assert [(folder / "index.kk.md").read_text(encoding="utf-8") for folder in folders] == ["# Бірінші\n", "# Екінші\n"]


def test_sources_whose_review_files_would_meet_are_refused(folder: Path) -> None:
    """news.md and news.txt have one news.kk.po."""
    (folder / "news.txt").write_text("Текст.", encoding="utf-8")
    job = Job((folder / "news.md", folder / "news.txt"), ("kk",), reviews=("po",), engine="identity")
    with pytest.raises(UsageError, match="same file"):
        translate_files(job, nobody, lambda n: None)


def test_memory_of_one_article_serves_the_next(reviewed: Path, tmp_path: Path) -> None:
    """Approved in one article, known in another: exact goes in, similar is suggested, drafts are learned from."""
    memory = tmp_path / "memory.sqlite"
    translated(reviewed.parent, memory=memory)
    apply_reviews([reviewed], Request(memory=memory), nobody)
    text = "# Другая новость\n\nОн даст 5 рабочих мест. Второй абзац о людях и горах.\n"
    (reviewed.parent / "next.md").write_text(text, encoding="utf-8")
    for exact, fuzzy in (("fuzzy", True), ("approved", False)):
        (result,) = translated(reviewed.parent, name="next.md", memory=memory, exact=exact, force=True)
        rows = {entry.msgctxt: entry for entry in polib.pofile(str(reviewed.parent / "next.kk.po"))}
        assert result.recalled == 1
        assert (rows["next/p2.s1"].msgstr, rows["next/p2.s1"].fuzzy) == ("Ол 5 жұмыс орнын береді.", fuzzy)
        assert "memory 93 %: Второй абзац о людях и городах." in rows["next/p2.s2"].comment


def test_drafts_are_remembered_for_lessons(folder: Path, edit: Edit, tmp_path: Path) -> None:
    """The correction of a draft is known after apply: what stood there, what stands there now."""
    memory = tmp_path / "memory.sqlite"
    translated(folder, memory=memory)

    def change(catalogue: Any) -> None:
        catalogue[4].msgstr = "Екінші абзац."

    apply_reviews([edit(folder / "news.kk.po", change)], Request(memory=memory), nobody)
    with Memory.open(memory) as opened:
        corrected = [(pair.draft, pair.target) for pair in opened.pairs() if pair.draft != pair.target]
    assert corrected == [("Второй абзац о людях и городах.", "Екінші абзац.")]


def test_broken_memory_does_not_stop_a_translation(folder: Path, tmp_path: Path) -> None:
    """One line about it, and the drafts are there."""
    memory = tmp_path / "memory.sqlite"
    memory.write_text("не база" * 1000)
    said: list[str] = []
    translated(folder, said.append, memory=memory)
    assert len(said) == 1
    assert "damaged" in said[0]
    assert (folder / "news.kk.po").exists()


def test_memory_that_breaks_down_on_the_way_is_said_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Suggestions fail one after the other: one line, and every segment has its draft."""

    def broken(memory: object, lang: str) -> object:
        def suggest(segment: object) -> object:
            raise MemoryStoreError("memory.sqlite: cannot be used (disk I/O error)")

        return suggest

    monkeypatch.setattr("localize.desk.remember.suggester", broken)
    said: list[str] = []
    (result,) = translated(folder, said.append, memory=tmp_path / "memory.sqlite")
    assert (result.segments, len(said)) == (5, 1)


def test_without_memory_nothing_is_written_elsewhere(folder: Path, tmp_path: Path) -> None:
    """No memory asked for: none is made."""
    translated(folder)
    assert (folder / "news.md").read_text(encoding="utf-8") == ARTICLE
    assert not list(tmp_path.rglob("*.sqlite"))
