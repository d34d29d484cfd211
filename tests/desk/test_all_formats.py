"""One sample through every review format and back: the final article is the same whichever was used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from localize.desk import Job, Request, apply_reviews, translate_files
from localize.review import REVIEW_FORMATS

pytest.importorskip("docx", reason="docx review files need localize[docx]")
SAMPLES = Path(__file__).parents[2] / "samples"
FORMATS = ("po", "html", "docx", "xliff", "tmx", "csv")


def quiet(*_: object) -> None:
    """Neither talk nor progress."""


@pytest.mark.parametrize("sample", ["economy.txt", "energy.md", "culture.html"])
def test_every_format_gives_the_same_final_article(sample: str, tmp_path: Path) -> None:
    """Exported, sent back unedited and published as drafts: six formats, one result, that of `translate`."""
    source = tmp_path / sample
    shutil.copy(SAMPLES / sample, source)
    (result,) = translate_files(
        Job([source], ["kk"], reviews=FORMATS, engine="reverse", use_glossary=False), quiet, quiet
    )
    drafted, reviews = result.paths[0].read_bytes(), result.paths[1:]
    assert len(reviews) == len(FORMATS) == len(set(REVIEW_FORMATS) & set(FORMATS))
    for review in reviews:
        final = tmp_path / f"final{review.suffix}{source.suffix}"
        (applied,) = apply_reviews([review], Request(out=final, allow_fuzzy=True), quiet)
        assert applied.refused is None, applied.refused
        assert final.read_bytes() == drafted, review.name
