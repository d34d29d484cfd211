"""Ctrl-C, a reader that goes away, and the bar: what the command does to its terminal."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from localize.cli import main
from localize.cli.output import Bar, progress_bar

TEXT = "Правительство утвердило новый бюджет страны.\n"
OPTIONS = ("--to", "kk", "--engine", "reverse", "--no-memory", "--no-glossary")


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "localize", "translate", *args, *OPTIONS]


@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="this run was started deaf to Ctrl-C")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_while_reading_is_one_line(tmp_path: Path) -> None:
    """Exit code 130, one line, no file. Standard input is more than a pipe holds: when it is written, it is read."""
    process = subprocess.Popen(
        command("-", "--out", str(tmp_path)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    process.stdin.write(TEXT.encode() * 3000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    assert out == b""
    assert err.decode().splitlines() == ["localize: stopped; no file was left half-written"]
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("place", ["localize.engines.fake.FakeEngine.translate", "os.fsync", "os.replace"])
def test_ctrl_c_during_work_leaves_no_part_behind(source: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """While the engine works, while data goes to the disk, before the files take their places."""

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupted)
    result = CliRunner().invoke(main, ["translate", str(source), *OPTIONS])
    assert result.exit_code == 130
    assert result.stderr.splitlines() == ["localize: stopped; no file was left half-written"]
    assert os.listdir(source.parent) == [source.name]


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_that_has_seen_enough_is_no_error(source: Path) -> None:
    """`localize translate … | head -1`: the files are there and no traceback is."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command(str(source)), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert (source.parent / "news.kk.po").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_results_that_cannot_be_printed_are_one_line(source: Path) -> None:
    """Standard output on a full disk."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command(str(source)), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"localize: standard output: No space left on device" in done.stderr


def test_closed_streams_do_not_matter(source: Path) -> None:
    """A service may run the command without any of the three."""
    closed = f"{sys.executable} -m localize translate {source} {' '.join(OPTIONS)} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", closed], check=False).returncode in (0, 3)
    assert (source.parent / "news.kk.po").exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bar_shows_itself_after_the_delay_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal: drawn over one line, cleared at the end; quick work never shows it."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(4, "translating", delay=60) as bar:
        bar(4)
    assert terminal.getvalue() == ""
    with progress_bar(1, "translating", delay=60) as bar:
        bar.expect(4)
        bar.show()
        bar(1)
        bar(3)
    shown = terminal.getvalue()
    assert "\n" not in shown
    assert [f"{n}%" in shown for n in (0, 25, 100)] == [True, True, True]
    assert shown.endswith("\r")
    assert not shown.split("\r")[-2].strip()


def test_no_bar_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written to a file or a pipe, however long it takes."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar(4, "translating", delay=0) as bar:
        bar(4)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("columns", [2, 8, 20, 40, 80, 500])
def test_bar_is_never_wider_than_the_terminal(columns: int) -> None:
    """A bar that wraps would fill the screen."""
    bar = Bar(3, "translating", io.StringIO())
    bar(2)
    assert len(bar.line(columns)) == columns - 1
    if columns >= 40:
        assert " 67%" in bar.line(columns)


def test_bar_counts_every_segment_of_every_language(source: Path) -> None:
    """What is expected is what comes: all segments, once for each language, known ones too."""
    from localize.desk import Job, translate_files

    other = source.with_name("other.txt")
    other.write_text(f"{TEXT}Үкімет елдің жаңа бюджетін бекітті деп хабарлады.\nМинистр рассказал об этом.\n")
    told: list[int] = []
    steps: list[int] = []
    job = Job((source, other), ("kk", "en"), engine="reverse", use_glossary=False)
    results = translate_files(job, lambda message: None, steps.append, told.append)
    assert told == [sum(result.segments for result in results)] == [sum(steps)]
