"""Which glossaries apply, which of them wins, and what is reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from localize.errors import GlossaryError
from localize.glossary.catalogue import write
from localize.glossary.term import Term
from localize.glossary.termbase import load, merged, shipped, termbase_for

ASTANA = Term("Астана", "Астана", "kk", "place")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration is an empty folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_the_shipped_glossary_is_read() -> None:
    """It holds the countries and the institutions."""
    terms = {t.source: t.target for t in shipped("kk")}
    assert terms["Франция"] == "Франция"
    assert terms["США"] == "АҚШ"


def test_the_nearest_glossary_wins_and_conflicts_are_reported(home: Path) -> None:
    """--glossary before the folder of the article before the user's before the shipped one."""
    own = home / "config" / "localize"
    own.mkdir(parents=True)
    (own / "glossary.csv").write_text("ru,kk\nАстана,C\nКонаев,Қонаев қаласы\n", encoding="utf-8")
    (home / "glossary.po").write_bytes(write([replace(ASTANA, target="B")], "kk"))
    (home / "named.csv").write_text("ru,kk\nАстана,A\n", encoding="utf-8")
    base = termbase_for("kk", home / "article.txt", [home / "named.csv"])
    assert [t.target for t in base.terms if t.source == "Астана"] == ["A"]
    assert [t.target for t in base.terms if t.source == "Конаев"] == ["Қонаев қаласы"]
    assert [c.dropped.target for c in base.conflicts if c.kept.source == "Астана"] == ["B", "C", "Астана"]


def test_a_candidate_is_not_used() -> None:
    """What nobody approved waits."""
    assert merged("kk", [[replace(ASTANA, status="candidate")]]).usable == ()


def test_the_hash_tells_what_matters() -> None:
    """A new target is a new hash; a note is not."""
    first = merged("kk", [[ASTANA]])
    assert first.hash == merged("kk", [[replace(ASTANA, note="столица", origin="x")]]).hash
    assert first.hash != merged("kk", [[replace(ASTANA, target="Нұр-Сұлтан")]]).hash


def test_another_language_is_passed_over(home: Path) -> None:
    """An English glossary beside the article does not disturb Kazakh."""
    (home / "glossary.po").write_bytes(write([replace(ASTANA, lang="en", target="Astana!")], "en"))
    assert not termbase_for("kk", home / "article.txt").conflicts


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("none.po", None),
        ("empty.po", b""),
        ("bad.po", b'msgid "a\nmsgstr'),
        ("nolang.po", b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n'),
        ("kind.po", b'msgid ""\nmsgstr "Language: kk\\n"\n\nmsgctxt "thing"\nmsgid "a"\nmsgstr "b"\n'),
        ("flag.po", b'msgid ""\nmsgstr "Language: kk\\n"\n\n#. flags: exakt\nmsgid "a"\nmsgstr "b"\n'),
        ("bytes.csv", b"ru,kk\n\xff\xfe\xfa,b\n"),
        ("head.csv", b"a,b\n1,2\n"),
        ("twice.csv", "ru,kk\nа,б\nа,в\n".encode()),
        ("quote.csv", b'ru,kk\n"a,b\n'),
        ("kind.csv", b"ru,kk,kind\na,b,thing\n"),
        ("tab.tsv", b"a b c\n"),
        ("entity.tbx", b'<!DOCTYPE martif [<!ENTITY x "y">]><martif>&x;</martif>'),
        ("html.tbx", b"<html/>"),
        ("broken.tbx", b"<martif>"),
        ("terms.xls", b"x"),
    ],
)
def test_a_bad_file_is_named_and_refused(home: Path, name: str, data: bytes | None) -> None:
    """Every way a glossary can be wrong ends in one error with the file's name and a next step."""
    if data is not None:
        (home / name).write_bytes(data)
    with pytest.raises(GlossaryError, match=name) as caught:
        load(home / name, None if name == "nolang.po" else "kk")
    assert caught.value.hint
