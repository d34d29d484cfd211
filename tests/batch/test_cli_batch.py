"""``localize batch`` and ``localize batch status``."""

from __future__ import annotations

import io
import json
from pathlib import Path

from click.testing import CliRunner

from localize.batch.progress import Progress
from localize.cli.batch import batch

FEEDS = Path(__file__).parents[2] / "samples" / "feeds"
CASES = Path(__file__).parents[1] / "cases" / "batch"


def invoke(*arguments: object, input: bytes | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(batch, [str(a) for a in arguments], input=io.BytesIO(input) if input else None)
    return done.exit_code, done.stdout, done.stderr


def asked(out: Path) -> list[object]:
    return ["--to", "kk", "--out", out, "--engine", "reverse", "--jobs", "0", "--review", "po", "--json"]


def test_run_and_status(tmp_path: Path) -> None:
    """The short form runs; status tells the same numbers."""
    _, stdout, stderr = invoke(FEEDS / "gazeta.feed.json", *asked(tmp_path / "out"))
    assert json.loads(stdout)["new"] == 6
    assert "6/6 articles" in stderr
    code, stdout, _ = invoke("status", tmp_path / "out", "--json")
    assert (code, json.loads(stdout)["done"]) == (0, 6)


def test_failures_ask_for_a_person(tmp_path: Path) -> None:
    """Exit code 3, and the reasons are listed, by the run and by status."""
    code, _, stderr = invoke(CASES / "hostile" / "cut.xml", *asked(tmp_path / "out")[:-1])
    assert code == 3
    assert "damaged from line 5" in stderr
    code, _, stderr = invoke("status", tmp_path / "out")
    assert code == 3
    assert "damaged from line 5" in stderr


def test_standard_input(tmp_path: Path) -> None:
    """A feed through a pipe is told by its content."""
    feed = (FEEDS / "vestnik.atom.xml").read_bytes()
    _, stdout, _ = invoke("-", *asked(tmp_path / "out"), input=feed)
    assert json.loads(stdout)["new"] == 6
    assert (tmp_path / "out" / "stdin.kk.xml").exists()


def test_progress_line() -> None:
    """Articles, words a second, failures and time left; between lines it waits."""
    now, lines = [0.0], []
    progress = Progress(lambda line, last: lines.append(line), interval=10, clock=lambda: now[0])
    from localize.batch.ledger import Row

    progress.begin(4)
    now[0] = 2.0
    progress.advance([Row("s", "1", "kk", "f", "done", words=100), Row("s", "2", "kk", "f", "failed")])
    now[0] = 3.0
    progress.advance([Row("s", "3", "kk", "f", "done", words=50)])
    assert lines == ["2/4 articles [##########----------] 50 words/s, 1 failed, 2 s left"]
