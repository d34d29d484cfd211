"""README's table of scores, from the metadata of the packages that ship, beside figures that others have published.

    python docs/build_scores.py                            write the table; a test compares it with the packages
    python docs/build_scores.py --measure ../shared/eval   before that, measure the packages: `localize evaluate` on
                                                           every set, into their metadata and model cards

A score does not change the hash of a package. Measure on free cores: the speed is written down too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from localize.files import write_file
from localize.packages import Package, open_package, shipped_folder, version_key

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- scores: python docs/build_scores.py -->", "<!-- end of scores -->"
Scores = Mapping[str, Mapping[str, Any]]

COLUMNS = {
    "flores-dev.ru-kk": "ru→kk FLORES",
    "news.ru-kk": "ru→kk news",
    "flores-dev.ru-en": "ru→en FLORES",
    "news.ru-en": "ru→en news",
}
# Published figures, as chrF2 / BLEU, in the order of the columns. They were not measured by us, nor on our sets.
PUBLISHED = {
    "public Argos package ru→en": ("", "", "– / 26.4", "– / 27.1"),
    "OPUS-MT ru-en": ("", "", "– / 29.4", "– / 31.7"),
    "Firefox ru→en, tiny": ("", "", "– / 30.3", "– / 38.5"),
    "rule-based Apertium rus-kaz": ("", "30.7 / –", "", ""),
    "NLLB-200 600M (non-commercial)": ("46.9 / 12.9", "43.2 / –", "", ""),
    "NLLB-200 3.3B (non-commercial)": ("48.3 / 14", "", "62.2 / –", ""),
    "Tilmash (non-commercial)": ("54 / 13", "60 / –", "", ""),
    "Google Translate (a service)": ("54 / 13", "59 / –", "– / 37.3", "– / 43.7"),
}
NOTE = """\
chrF2 / BLEU. The first row is measured, raw packages without a glossary on our development sets
({lines});
signatures: `localize packages show translate-ru_kk`. Our news set is near to what the packages were trained on, FLORES
(the dev half) is not. The other rows are **published figures on other texts**, an orientation and no comparison:
FLORES devtest (Tilmash, and Google into Kazakh: dev and devtest); news is NTREX (NLLB), KazParC mass media (Tilmash,
and Google into Kazakh), WMT22 (ru→en), and other lines of the kind of ours (Apertium). They come from the OPUS-MT
leaderboards, the KazParC README and the evaluation of mozilla/firefox-translations-models."""


def shipped() -> list[Package]:
    """The newest package that ships for each pair."""
    found = [open_package(path.parent, "shipped") for path in sorted(shipped_folder().glob("*/metadata.json"))]
    best = {(p.source, p.target): p for p in sorted(found, key=lambda p: version_key(p.version))}
    return list(best.values())


def figures(scores: Scores, testset: str) -> str:
    """``36.4 / 5.6``: chrF2 and BLEU on a set, whatever folder its name was measured in."""
    for name, found in scores.items():
        if name.rpartition("/")[2] == testset:
            return f"{found['chrF2']:.1f} / {found['BLEU']:.1f}"
    return ""


def table(packages: Sequence[Package]) -> str:
    """The Markdown between the two marks."""
    scores: dict[str, Mapping[str, Any]] = {}
    for package in packages:
        scores |= package.metadata.get("scores", {})
    ours = ", ".join(f"{p.source}→{p.target} {p.version}" for p in sorted(packages, key=lambda p: p.name, reverse=True))
    rows = {f"**shipped: {ours}**": tuple(figures(scores, testset) for testset in COLUMNS), **PUBLISHED}
    sizes = {name.rpartition("/")[2]: found.get("lines") for name, found in scores.items()}
    lines = ", ".join(f"{title} {sizes[testset]} lines" for testset, title in COLUMNS.items() if sizes.get(testset))
    head = ["", *COLUMNS.values()]
    body = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *([n, *c] for n, c in rows.items()))]
    return "\n".join([*body, "", NOTE.format(lines=lines)])


def text() -> str:
    """README with the table that the packages call for."""
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{README}: has lost the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{table(shipped())}\n\n{END}{after}"


def measured(package: Package, testsets: Path) -> dict[str, dict[str, Any]]:
    """What `localize evaluate` says of a package on every set of its languages in a folder."""
    scores = {}
    for path in sorted(testsets.glob(f"*.{package.source}-{package.target}.tsv")):
        command = ["evaluate", str(path), "--from", package.source, "--to", package.target, "--json"]
        done = subprocess.run(
            [sys.executable, "-m", "localize", *command, "--package", str(package.path)],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        report = json.loads(done.stdout)
        scores[f"{testsets.resolve().name}/{path.stem}"] = {
            **{score["name"]: round(score["value"], 1) for score in report["scores"]},
            "lines": report["segments"],
            "words_per_second": round(report["words_per_second"]),
            "testset_hash": report["testset_hash"],
            "signature": " / ".join(f"{score['name']} {score['signature']}" for score in report["scores"]),
        }
    return scores


def carded(card: str, scores: Scores) -> str:
    """A model card with these figures in its table of scores."""
    rows = [f"| {name} | {found['lines']} | {found['chrF2']} | {found['BLEU']} |" for name, found in scores.items()]
    told = "\n".join(["| set | lines | chrF2 | BLEU |", "|---|---|---|---|", *rows])
    return re.sub(r"(?ms)^(## Scores[^\n]*\n\n).*?(?=\n+^## |\Z)", lambda match: match[1] + told, card, count=1)


def write_scores(package: Package, scores: Scores) -> None:
    """Put scores into a package's metadata and model card."""
    metadata = {**package.metadata, "scores": scores}
    told = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    write_file(package.path / "metadata.json", told.encode())
    card = package.path / "README.md"
    if card.is_file():
        write_file(card, carded(card.read_text(encoding="utf-8"), scores).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--measure", type=Path, nargs="+", metavar="FOLDER", help="folders of NAME.ru-kk.tsv, NAME.ru-en.tsv"
    )
    folders = parser.parse_args().measure
    for package in shipped() if folders else ():
        if scores := {name: found for folder in folders for name, found in measured(package, folder).items()}:
            write_scores(package, scores)
            print(package.name, {name: figures(scores, name.rpartition("/")[2]) for name in scores})
    README.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
