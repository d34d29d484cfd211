"""Read, filter and weigh the corpora; nothing that overlaps a development set gets through."""

from __future__ import annotations

import csv
import lzma
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
CYRILLIC = re.compile("[а-яёА-ЯЁ]")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Pair:
    source: str
    target: str
    lang: str
    corpus: str


def clean(text: str) -> str:
    """NFC, one plain space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def rows(path: Path) -> Iterator[list[str]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:  # type: ignore[operator]
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def joined(path: Path, key: Path) -> Iterator[list[str]]:
    """Rows of ``path`` with their first cell, an id, replaced by the sentence that ``key`` gives for it."""
    sentences = {row[0]: row[1] for row in rows(key) if len(row) > 1}
    for row in rows(path):
        if row and row[0] in sentences:
            yield [sentences[row[0]], *row[1:]]


def fingerprint(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def development_lines(folder: Path) -> set[str]:
    return {fingerprint(cell) for path in folder.glob("*.tsv") for row in rows(path) for cell in row}


def acceptable(pair: Pair) -> bool:
    """False for what would teach a mistake: wrong language, other figures, lost or added text."""
    s, t = pair.source, pair.target
    if not s or not t or len(s) > 700 or len(t) > 700 or not CYRILLIC.search(s):
        return False
    ratio = (len(t) + 8) / (len(s) + 8)
    if not 0.4 < ratio < 2.2:
        return False
    if pair.lang == "en" and len(CYRILLIC.findall(t)) > 0.2 * len(t):
        return False
    if pair.lang == "kk" and len(t) > 60 and not KAZAKH_LETTERS.search(t):
        return False
    if s == t and len(s) > 20:
        return False
    here, there = DIGITS.findall(s), DIGITS.findall(t)
    return abs(len(here) - len(there)) <= 2 and (not here or bool(set(here) & set(there)) or len(here) < 3)


def read_pairs(
    path: Path,
    lang: str,
    development: set[str],
    columns: tuple[int, int] = (0, 1),
    name: str | None = None,
    key: Path | None = None,
) -> Iterator[Pair]:
    """Pairs of a tab-separated file: source and target in ``columns``, the corpus in the third unless named.

    With ``key``, the first column holds ids and ``key`` (id, sentence) the sentences.
    """
    seen: set[str] = set()
    for row in joined(path, key) if key else rows(path):
        if len(row) <= max(columns):
            continue
        pair = Pair(clean(row[columns[0]]), clean(row[columns[1]]), lang, name or row[2])
        key = fingerprint(pair.source)
        if key in development or fingerprint(pair.target) in development or not acceptable(pair):
            continue
        key += "\t" + fingerprint(pair.target)
        if key not in seen:
            seen.add(key)
            yield pair
