"""The development pairs: Russian and a human translation, one pair a line, tab-separated."""

from __future__ import annotations

from pathlib import Path


def development_pairs(folder: Path, lang: str, sets: tuple[str, ...] = ("news", "flores-dev")) -> list[tuple[str, str]]:
    """The pairs of the development sets of one target language, news first."""
    found: list[tuple[str, str]] = []
    for name in sets:
        for line in (folder / f"{name}.ru-{lang}.tsv").read_text(encoding="utf-8").splitlines():
            source, target = line.split("\t")[:2]
            found.append((_unquoted(source), _unquoted(target)))
    return found


def _unquoted(cell: str) -> str:
    """Part of the files quotes cells as CSV does; a lone quotation mark in the text is left alone."""
    inside = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell
