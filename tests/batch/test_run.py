"""Runs: only what is new or stale is done, failures are kept and retried on request, edits are never lost."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.batch.interrupt import interruptible
from localize.batch.ledger import Ledger
from localize.batch.progress import Progress
from localize.batch.run import Request, Summary, run_batch
from localize.desk import apply_review
from localize.errors import BatchError, ReadError, WriteError

Batch = Callable[..., Summary]
FeedOf = Callable[[Path, list[str]], Path]
Tree = Callable[[Path], dict[str, str]]
TEXTS = ["Мост через реку открыт.", "Аптека переехала на новую улицу.", "Ярмарка пройдёт в субботу."]


def states(out: Path) -> dict[str, str]:
    rows = json.loads((out / "report.json").read_text(encoding="utf-8"))["items"]
    return {f"{row['id']}/{row['lang']}": row["state"] for row in rows}


def test_a_second_run_asks_the_engine_nothing(
    batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf, tree: Tree
) -> None:
    """Same sources, package, glossary and settings: no text is translated, no byte changes."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    first = batch(feed, engine="odd")
    before, asked = tree(tmp_path / "out"), odd.read_text(encoding="utf-8")
    second = batch(feed, engine="odd")
    assert (first.new, second.new, second.kept) == (4, 0, 4)
    assert (tree(tmp_path / "out"), odd.read_text(encoding="utf-8")) == (before, asked)


def test_only_what_has_changed_is_done_again(batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf) -> None:
    """A changed item and a new one are translated, the others are not."""
    batch(feed_of(tmp_path / "feed.xml", TEXTS), engine="odd")
    odd.write_text("")
    summary = batch(
        feed_of(tmp_path / "feed.xml", [TEXTS[0], "Аптека закрыта.", TEXTS[2], "Вечером дождь."]), engine="odd"
    )
    asked = odd.read_text(encoding="utf-8")
    assert summary.new == 2
    assert "закрыта" in asked
    assert "Мост" not in asked


