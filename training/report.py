"""``training/CORPORA.md``: what was trained on, under which licence, how many pairs were left after filtering."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from training.prepare import collect

HEAD = """# What the packages are trained on

Written by `python -m training training/recipe.toml corpora`. Pairs are those left after deduplication, the
filters of `training/corpora.py` (length ratio, language letters, figures that differ, untranslated text) and
the removal of everything that overlaps a development set. Where a source comes from, its size and our
judgement of its quality: `SOURCES.md` of the shared corpora.

| to | corpus | group | pairs | Russian words | licence |
|---|---|---|---|---|---|
"""


def licences(sources: Path) -> dict[str, str]:
    """Corpus → licence, from the tables of SOURCES.md (the column headed "licence")."""
    found: dict[str, str] = {}
    column = -1
    for line in sources.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "source" and "licence" in cells:
            column = cells.index("licence")
        elif line.startswith("|") and column > 0 and len(cells) > column and not cells[0].startswith("-"):
            found.setdefault(cells[0], cells[column])
    return found


def write_corpora(recipe: dict[str, Any], folder: Path) -> None:
    known = licences(Path(recipe["development"]).parent / "corpora" / "SOURCES.md")
    known |= {"own-kaznerd": "Kazakh: KazNERD, CC BY 4.0; Russian and English: ours, CC BY 4.0 (training/data)"}
    known |= {"own-kkwiki": "Kazakh: KazQAD and Wikipedia, CC BY-SA 4.0; Russian and English: ours (training/data)"}
    known |= {"own-news2": "Kazakh and English: ours, CC BY 4.0 (training/data); Russian: as `own-news`"}
    known |= {"own-nerel": "Russian: Wikinews as gathered by NEREL, CC BY 2.5; English: ours, CC BY 4.0 (training/data)"}
    known |= {"own-original": "ours, CC BY 4.0 (training/data)"}
    known |= {"dictionary": "per entry, see SOURCES.md (ru-kk dictionary)"}
    pairs, words = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for pair, group in collect(recipe):
        key = (pair.lang, pair.corpus, group)
        pairs[key] += 1
        words[key] += len(pair.source.split())
    rows = [
        f"| {lang} | {corpus} | {group} | {count} | {words[lang, corpus, group]} | {known.get(corpus, 'as above')} |"
        for (lang, corpus, group), count in sorted(pairs.items(), key=lambda item: (item[0][0], -item[1]))
    ]
    totals = {lang: sum(n for key, n in pairs.items() if key[0] == lang) for lang in ("kk", "en")}
    tail = f"\n\nIn all {totals['kk']:,} pairs ru→kk and {totals['en']:,} pairs ru→en.\n"
    (folder / "CORPORA.md").write_text(HEAD + "\n".join(rows) + tail, encoding="utf-8")
