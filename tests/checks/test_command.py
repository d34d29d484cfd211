"""``localize check`` on review files: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from localize.cli import main
from localize.document import Article, Block, Draft, Segment
from localize.review.po import PoReview


def review(folder: Path, target: str) -> Path:
    """A PO file with one segment about 12 people."""
    segment = Segment("p1.s1", "Погибли 12 человек.", 0, 19)
    block = Block("p1", segment.text, 0, 19, segments=(segment,))
    article = Article(
        "news", "news.txt", segment.text, "text", (block,), drafts={"kk": (Draft(segment, "kk", target),)}
    )
    path = folder / "news.kk.po"
    path.write_bytes(PoReview().export(article, "kk"))
    return path


@pytest.mark.parametrize(
    ("target", "code"), [("13 адам қаза тапты.", 3), ("12 адам  қаза тапты.", 0), ("12 адам қаза тапты.", 0)]
)
def test_the_exit_code_tells_whether_something_critical_stands(tmp_path: Path, target: str, code: int) -> None:
    """3 for a changed figure, 0 for two spaces and for a clean file."""
    result = CliRunner().invoke(main, ["check", str(review(tmp_path, target))])
    assert result.exit_code == code, result.output


def test_findings_are_printed_with_segment_and_check(tmp_path: Path) -> None:
    """One line a finding on standard output."""
    result = CliRunner().invoke(main, ["check", str(review(tmp_path, "13 адам  қаза тапты."))])
    assert "p1.s1" in result.stdout
    assert "numbers" in result.stdout
    assert "double_space" in result.stdout


def test_json_holds_places_and_leaves_out_what_is_less_severe(tmp_path: Path) -> None:
    """For other programs: offsets into the target."""
    arguments = ["check", str(review(tmp_path, "13 адам  қаза тапты.")), "--json", "--severity", "critical"]
    (found,) = json.loads(CliRunner().invoke(main, arguments).stdout)["results"]
    (finding,) = found["findings"]
    assert (finding["check"], finding["start"], finding["stop"]) == ("numbers", 0, 2)
    assert found["critical"] == 1