def test_settings_make_items_stale(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """Another glossary or other review files: everything is done again."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    glossary = tmp_path / "own.csv"
    glossary.write_text("ru,kk,en,kind,status,note\nмост,көпір,bridge,term,approved,\n", encoding="utf-8")
    assert batch(feed).new == 4
    assert batch(feed, reviews=("po", "csv")).new == 4
    assert batch(feed, reviews=("po", "csv"), glossaries=(glossary,)).new == 4
    assert batch(feed, reviews=("po", "csv"), glossaries=(glossary,)).new == 0


def test_deleted_files_are_written_again(batch: Batch, tmp_path: Path, feed_of: FeedOf, tree: Tree) -> None:
    """A row whose files are gone is not believed."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    before = tree(tmp_path / "out")
    next((tmp_path / "out" / "feed").glob("g1-*/*.po")).unlink()
    assert batch(feed).new == 1
    assert tree(tmp_path / "out") == before


def test_equal_segments_are_translated_once(batch: Batch, odd: Path, tmp_path: Path) -> None:
    """A window's equal texts go to the real engine once (here: the ctranslate engine's own promise, by its input)."""
    from localize.engines.ctranslate import CTranslateEngine

    calls: list[str] = []

    class Counting(CTranslateEngine):
        def _chunk(self, texts: list[str], n_best: int) -> dict[str, list[object]]:  # type: ignore[override]
            calls.extend(texts)
            from localize.engines.fake import identity

            return dict(zip(texts, identity("ru", "kk").translate(texts), strict=True))  # type: ignore[arg-type]

        def _fits(self, text: str) -> bool:
            return True

    Counting(None, None, None, 1).translate(["Да.", "Нет.", "Да."])  # type: ignore[arg-type]
    assert sorted(calls) == ["Да.", "Нет."]


@pytest.mark.parametrize("jobs", [0, 2])
def test_one_bad_article_does_not_stop_the_rest(
    jobs: int, batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf
) -> None:
    """An exception in one article fails that article, with its reason; --retry-failed tries it again."""
    feed = feed_of(tmp_path / "feed.xml", [TEXTS[0], "Всё сломано сегодня.", TEXTS[2]])
    summary = batch(feed, engine="odd", jobs=jobs)
    assert [(row.id, "ValueError: of all things" in row.reason) for row in summary.failures] == [("g1", True)]
    assert batch(feed, engine="odd", jobs=jobs).new == 0
    assert batch(feed, engine="odd", jobs=jobs, retry_failed=True).new == 1


def test_an_article_that_kills_its_process_fails_alone(
    batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf
) -> None:
    """A crash of the engine itself costs one article; the others of its window are done again."""
    feed = feed_of(tmp_path / "feed.xml", [TEXTS[0], "Это смертельно.", TEXTS[2]])
    summary = batch(feed, engine="odd", jobs=1)
    assert [(row.id, row.reason) for row in summary.failures] == [("g1", "the process died while translating it")]
    assert sorted(states(tmp_path / "out").values()) == ["done", "done", "done", "failed"]


def test_processes_give_the_same_bytes(
    batch: Batch, feeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    """One process, two, or none but this: the same tree."""
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 3)
    batch(feeds, jobs=0)
    batch(feeds, jobs=2, out=tmp_path / "two")
    assert tree(tmp_path / "two") == tree(tmp_path / "out")


def test_limit_and_since(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """--limit takes so many new ones a run; --since leaves out what is older but not what has no date."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    assert [batch(feed, limit=2).new, batch(feed, limit=2).new, batch(feed, limit=2).new] == [2, 2, 0]
    assert batch(feed, since="2026-02-03", out=tmp_path / "since").new == 2  # one item and the feed's own title


def test_two_languages(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """Each language has its files, its feed and its rows."""
    batch(feed_of(tmp_path / "feed.xml", TEXTS), languages=["kk", "en"])
    assert {p.name for p in (tmp_path / "out").glob("feed.*")} == {"feed.kk.xml", "feed.en.xml"}
    assert len(states(tmp_path / "out")) == 8


def test_folders_and_globs(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """Articles of a folder, each in its own format, with their sources beside the results; feeds in it are feeds."""
    inbox = tmp_path / "inbox"
    (inbox / "deep").mkdir(parents=True)
    (inbox / "a.txt").write_text("Мост через реку открыт.", encoding="utf-8")
    (inbox / "deep" / "b.md").write_text("# Аптека\n\nАптека переехала.", encoding="utf-8")
    (inbox / "empty.txt").write_text("")
    (inbox / ".hidden.txt").write_text("Скрытый текст.", encoding="utf-8")
    feed_of(inbox / "feed.xml", TEXTS[:1])
    summary = batch(inbox)
    assert (summary.new, [row.id for row in summary.failures]) == (5, ["empty.txt"])
    [article] = (tmp_path / "out" / "inbox").glob("b.md-*/b.kk.md")
    assert article.read_text(encoding="utf-8") == "# Аптека\n\nпереехала. Аптека"
    assert batch(str(inbox / "**" / "*.md"), out=tmp_path / "glob").new == 1


def test_a_reviewed_article_goes_into_the_feed(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """What `localize apply` makes of the review file is what the next run publishes, and it stays."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    [review] = (tmp_path / "out" / "feed").glob("g1-*/*.kk.po")
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("#, fuzzy\n", "").replace('msgstr "улицу.', 'msgstr "Дәріхана'), encoding="utf-8")
    apply_review(review, force=True)
    assert batch(feed).new == 0
    assert "Дәріхана" in (tmp_path / "out" / "feed.kk.xml").read_text(encoding="utf-8")


def test_an_edited_review_file_is_not_overwritten(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """A newer version of an article whose review file a person has edited fails, with the way out; --force wins."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    [review] = (tmp_path / "out" / "feed").glob("g1-*/*.kk.po")
    edited = review.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    review.write_text(edited, encoding="utf-8")
    newer = feed_of(tmp_path / "feed.xml", [TEXTS[0], "Аптека закрыта.", TEXTS[2]])
    [failed] = batch(newer).failures
    assert "edited by a reviewer" in failed.reason
    assert review.read_text(encoding="utf-8") == edited
    assert batch(newer, retry_failed=True, force=True).failures == []


def test_a_full_disk_loses_nothing(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf, tree: Tree
) -> None:
    """When the disk refuses in the middle, the run stops with plain words, and the next one completes the tree."""
    from localize.batch import results

    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 2)
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed, out=tmp_path / "whole")
    left, write = 7, results.write_file

    def full(path: Path, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise WriteError(f"{path}: cannot be written (No space left on device)")
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(results, "write_file", full)
        with pytest.raises(WriteError, match="No space"):
            batch(feed)
    assert batch(feed).new == 2
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_one_run_at_a_time(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """A folder in use is refused; status can be asked meanwhile."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    with Ledger(tmp_path / "out"), pytest.raises(BatchError, match="another"):
        batch(feed)
    with Ledger(tmp_path / "out"), Ledger(tmp_path / "out", read_only=True) as ledger:
        assert len(list(ledger.rows())) == 4


def test_a_name_that_is_not_there_stops_before_anything(batch: Batch, tmp_path: Path) -> None:
    """A typing error is no failure to be recorded."""
    with pytest.raises(ReadError, match="no such file"):
        batch(tmp_path / "nosuch.xml")


def test_interrupted_once(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf) -> None:
    """Ctrl-C finishes the window in hand; the run says it was interrupted, and the next one goes on."""
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 2)
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    said: list[str] = []
    request = Request([str(feed)], ["kk"], tmp_path / "out", jobs=0, engine="reverse", reviews=("po",), glossaries=None)
    with interruptible(said.append) as stopped:
        shown = Progress(lambda line, last: signal.raise_signal(signal.SIGINT), interval=0.0)
        summary = run_batch(request, said.append, shown, lambda: stopped(0))
    assert (summary.interrupted, summary.new, len(said)) == (True, 2, 1)
    assert not (tmp_path / "out" / "feed.kk.xml").exists()
    assert (batch(feed).new, batch(feed).interrupted) == (2, False)


def test_interrupted_twice() -> None:
    """The second Ctrl-C does not wait."""
    with interruptible(lambda text: None):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
