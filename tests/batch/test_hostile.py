"""Broken and hostile feeds: a clear result for each item, no crash, no connection."""

from __future__ import annotations

import json
import resource
import socket
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from localize.batch.run import Summary

Batch = Callable[..., Summary]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def results(out: Path) -> dict[str, tuple[str, str]]:
    rows = json.loads((out / "report.json").read_text(encoding="utf-8"))["items"]
    return {row["id"]: (row["state"], row["reason"]) for row in rows}


@pytest.mark.parametrize(("name", "entity"), [("bomb.xml", "a"), ("external.xml", "secret")])
def test_entities_are_refused(name: str, entity: str, batch: Batch, cases: Path, tmp_path: Path) -> None:
    """A feed that declares entities is refused as a whole; nothing is expanded, nothing is read from disk."""
    summary = batch(cases / "hostile" / name)
    assert [(row.id, f"entity '{entity}'" in row.reason) for row in summary.failures] == [("", True)]
    assert "root:" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_an_external_dtd_is_not_fetched(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """RSS 0.91 names a DTD on a server: it is left alone, and its HTML entities are understood all the same."""
    summary = batch(cases / "hostile" / "dtd.xml")
    feed = (tmp_path / "out" / "dtd.kk.xml").read_text(encoding="utf-8")
    assert summary.failures == []
    assert "Цена" in feed
    assert "—" in feed


def test_careless_feeds_are_mended(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """Bare ampersands, undeclared entities, HTML in titles, doubled guids, no dates, paths as guids."""
    summary = batch(cases / "hostile" / "careless.xml")
    found = results(tmp_path / "out")
    assert summary.failures == []
    assert {"1", "2", "3", "3#2", "../../../etc/passwd", "5", "6"} <= set(found)
    assert [state for state, _ in found.values()].count("skipped") == 1  # the item with nothing in it
    written = (tmp_path / "out" / "careless.kk.xml").read_bytes()
    before = feedparser.parse((cases / "hostile" / "careless.xml").read_bytes())
    after = feedparser.parse(written)
    assert not after.bozo
    assert len(after.entries) == len(before.entries) == 10
    assert [e.get("id") for e in after.entries][2:5] == ["3", "3", "3"]
    assert after.entries[2].title == after.entries[4].title == "Сегодня открыт Мост"
    assert after.entries[3].title == "Ремонт на закрыт Мост"


def test_nothing_is_written_outside(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """A guid that is a path upwards is a name like any other."""
    before = {p for p in tmp_path.iterdir()}
    batch(cases / "hostile" / "careless.xml")
    assert {p for p in tmp_path.iterdir()} - before == {tmp_path / "out"}


def test_the_report_is_harmless(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """Titles are no formulas in the CSV and no markup on the page, links lead to http only."""
    batch(cases / "hostile" / "careless.xml")
    table = (tmp_path / "out" / "report.csv").read_text(encoding="utf-8-sig")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in table
    assert not any(cell.startswith("=") for line in table.splitlines() for cell in line.split(","))
    assert "javascript:" not in page
    assert "<script>alert" not in page


def test_a_feed_cut_off_gives_what_it_has(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """What stands before the damage is translated; the damage is a failure with its line; no broken feed is written."""
    summary = batch(cases / "hostile" / "cut.xml")
    assert [row.reason.partition(" (")[0] for row in summary.failures] == ["the feed is damaged from line 5 on"]
    assert results(tmp_path / "out")["1"][0] == "done"
    assert not (tmp_path / "out" / "cut.kk.xml").exists()


@pytest.mark.parametrize("name", ["says-utf8-is-cp1251.xml", "says-cp1251-is-utf8.xml"])
def test_wrong_declarations_are_seen_through(name: str, batch: Batch, cases: Path, tmp_path: Path) -> None:
    """The bytes decide about the encoding; the translated feed is UTF-8 and says so."""
    batch(cases / "hostile" / name)
    written = (tmp_path / "out" / f"{Path(name).stem}.kk.xml").read_text(encoding="utf-8")
    assert "Бюджета проект рассмотрело Правительство" in written
    assert 'encoding="utf-8"' in written


@pytest.mark.slow
def test_a_hundred_megabytes_in_one_item(batch: Batch, tmp_path: Path) -> None:
    """The item is refused, its neighbours are not, and it never was in memory as a whole."""
    small = "<item><guid>{}</guid><title>Мост открыт</title></item>"
    feed = tmp_path / "big.xml"
    with feed.open("wb") as stream:
        stream.write(f'<rss version="2.0"><channel><title>Лента</title>{small.format(1)}'.encode())
        stream.write(b"<item><guid>2</guid><title>x</title><description><![CDATA[")
        for _ in range(100):
            stream.write((b"<p>" + b"abcdefghi" * 100 + b"</p>\n") * (2**20 // 908))
        stream.write(f"]]></description></item>{small.format(3)}</channel></rss>".encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    summary = batch(feed)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80 * 1024  # kilobytes
    assert [(row.id, row.reason) for row in summary.failures] == [("2", "the item is larger than 5 MB")]
    after = feedparser.parse((tmp_path / "out" / "big.kk.xml").read_bytes()[:200])
    assert after.feed.title == "Лента"
    assert summary.new == 3


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("deep.xml", "<rss><channel>" + "<a>" * 500 + "</a>" * 500 + "</channel></rss>", "nested more than"),
        ("deep.json", "[" * 100_000, "damaged JSON"),
        ("page.xml", "<html><body>Страница</body></html>", "not RSS, Atom or NewsML-G2"),
        ("empty.xml", " ", "the feed is empty"),
        ("other.json", '{"a": 1}', "neither JSON Feed nor ninjs"),
    ],
)
def test_what_is_no_feed_is_said(name: str, text: str, reason: str, batch: Batch, tmp_path: Path) -> None:
    """Every kind of wrong file is one failure with a reason."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [reason in row.reason for row in batch(path).failures] == [True]


def test_lines_fail_one_by_one(batch: Batch, cases: Path, tmp_path: Path) -> None:
    """JSON Lines: a broken line costs that line; a Kazakh item is left alone; the order of lines stays."""
    batch(cases / "lines.jsonl")
    found = results(tmp_path / "out")
    assert {id: state for id, (state, _) in found.items()} == {
        "1": "done", "2": "done", "line 4": "failed", "line 5": "failed", "4": "skipped",
    }  # fmt: skip
    assert found["4"][1] == "this is Kazakh, not Russian"
    lines = (tmp_path / "out" / "lines.kk.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["language"] == "kk"
    assert lines[3] == "[1, 2]"


def test_half_a_surrogate_pair(batch: Batch, tmp_path: Path) -> None:
    """JSON can say what no text may hold: the item is translated, the file stays writable."""
    path = tmp_path / "half.json"
    path.write_text('[{"id": "\\ud800", "title": "Мост \\udfff открыт", "other": "\\ud800"}]', encoding="utf-8")
    assert batch(path).failures == []
    json.loads((tmp_path / "out" / "half.kk.json").read_text(encoding="utf-8"))
