"""Runs: only what is new or stale is done, failures are kept and retried on request, edits are never lost."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from localize.batch.interrupt import interruptible
from localize.batch.ledger import Ledger
from localize.batch.progress import Progress
from localize.batch.run import Request, Summary, run_batch
from localize.desk import apply_review
from localize.errors import BatchError, ReadError, WriteError
from localize.memory import Memory, Pair

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


def test_equal_segments_are_translated_once(batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf) -> None:
    """A text of one article that stands in others, of other windows too, is no work for the engine."""
    feed = feed_of(tmp_path / "feed.xml", [TEXTS[0]] * 20)
    batch(feed, engine="odd")
    assert sum("открыт" in line for line in odd.read_text(encoding="utf-8").splitlines()) == 1


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
    assert article.read_text(encoding="utf-8") == "# Аптека\n\nПереехала. Аптека"
    assert batch(str(inbox / "**" / "*.md"), out=tmp_path / "glob").new == 1


def test_a_reviewed_article_goes_into_the_feed(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """What `localize apply` makes of the review file is what the next run publishes, and it stays."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    [review] = (tmp_path / "out" / "feed").glob("g1-*/*.kk.po")
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("#, fuzzy\n", "").replace('msgstr "Улицу.', 'msgstr "Дәріхана'), encoding="utf-8")
    apply_review(review, force=True)
    assert batch(feed).new == 0
    assert "Дәріхана" in (tmp_path / "out" / "feed.kk.xml").read_text(encoding="utf-8")


def reviewed(out: Path) -> Path:
    """The review file of item g1, with its second row corrected and approved by a person."""
    [review] = (out / "feed").glob("g1-*/*.kk.po")
    text = review.read_text(encoding="utf-8")
    head, row = text.rsplit("#, fuzzy\n", 1)
    row = re.sub('msgstr ".*"', 'msgstr "Дәріхана көшті."', row)
    review.write_text(head + row, encoding="utf-8")
    return review


