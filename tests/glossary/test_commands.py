"""`localize glossary`: what a person types and what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localize.cli.glossary import glossary
from localize.errors import GlossaryError
from localize.glossary.termbase import load


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with the user's configuration in it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(glossary, words)


def own(home: Path) -> Path:
    return home / "config" / "localize" / "kk" / "glossary.po"


def test_a_term_is_added_found_changed_and_removed(home: Path) -> None:
    """The life of a term in one's own glossary."""
    assert run("add", "Кызылкайрат", "Қызылқайрат", "--kind", "place", "--flag", "exact").exit_code == 0
    [found] = json.loads(run("find", "Кызылкайрат", "--json").stdout)
    assert (found["target"], found["flags"], found["status"]) == ("Қызылқайрат", ["exact"], "approved")
    assert run("edit", "Кызылкайрат", "--target", "Қызыл Қайрат", "--forbid", "Кызыл Кайрат").exit_code == 0
    [term] = load(own(home))
    assert (term.target, term.flags, term.forbidden) == ("Қызыл Қайрат", ("exact",), ("Кызыл Кайрат",))
    assert run("remove", "Кызылкайрат").exit_code == 0
    assert load(own(home)) == []


def test_adding_twice_and_changing_nothing_are_refused(home: Path) -> None:
    """The error names the term; the file stays as it was."""
    run("add", "а", "б")
    before = own(home).read_bytes()
    assert isinstance(run("add", "а", "в").exception, GlossaryError)
    assert isinstance(run("edit", "нет", "--target", "x").exception, GlossaryError)
    assert isinstance(run("remove", "нет").exception, GlossaryError)
    assert own(home).read_bytes() == before


def test_a_header_that_poedit_wrote_stays(home: Path) -> None:
    """Changing a term does not throw away who translated and when."""
    run("add", "а", "б")
    text = own(home).read_text(encoding="utf-8")
    own(home).write_text(text.replace('"Language: kk', '"Last-Translator: Айгүл\\n"\n"Language: kk'), encoding="utf-8")
    run("add", "в", "г")
    assert "Last-Translator: Айгүл" in own(home).read_text(encoding="utf-8")


def test_finds_terms_in_inflected_text(home: Path) -> None:
    """A sentence will do; exit code 1 when nothing is there."""
    found = json.loads(run("find", "говорили о товарообороте с Китаем", "--json").stdout)
    assert [t["source"] for t in found] == ["товарооборот", "Китай"]
    assert run("find", "ъъъ").exit_code == 1


@pytest.mark.parametrize("name", ["x.po", "x.csv", "x.tsv", "x.tbx"])
def test_what_is_exported_is_imported(home: Path, name: str) -> None:
    """The shipped terms go out and come in, every one."""
    assert run("export", name, "--to", "kk").exit_code == 0
    result = run("import", name, "--file", "mine.po")
    assert result.exit_code == 0, result.exception
    out = {(t.kind, t.source, t.target, t.flags) for t in load(Path("mine.po")) if t.status == "approved"}
    assert out == {(t.kind, t.source, t.target, t.flags) for t in load(home / name, "kk") if t.status == "approved"}
    assert len(out) > 2500


def test_importing_keeps_what_is_there_unless_told(home: Path) -> None:
    """The newsroom's own word stands."""
    run("add", "а", "б")
    Path("new.csv").write_text("ru,kk\nа,в\nг,д\n", encoding="utf-8")
    assert "1 new, 1 differ" in run("import", "new.csv").stdout
    assert {t.source: t.target for t in load(own(home))} == {"а": "б", "г": "д"}
    run("import", "new.csv", "--overwrite")
    assert {t.source: t.target for t in load(own(home))} == {"а": "в", "г": "д"}


def test_check_wants_a_person_to_look(home: Path) -> None:
    """Exit code 3 for a fault, 0 without."""
    Path("bad.csv").write_text("ru,kk,kind\nа,б,term\nа,в,place\n", encoding="utf-8")
    result = run("check", "bad.csv", "--json")
    assert result.exit_code == 3
    assert {f["fault"] for f in json.loads(result.stdout)} >= {"contradiction"}
    Path("good.csv").write_text("ru,kk\nкруглый стол,дөңгелек үстел\n", encoding="utf-8")
    assert run("check", "good.csv").exit_code == 0


def test_suggests_candidates(home: Path) -> None:
    """Names of an article become a catalogue of fuzzy entries."""
    text = "Предприниматель Аскар Бектуров открыл в Алматы новый большой цех, где будут работать люди."
    Path("article.txt").write_text(text, encoding="utf-8")
    assert run("suggest", "article.txt", "--out", "c.po").exit_code == 0
    assert [(t.source, t.target, t.status) for t in load(Path("c.po"))] == [
        ("Аскар Бектуров", "Асқар Бектұров", "candidate")
    ]


def test_prints_the_forms_of_a_term() -> None:
    """The table that a person checks."""
    assert json.loads(run("forms", "АҚШ", "--json").stdout)["singular"]["genitive"] == "АҚШ-тың"


def test_lists_by_kind_and_status(home: Path) -> None:
    """Filters leave only what was asked for."""
    run("add", "Имя", "Есім", "--kind", "person", "--candidate")
    listed = json.loads(run("list", "--kind", "person", "--status", "candidate", "--json").stdout)
    assert [t["source"] for t in listed] == ["Имя"]


def test_suggests_from_a_feed(home: Path) -> None:
    """Every item of a feed is read; a feed that is none is refused."""
    item = "<item><title>Аскар Бектуров открыл цех</title><guid>{}</guid><description>Вчера.</description></item>"
    items = "".join(item.format(n) for n in range(3))
    Path("feed.xml").write_text(
        f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>', encoding="utf-8"
    )
    assert run("suggest", "feed.xml", "--out", "c.po").exit_code == 0
    [term] = load(Path("c.po"))
    assert (term.source, term.note.split(":")[0]) == ("Аскар Бектуров", "3×")
