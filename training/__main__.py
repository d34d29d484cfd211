"""``python -m training RECIPE.toml prepare | corpora | train STAGE | ablate | export STAGE LANG | evaluate STAGE LANG | finish STAGE LANG VERSION``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path


def main(argv: list[str]) -> None:
    recipe = tomllib.loads(Path(argv[0]).read_text(encoding="utf-8"))
    match argv[1:]:
        case ["prepare"]:
            from training.prepare import prepare

            prepare(recipe)
        case ["corpora"]:
            from training.report import write_corpora

            write_corpora(recipe, Path(argv[0]).parent)
        case ["train", stage]:
            from training.train import train

            train(recipe, stage)
        case ["ablate"]:
            from training.ablate import ablate

            ablate(recipe)
        case ["export", stage, lang]:
            from training.export import export

            print(export(recipe, stage, lang))
        case ["finish", stage, lang, version]:
            from training.card import finish

            print(finish(recipe, stage, lang, version))
        case ["evaluate", stage, lang]:
            from training.export import evaluate

            evaluate(recipe, stage, lang)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