@pytest.mark.parametrize("jobs", [0, 1])
def test_reviewed_segments_are_carried_over(jobs: int, batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """A newer version of a reviewed article keeps what the person wrote for the sentences that still stand."""
    batch(feed_of(tmp_path / "feed.xml", TEXTS))
    review = reviewed(tmp_path / "out")
    newer = feed_of(tmp_path / "feed.xml", [TEXTS[0], f"{TEXTS[1]} Вечером будет дождь.", TEXTS[2]])
    assert batch(newer, jobs=jobs).failures == []
    text = review.read_text(encoding="utf-8")
    assert 'msgstr "Дәріхана көшті."' in text
    assert "Дождь. будет Вечером" in text
    assert not list(review.parent.glob("*.old*"))  # all of it stands in the new file
    assert "Дәріхана көшті. Дождь. будет Вечером" in (tmp_path / "out" / "feed.kk.xml").read_text(encoding="utf-8")


def test_carrying_over_again_changes_nothing(batch: Batch, tmp_path: Path, feed_of: FeedOf, tree: Tree) -> None:
    """A run that was killed after its files were written, before the ledger knew: the next one writes the same."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed)
    reviewed(tmp_path / "out")
    newer = feed_of(tmp_path / "feed.xml", [TEXTS[0], f"{TEXTS[1]} Вечером будет дождь.", TEXTS[2]])
    batch(newer)
    before = tree(tmp_path / "out")
    with Ledger(tmp_path / "out") as ledger:
        for row in list(ledger.rows()):
            ledger.forget(row.source, row.id, row.lang)
    assert batch(newer).new == 4
    assert tree(tmp_path / "out") == before


def test_work_that_no_longer_fits_is_kept_aside(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """Where the reviewed sentence is gone, the old file stays as a copy, which is said; --force drops it."""
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    for out, force in (("kept", False), ("dropped", True)):
        batch(feed, out=tmp_path / out)
        review = reviewed(tmp_path / out)
        said: list[str] = []
        newer = feed_of(tmp_path / "newer" / "feed.xml", [TEXTS[0], "Вечером будет дождь.", TEXTS[2]])
        batch(newer, out=tmp_path / out, force=force, said=said)
        assert [path.name for path in review.parent.glob("*.old*")] == ([] if force else [f"{review.name}.old"])
        assert any("kept as" in line for line in said) is not force


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


def test_mixed_articles_are_translated(batch: Batch, tmp_path: Path) -> None:
    """The same rule as that of `localize translate`: a third of it in Russian is enough, Kazakh alone is left out."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    kazakh = "Үкімет бюджет жобасын қарады және оны толықтыру үшін қайтарды."
    russian = "Правительство рассмотрело проект бюджета и вернуло его на доработку."
    (inbox / "mixed.txt").write_text(f"{kazakh}\n\n{kazakh}\n\n{russian}", encoding="utf-8")
    (inbox / "kazakh.txt").write_text(f"{kazakh}\n\n{kazakh}", encoding="utf-8")
    batch(inbox)
    assert states(tmp_path / "out") == {"mixed.txt/kk": "done", "kazakh.txt/kk": "skipped"}
    [final] = (tmp_path / "out").rglob("mixed.kk.txt")
    assert final.read_text(encoding="utf-8").count(kazakh) == 2


def test_the_memory_is_asked_and_told(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """An approved pair stands in the article, and what the machine wrote is remembered, as with `translate`."""
    path = tmp_path / "memory.sqlite"
    with Memory.open(path) as memory:
        memory.add([Pair(TEXTS[1], "Дәріхана көшті.", "kk", date="2026-02-21")])
    assert batch(feed_of(tmp_path / "feed.xml", TEXTS), memory=path).failures == []
    assert "Дәріхана көшті." in (tmp_path / "out" / "feed.kk.xml").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as database:
        assert ("Открыт. реку через Мост",) in database.execute("SELECT target FROM draft").fetchall()


def test_a_pair_of_the_same_article_is_preferred(batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """Where the memory has two renderings of a sentence, each article gets its own, whatever else is in its window."""
    feed = feed_of(tmp_path / "feed.xml", [TEXTS[1], TEXTS[1]])
    batch(feed)
    names = [path.name for n in (0, 1) for path in (tmp_path / "out" / "feed").glob(f"g{n}-*")]
    path = tmp_path / "memory.sqlite"
    with Memory.open(path) as memory:
        memory.add([Pair(TEXTS[1], f"Дәріхана {n}.", "kk", name, date="2026-02-21") for n, name in enumerate(names)])
    batch(feed, memory=path, out=tmp_path / "again")
    text = (tmp_path / "again" / "feed.kk.xml").read_text(encoding="utf-8")
    assert text.index("Дәріхана 0.") < text.index("Дәріхана 1.")


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_damaged_memory_stops_nothing(jobs: int, batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """It is said, and the work is done without it."""
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database " * 100)
    said: list[str] = []
    summary = batch(feed_of(tmp_path / "feed.xml", TEXTS), memory=path, jobs=jobs, said=said)
    assert (summary.new, summary.failures) == (4, [])
    assert any("without the memory" in line for line in said)


def test_what_is_new_and_what_is_unchanged(batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf) -> None:
    """Failures are new too, and take nothing from what stands from before."""
    batch(feed_of(tmp_path / "feed.xml", TEXTS), engine="odd")
    summary = batch(feed_of(tmp_path / "feed.xml", [*TEXTS, "Всё сломано."]), engine="odd")
    assert (summary.new, summary.kept, len(summary.failures)) == (1, 4, 1)


def test_the_page_speaks_the_language_it_says(
    batch: Batch, tmp_path: Path, feed_of: FeedOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """index.html is in the language of the program, and says in which."""
    monkeypatch.setenv("LANGUAGE", "kk")
    batch(feed_of(tmp_path / "feed.xml", TEXTS[:1]))
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="kk">' in page
    assert "<h1>Аудармалар</h1>" in page


@pytest.mark.model
def test_windows_leave_no_trace(
    batch: Batch, feeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    """With a real package: article by article, or all at once after other work, the same bytes."""
    from localize.batch.loaded import engine_for

    asked = {"engine": "ctranslate", "reviews": ("po", "html"), "glossaries": ()}
    batch(feeds / "novosti.rss.xml", **asked)
    engine_for.cache_clear()
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 1)
    batch(feeds / "novosti.rss.xml", out=tmp_path / "alone", **asked)
    assert tree(tmp_path / "alone") == tree(tmp_path / "out")
