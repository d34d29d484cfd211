"""A finished package: exported, measured on the development sets, with its model card, ready to ship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from training.export import NAMES, export, scored

HELD_OUT = Path(__file__).parent / "heldout"  # written by us for this alone; nothing was tuned on it
CARD = """# translate-ru_{lang}-{version}: Russian → {name}

Made for `localize`; runs unchanged in Argos Translate. A pre-norm transformer, {size}, int8.

* **Licence of the weights**: CC BY-SA 4.0.
* **Data**: {data}; every source with its licence and size is in `training/CORPORA.md` of the project.
* **Training**: {minutes:.0f} minutes on two CPU cores from the joint ru→kk/en model ({pieces:.1f} million target pieces
  in all); the recipe is `training/recipe.toml`, stage `{stage}`.
* **Slots**: carries `⟦1⟧` … `⟦9⟧`, with Russian case endings in (`⟦1⟧у`) and {endings} out.

## Scores

On the development sets (`eval/`), and on sentences written for the purpose that nothing was tuned on (`heldout/`).

{scores}

## Known weaknesses

An early package of small size, trained for hours where others take weeks. It loses the thread in long sentences,
invents or repeats words for what it has rarely seen, and is at its best on short news sentences with names and
figures under the glossary. Every draft needs a person.
"""


def finish(recipe: dict[str, Any], stages: str, lang: str, version: str) -> Path:
    """Export, score and describe; the folder is ``work/translate-ru_<lang>-<version>``."""
    folder = export(recipe, stages, lang, version)
    scores: dict[str, dict[str, Any]] = {}
    for path in (
        *sorted(Path(recipe["development"]).glob(f"*.ru-{lang}.tsv")),
        *sorted(HELD_OUT.glob(f"*.ru-{lang}.tsv")),
    ):
        _, figures = scored(folder, path)
        rounded = {name: round(figures[name], 1) for name in ("chrF2", "BLEU")}
        scores[f"{path.parent.name}/{path.stem}"] = figures | rounded
        print(path.stem, scores[f"{path.parent.name}/{path.stem}"], flush=True)
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    metadata["scores"] = scores
    (folder / "metadata.json").write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_card(recipe, stages, lang, version, scores), encoding="utf-8")
    return folder


def _card(recipe: dict[str, Any], stages: str, lang: str, version: str, scores: dict[str, dict[str, Any]]) -> str:
    work = Path(recipe["work"]).expanduser()
    model = recipe["model"]
    chain = [stages.split("+")[-1]]
    while start := recipe["stages"].get(chain[-1], {}).get("start"):
        chain.append(start)
    saved = [torch.load(work / f"{stage}.pt", weights_only=False) for stage in chain]
    minutes = sum(s["seconds"] for stage, s in zip(chain, saved, strict=True) if stage != "joint") / 60
    lines = [f"| {name} | {s['lines']} | {s['chrF2']} | {s['BLEU']} |" for name, s in scores.items()]
    return CARD.format(
        lang=lang, version=version, name=NAMES[lang], stage=" → ".join(reversed(chain)), minutes=minutes,
        pieces=sum(s["pieces"] for s in saved) / 1e6,
        size=f"width {model['width']}, {model['encoder_layers']}+{model['decoder_layers']} layers, "
        f"{model['vocabulary']} joint pieces",
        data="news translated by us, government and legal texts, software texts and documentation",
        endings="Kazakh case endings (`⟦1⟧ға`)" if lang == "kk" else "plain slots",
        scores="\n".join(["| set | lines | chrF2 | BLEU |", "|---|---|---|---|", *lines]),
    )  # fmt: skip
