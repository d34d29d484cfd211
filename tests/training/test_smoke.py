"""The whole recipe on fifty sentences: what comes out is a package that loads and has learnt them.

Run in the venv that ``tests/environments/torch.sh`` builds; elsewhere these tests are skipped.
"""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Any

import pytest

for needed in ("torch", "numba", "scipy"):
    pytest.importorskip(needed, reason="localize[train] is not installed: tests/environments/torch.sh")
sacrebleu = pytest.importorskip("sacrebleu")
pytestmark = pytest.mark.train

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A tiny recipe over the first sentences of our own data; nothing is held out."""
    folder = tmp_path_factory.mktemp("training")
    (folder / "dev").mkdir()
    with lzma.open(ROOT / "training/data/kaznerd.ru-kk-en.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for _, line in zip(range(50), lines, strict=False)]
    (folder / "pairs.tsv").write_text("".join(f"{r[0]}\t{r[1]}\town\n" for r in rows), encoding="utf-8")
    return {
        "seed": 1, "work": str(folder / "work"), "development": str(folder / "dev"), "monolingual": [],
        "compile": False, "threads": 1,
        "model": {"vocabulary": 1200, "width": 128, "encoder_layers": 2, "decoder_layers": 2, "heads": 2,
                  "feed_forward": 256, "max_pieces": 120},
        "corpora": [{"path": str(folder / "pairs.tsv"), "to": "kk"}],
        "groups": {"kk-own": {"to": "kk", "corpora": ["own"], "slots": True}},
        "stages": {"smoke": {"minutes": 60, "steps": 500, "cooldown_steps": 450, "rate": 4e-3, "warmup": 10,
                             "batch_tokens": 1200, "smoothing": 0.0, "slot_share": 0.1, "weights": {"kk-own": 1}}},
    }  # fmt: skip


def test_recipe_ends_with_a_package_that_overfits(recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """prepare → train → export: the package loads and knows its fifty sentences by heart.

    Measured: 95 chrF, 32 of 50 word for word, in 63 s of one core. The rate must fall for that: with the same steps at
    a constant rate it is 57 chrF, because every step of fifteen sentences undoes some of what the last one learnt.
    """
    monkeypatch.syspath_prepend(str(ROOT))
    from training.export import export
    from training.prepare import prepare
    from training.train import train

    prepare(recipe)
    train(recipe, "smoke")
    folder = export(recipe, "smoke", "kk")

    from localize.engines.ctranslate import open_engine
    from localize.packages import open_package

    rows = [line.split("\t") for line in (Path(recipe["work"]).parent / "pairs.tsv").read_text().splitlines()]
    engine = open_engine(open_package(folder))
    found = [hypotheses[0] for hypotheses in engine.translate([row[0] for row in rows])]
    assert sacrebleu.corpus_chrf([h.text for h in found], [[row[1] for row in rows]]).score > 90
    assert all(h.links for h in found)
    assert engine.slots


def test_finished_stage_resumes_as_finished(recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command again finds the checkpoint and adds no step."""
    monkeypatch.syspath_prepend(str(ROOT))
    import torch

    from training.train import train

    path = Path(recipe["work"]) / "smoke.pt"
    before = torch.load(path, weights_only=False)["step"]
    train(recipe, "smoke")
    assert torch.load(path, weights_only=False)["step"] == before


@pytest.mark.parametrize(
    ("stage", "step", "seconds", "share"),
    [
        ({"minutes": 9, "steps": 100, "cooldown_steps": 40}, 0, 500.0, 1.0),
        ({"minutes": 9, "steps": 100, "cooldown_steps": 40}, 90, 0.0, 0.25),
        ({"minutes": 9, "cooldown": 4}, 5000, 0.0, 1.0),
        ({"minutes": 9, "cooldown": 4}, 5000, 8 * 60.0, 0.25),
        ({"minutes": 9}, 5000, 8 * 60.0, 1.0),
    ],
)
def test_rate_falls_by_steps_or_by_minutes(
    stage: dict[str, Any], step: int, seconds: float, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage's rate stays until its cooldown begins and falls in a line to the end of its steps or minutes."""
    monkeypatch.syspath_prepend(str(ROOT))
    from training.train import fall

    assert fall(stage, step, seconds) == share
