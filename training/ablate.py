"""What single steps are worth: short stages from one checkpoint, each with one thing changed, and their scores.

The recipe's ``[ablation]`` is the stage they share; every ``[ablations.NAME]`` overrides some of its keys. Results go
to ``work/ablations.jsonl``; a name that stands there is not run again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from training.corpora import rows
from training.export import export, scored
from training.train import train


def ablate(recipe: dict[str, Any]) -> None:
    """Train and score every ablation that has no line yet."""
    work = Path(recipe["work"]).expanduser()
    path = work / "ablations.jsonl"
    done = {json.loads(line)["name"] for line in path.read_text().splitlines()} if path.exists() else set[str]()
    for name, change in recipe["ablations"].items():
        if name in done:
            continue
        stage = f"ablation-{name}"
        (work / f"{stage}.pt").unlink(missing_ok=True)
        train(recipe | {"stages": {stage: recipe["ablation"] | change}}, stage)
        if (work / "stop").exists():
            return
        lang = (recipe["ablation"] | change)["to"]
        folder = export(recipe, stage, lang, f"0.0.{len(done)}")  # engines are cached by folder
        line = {"name": name} | scores(recipe, folder, lang)
        shutil.rmtree(folder)
        done.add(name)
        with path.open("a") as log:
            print(json.dumps(line), file=log)
        print(line, flush=True)


def scores(recipe: dict[str, Any], folder: Path, lang: str, limit: int = 300) -> dict[str, float]:
    """chrF2 on the first lines of the development sets, and the share of slotted sentences that keep every slot."""
    from training.probe import slot_figures

    found: dict[str, float] = {}
    for name in ("news", "flores-dev"):
        path = Path(recipe["development"]) / f"{name}.ru-{lang}.tsv"
        found[name] = round(scored(folder, path, limit)[1]["chrF2"], 2)
        if name == "flores-dev":
            found["slots"] = slot_figures(folder, list(rows(path))[:limit], lang)["all slots in the first hypothesis"]
    return found
