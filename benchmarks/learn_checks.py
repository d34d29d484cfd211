"""Learn the data of the checks from the corpora: length limits, Russian words, renderings of names.

    python benchmarks/learn_checks.py /work/shared/corpora

writes ``src/localize/checks/data/{lengths.toml,russian.txt,shared.txt,names.tsv,common.txt,capitals-*.txt}``. The development sets are not read.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from localize.checks.entities import strangers
from localize.checks.names import ADJECTIVE, ALIKE, QUOTED, START, forget, key_of, score
from localize.checks.script import RUSSIAN_ENDING
from localize.checks.sounds import stem
from localize.checks.subject import subject_of, words
from localize.document import Draft, Segment

DATA = Path(__file__).parents[1] / "src" / "localize" / "checks" / "data"
NEWS = re.compile(r"own|wmt|tico|xquad|ud-pud|apertium-corpus")
TRUSTED = 0.2
BUCKETS = (20, 40, 80, 160, 320, 10_000)
LOWER_WORD = re.compile(r"(?<![\w-])[а-яё]{2,}(?![\w-])")
ROMAN = re.compile(r"[IVXІХ]+")
KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
# Renderings that the corpora hold too rarely to be learnt, by hand.
OWN = {
    "kk": {"США": "ақш= ақш- амер құра", "ООН": "бұұ= бұұ- бірі ұлтт", "великобритан": "ұлыб брит бірі", "соединенн": "ақш= ақш- құра бірі",
           "ЕС": "ео= ео- еуро", "РФ": "рф= рф- ресе", "америк": "амер ақш= ақш-", "нидерланд": "нидер нидe голл"},
    "en": {"США": "us= u= usa= amer unit state dollar=", "ООН": "un= unit nati", "великобритан": "brit uk= u= unit king engl roya",
           "ЕС": "eu= euro unio", "РФ": "russ rf=", "америк": "amer us= u= unit", "лондонск": "lond", "китайск": "chin"},
}  # fmt: skip
Pairs = list[tuple[str, str]]


def rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


def news_pairs(path: Path) -> Pairs:
    return [(row[0], row[1]) for row in rows(path) if NEWS.match(row[2]) and row[2] != "own-software"]


def quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def lengths(lang: str, pairs: Pairs) -> str:
    """Quantiles of target length / source length (characters, both + 8), by source length."""
    groups: dict[int, list[float]] = defaultdict(list)
    for source, target in pairs:
        bucket = next(b for b in BUCKETS if len(source) <= b)
        groups[bucket].append((len(target) + 8) / (len(source) + 8))
    out = []
    for bucket in BUCKETS:
        ratios = sorted(groups[bucket])
        shares = ", ".join(f"{quantile(ratios, q):.2f}" for q in (0.002, 0.02, 0.25, 0.5, 0.75, 0.98, 0.998))
        out.append(f"{bucket} = [{shares}]  # {len(ratios)} pairs")
    return f"[{lang}]\n" + "\n".join(out) + "\n"


def russian_words(folder: Path, size: int = 8_000) -> tuple[list[str], list[str]]:
    """The commonest lower-case Russian word forms that Kazakh texts never hold, and the forms that both have."""
    russian: Counter[str] = Counter()
    kazakh: Counter[str] = Counter()
    for row in rows(folder / "ru-kk.tsv.xz"):
        russian.update(LOWER_WORD.findall(row[0]))
        kazakh.update(LOWER_WORD.findall(row[1].lower()))
    for row in rows(folder / "ru-en.tsv.xz"):
        if NEWS.match(row[2]):
            russian.update(LOWER_WORD.findall(row[0]))
    for row in rows(folder / "ru.tsv.xz"):
        russian.update(LOWER_WORD.findall(row[0]))
    for row in rows(folder / "kk.tsv.xz"):
        kazakh.update(LOWER_WORD.findall(row[0].lower()))
    kept = (w for w, n in russian.most_common() if n >= 5 and kazakh[w] * 300 < n and len(w) > 2)
    shared = sorted(w for w, n in kazakh.items() if n >= 2 and russian[w] and not KAZAKH_LETTER.search(w))
    return [w for w in kept if not _kazakh_form(w, kazakh)][:size], shared


def _kazakh_form(word: str, kazakh: Counter[str]) -> bool:
    """«классы» is also Kazakh: a loanword with its possessive."""
    return word[-1] in "ыи" and kazakh[word[:-1]] >= 2


def capital_words(source: str) -> Iterator[str]:
    quoted = QUOTED.sub(lambda match: " " * len(match[0]), source)
    if source.isupper():
        return
    for word in words(source):
        shouted = word.text.isupper() and len(word.text) > 6
        if not word.text[:1].isupper() or len(word.text) < 2 or shouted or quoted[word.start] == " ":
            continue
        if ROMAN.fullmatch(word.text):
            continue
        before = source[: word.start].rstrip()
        if before and before[-1] not in '.!?:…—–-;«"“„•(':
            yield word.text


def renderings(pairs: Pairs, lang: str, lower: Counter[str]) -> dict[str, str]:
    """Key → ``=`` (rendered by sound), ``-`` (translated) or the beginnings of its renderings."""
    seen: dict[str, list[tuple[bool, frozenset[str]]]] = defaultdict(list)
    small: Counter[str] = Counter()
    stems = stems_of(lower)
    background: Counter[str] = Counter()
    for source, target in pairs:
        found = words(target)
        starts = frozenset(beginning(w.text) for w in found)
        background.update(starts)
        capital = [w.text for w in found if w.text[:1].isupper()]
        for word in set(capital_words(source)):
            hit = any(score(word, t, lang) >= ALIKE[lang] for t in capital)
            seen[key_of(word)].append((hit, starts))
            adjective = ADJECTIVE.search(word) and lower[word.lower()] and stems[stem(word)] >= 3
            small[key_of(word)] += bool(lower[word.lower()] >= 3 or adjective)
    learnt = {key: _how(cases, background, len(pairs), small[key]) for key, cases in seen.items()}
    return {key: how for key, how in learnt.items() if how}


def beginning(word: str) -> str:
    low = word.lower()
    return low[:4] if len(low) > 3 else f"{low}="


def _how(cases: list[tuple[bool, frozenset[str]]], background: Counter[str], total: int, small: int) -> str:
    """What the pairs tell of one key; ``small`` of its words are also written with a small letter."""
    number = len(cases)
    missed = [starts for hit, starts in cases if not hit]
    common = small > 0.3 * number
    chosen: list[str] = []
    while len(missed) > 0.005 * number and len(chosen) < 8:
        counts = Counter(start for starts in missed for start in starts)
        lift = {s: n / len(missed) / (background[s] / total) for s, n in counts.items()}
        best = max(counts, key=lambda s: counts[s] * min(1.0, lift[s] / 50), default="")
        if counts[best] < 3 or counts[best] / len(missed) < 20 * background[best] / total:
            break
        chosen.append(best)
        missed = [starts for starts in missed if best not in starts]
    share = len(missed) / number
    limit = TRUSTED / 10 if common else TRUSTED
    if share > limit and (number > 3 or share > 0.5 or common):
        return "-" if number > 1 or small else ""
    return " ".join(chosen) or ("=" if number >= 3 and share <= limit else "")


def stems_of(lower: Counter[str]) -> Counter[str]:
    stems: Counter[str] = Counter()
    for word, number in lower.items():
        stems[stem(word)] += number
    return stems


def common_stems(lower: Counter[str], sources: Iterable[str]) -> list[str]:
    """Stems of words that are written small, of those that the sources also show with a capital letter."""
    capital = {stem(w) for source in sources for w in re.findall(r"(?<![\w-])[А-ЯЁ][а-яё]{2,}", source)}
    stems = stems_of(lower)
    return sorted(s for s in capital if stems[s] >= 3)


def small_words(pairs: Iterable[tuple[str, str]]) -> Counter[str]:
    return Counter(w for source, _ in pairs for w in re.findall(r"(?<![\w-])[а-яё]{3,}", source))


def names(kazakh: Pairs, english: Pairs) -> list[str]:
    lower = small_words([*kazakh, *english])
    common = common_stems(lower, (source for source, _ in (*kazakh, *english)))
    (DATA / "common.txt").write_text("\n".join(common) + "\n", encoding="utf-8")
    tables = [renderings(pairs, lang, lower) | OWN[lang] for pairs, lang in ((kazakh, "kk"), (english, "en"))]
    keys = sorted(set(tables[0]) | set(tables[1]))
    return [f"{key}\t{tables[0].get(key, '')}\t{tables[1].get(key, '')}" for key in keys]


def ordinary_capitals(pairs: Pairs, lang: str) -> list[str]:
    """Beginnings of capital target words that often stand where no word of the source explains them."""
    count: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for source, target in pairs:
        subject = subject_of(Draft(Segment("s", source, 0, len(source)), lang, target))
        capital = [w for w in subject.source_words if w.text[:1].isupper()]
        every.update({w.text.lower()[:START] for w in subject.target_words if w.text[:1].isupper()})
        count.update({word.text.lower()[:START] for word in strangers(subject, capital)})
    return sorted(start for start, n in count.items() if n >= 3 and n >= 0.3 * every[start])


def main(folder: Path) -> None:
    for name in ("names.tsv", "common.txt", "capitals-kk.txt", "capitals-en.txt"):
        (DATA / name).write_text("", encoding="utf-8")  # what was learnt before must not teach itself
    kazakh, english = news_pairs(folder / "ru-kk.tsv.xz"), news_pairs(folder / "ru-en.tsv.xz")
    head = "# Made by benchmarks/learn_checks.py; do not edit.\n"
    limits = (
        head
        + "# Quantiles 0.2, 2, 25, 50, 75, 98, 99.8 % of (target + 8) / (source + 8) characters, by source length.\n"
    )
    (DATA / "lengths.toml").write_text(limits + lengths("kk", kazakh) + lengths("en", english), encoding="utf-8")
    russian, shared = russian_words(folder)
    (DATA / "russian.txt").write_text("\n".join(sorted(russian)) + "\n", encoding="utf-8")
    (DATA / "shared.txt").write_text("\n".join(w for w in shared if RUSSIAN_ENDING.search(w)) + "\n", encoding="utf-8")
    (DATA / "names.tsv").write_text(
        head + "# key, Kazakh, English\n" + "\n".join(names(kazakh, english)) + "\n", encoding="utf-8"
    )
    forget()
    for pairs, lang in ((kazakh, "kk"), (english, "en")):
        (DATA / f"capitals-{lang}.txt").write_text("\n".join(ordinary_capitals(pairs, lang)) + "\n", encoding="utf-8")
    print(f"{len(kazakh)} Kazakh and {len(english)} English pairs; alike at {ALIKE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
