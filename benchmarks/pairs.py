"""The pairs that checks and bands are measured on: Russian and a human translation."""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

Pairs = list[tuple[str, str]]
# Translations made by people: for Kazakh our own, for English those of others (ours serve nothing but training).
HELD_OUT = {"kk": re.compile(r"own-(?:news|kazakhstan)$"), "en": re.compile(r"wmt|tico|xquad")}


def development_pairs(folder: Path, lang: str, sets: tuple[str, ...] = ("news", "flores-dev")) -> Pairs:
    """The pairs of the development sets of one target language, news first."""
    found: Pairs = []
    for name in sets:
        for line in (folder / f"{name}.ru-{lang}.tsv").read_text(encoding="utf-8").splitlines():
            source, target = line.split("\t")[:2]
            found.append((_unquoted(source), _unquoted(target)))
    return found


def is_held_out(source: str) -> bool:
    """One Russian sentence in sixteen, by its hash: `learn_checks` skips it in every corpus it stands in."""
    return hashlib.sha256(source.encode()).digest()[0] % 16 == 7


def held_out_pairs(corpora: Path, lang: str, size: int = 1000) -> Pairs:
    """Pairs that no rule and no list of the checks has been made from."""
    return list(islice(_held_out(corpora / f"ru-{lang}.tsv.xz", lang), size))


def _held_out(path: Path, lang: str) -> Iterator[tuple[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, target, corpus = line.rstrip("\n").split("\t")[:3]
            if HELD_OUT[lang].match(corpus) and is_held_out(source):
                yield source, target


def _unquoted(cell: str) -> str:
    """Part of the files quotes cells as CSV does; a lone quotation mark in the text is left alone."""
    inside = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell
