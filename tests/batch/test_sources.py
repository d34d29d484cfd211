"""Feeds: read as their standards say, given back with nothing changed but what was translated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from localize.batch.item import Item
from localize.batch.sources import SOURCES, Source, kind_of

NAMES = [
    "novosti.rss.xml", "vestnik.atom.xml", "gazeta.feed.json", "rss10.rdf", "newsml.xml", "ninjs1.json", "ninjs2.json",
    "lines.jsonl",
]  # fmt: skip


def opened(name: str, cases: Path, feeds: Path, tmp_path: Path, base: str = "") -> Source:
    path = feeds / name if (feeds / name).exists() else cases / name
    source: Source = SOURCES[kind_of(path, path.read_bytes()[:4096])](path.name, path, tmp_path, base)
    return source


def given_back(source: Source, find: object, lang: str = "kk") -> str:
    return b"".join(source.translated(find, lang)).decode("utf-8")  # type: ignore[arg-type]


def upper(item: Item) -> Sequence[str]:
    return [f"{part.before}{part.text.replace('о', 'ө')}{part.after}" for part in item.parts]


@pytest.mark.parametrize(
    ("name", "titles", "facts"),
    [
        ("novosti.rss.xml", 5, ("novosti-117", "https://novosti.example.kz/ekonomika/zavod-117",
                                "2026-11-21T09:30:00+05:00")),
        ("vestnik.atom.xml", 5, ("urn:uuid:6f1c0f0e-8b14-4c39-9a55-0c7c3c1d2a01", "https://vestnik.example.kz/meteo",
                                 "2026-11-20T10:00:00+05:00")),
        ("gazeta.feed.json", 5, ("gazeta-2026-47-1", "https://gazeta.example.kz/47/1", "2026-11-15T08:00:00+05:00")),
        ("rss10.rdf", 2, ("https://example.kz/1", "https://example.kz/1", "2026-11-20T08:00:00+05:00")),
        ("newsml.xml", 1, ("urn:newsml:example.kz:20261120:1", "", "2026-11-20T08:55:00+05:00")),
        ("ninjs1.json", 1, ("urn:ninjs:1", "", "2026-11-20T08:00:00+05:00")),
        ("ninjs2.json", 1, ("urn:ninjs:2", "", "2026-11-20T08:00:00+05:00")),
        ("lines.jsonl", 5, ("1", "", "2026-11-20T00:00:00")),
    ],
)  # fmt: skip
def test_items_and_their_facts(
    name: str, titles: int, facts: tuple[str, str, str], cases: Path, feeds: Path, tmp_path: Path
) -> None:
    """Number of items, and id, link and date of the first, for every kind of feed."""
    items = [i for i in opened(name, cases, feeds, tmp_path).items() if not i.id.startswith("(feed)")]
    assert len(items) == titles
    assert (items[0].id, items[0].link, items[0].date) == facts


@pytest.mark.parametrize("name", NAMES)
def test_only_texts_and_languages_change(name: str, cases: Path, feeds: Path, tmp_path: Path) -> None:
    """With every text given back as it was, the feed is the same but for the language it names."""
    source = opened(name, cases, feeds, tmp_path)
    path = feeds / name if (feeds / name).exists() else cases / name
    same = given_back(source, lambda item: [p.before + p.text + p.after for p in item.parts], "ru")
    original = path.read_text(encoding="utf-8")
    if name.endswith(("xml", "rdf")):
        assert same.replace("ru-KZ", "ru") == original.replace("UTF-8", "utf-8").replace("ru-KZ", "ru")
    elif name.endswith("jsonl"):
        assert len(same.splitlines()) == len(original.splitlines())
    else:
        plain = json.loads(original)
        assert json.loads(same) == ({**plain, "items": [{**i, "language": "ru"} for i in plain["items"]]}
                                    if "items" in plain else plain)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_translated_in_its_place(name: str, cases: Path, feeds: Path, tmp_path: Path) -> None:
    """What comes back reads again as items with the same ids and the translated texts."""
    source = opened(name, cases, feeds, tmp_path)
    written = tmp_path / f"again-{name}"
    written.write_text(given_back(source, upper), encoding="utf-8")
    again = SOURCES[kind_of(written, written.read_bytes()[:4096])](name, written, tmp_path / "again", "")
    (tmp_path / "again").mkdir()
    before = [i for i in source.items() if not i.problem]
    after = [i for i in again.items() if not i.problem]
    assert [(i.id, i.link, i.date) for i in after] == [(i.id, i.link, i.date) for i in before]
    assert [[p.before + p.text + p.after for p in i.parts] for i in after] == [upper(i) for i in before]


@pytest.mark.parametrize("name", ["novosti.rss.xml", "vestnik.atom.xml", "rss10.rdf"])
def test_a_translated_feed_is_valid(name: str, cases: Path, feeds: Path, tmp_path: Path) -> None:
    """feedparser, which is not ours, reads as many items with the same ids and links, and the language is set."""
    path = feeds / name if (feeds / name).exists() else cases / name
    written = given_back(opened(name, cases, feeds, tmp_path), upper)
    before, after = feedparser.parse(path.read_bytes()), feedparser.parse(written.encode())
    assert not after.bozo
    assert len(after.entries) == len(before.entries)
    assert [(e.get("id"), e.link) for e in after.entries] == [(e.get("id"), e.link) for e in before.entries]
    assert (after.feed.get("language") or after.feed.get("dc_language")) == "kk"
    assert all("ө" in e.title or "о" not in b.title for e, b in zip(after.entries, before.entries, strict=True))


def test_unknown_elements_stay(cases: Path, feeds: Path, tmp_path: Path) -> None:
    """Comments, foreign namespaces and their prefixes are where they were."""
    written = given_back(opened("novosti.rss.xml", cases, feeds, tmp_path), upper)
    assert "<desk:priority>2</desk:priority>" in written
    assert "<!-- Образец ленты" in written


def test_what_is_not_translated_says_it_is_russian(cases: Path, feeds: Path, tmp_path: Path) -> None:
    """An item without a translation stays in the feed, labelled in every kind of feed."""
    for name in ("novosti.rss.xml", "vestnik.atom.xml", "gazeta.feed.json", "lines.jsonl"):
        written = given_back(opened(name, cases, feeds, tmp_path), lambda item: None)
        assert written.count('xml:lang="ru"') + written.count('"language": "ru"') >= 3
    ElementTree.fromstring(given_back(opened("novosti.rss.xml", cases, feeds, tmp_path), lambda item: None))


def test_a_fetched_feed_keeps_its_base(cases: Path, feeds: Path, tmp_path: Path) -> None:
    """Relative links of a feed from an address keep their meaning wherever the translation is served."""
    source = opened("rss10.rdf", cases, feeds, tmp_path, "https://example.kz/a?b&c")
    root = ElementTree.fromstring(given_back(source, upper))
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "https://example.kz/a?b&c"


def test_markup_that_a_translation_broke_is_left_as_it_was(cases: Path, feeds: Path, tmp_path: Path) -> None:
    """Elements inside Atom's xhtml content must nest: a translation that does not gives way to the original."""
    source = opened("vestnik.atom.xml", cases, feeds, tmp_path)
    written = given_back(source, lambda item: [p.text.replace("</em>", "") for p in item.parts])
    ElementTree.fromstring(written)
    assert "<em>метеостанцию</em>" in written
