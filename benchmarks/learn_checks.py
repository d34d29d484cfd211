"""Learn the data of the checks from the corpora: length limits, Russian words, renderings of names.

    python benchmarks/learn_checks.py /work/shared/corpora

writes ``src/localize/checks/data/{lengths.toml,russian.txt,shared.txt,names.tsv,common.txt,capitals-*.txt,small-*.txt}``. The development sets are not read.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.pairs import is_held_out
from localize.checks import names
from localize.checks.entities import strangers
from localize.checks.names import ADJECTIVE, ALIKE, QUOTED, SMALL, START, SURE, forget, key_of, score
from localize.checks.script import RUSSIAN_ENDING
from localize.checks.sounds import stem
from localize.checks.subject import subject_of, words
from localize.document import Draft, Segment

HEAD = "# Made by benchmarks/learn_checks.py; do not edit.\n"
DATA = Path(__file__).parents[1] / "src" / "localize" / "checks" / "data"
NEWS = re.compile(r"own|wmt|tico|xquad|ud-pud|apertium-corpus")
TRUSTED, SURELY = 0.2, 0.02
BUCKETS = (20, 40, 80, 160, 320, 10_000)
LOWER_WORD = re.compile(r"(?<![\w-])[а-яё]{2,}(?![\w-])")
LETTERS = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-])")
# Plural, possessive, case: enough to know a declined loan by.
KAZAKH_ENDING = re.compile(
    "(?:[лдт][ае]р)?(?:с?[ыі]|[ыі]м[ыі]з)?(?:[дтн][ыі]ң?|[ғгқк][ае]|н[ае]|[дтн][ае]н?|[мбп]ен)?(?:ғ[ыі]|г[ыі])?|[лдт][ыі]|с[ыі]з"
)
GLOSSARY = Path(__file__).parents[1] / "locales" / "kk" / "glossary.po"
SMALL_WORD = re.compile(r"(?<![\w-])[а-яё]{3,}(?:-[а-яё]+)*")
ROMAN = re.compile(r"[IVXІХ]+")
KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
# Renderings that the corpora hold too rarely to be learnt, by hand.
OWN = {
    "kk": {"США": "! ақш= ақш- амер құра штат", "штат": "штат ақш= ақш-", "ООН": "бұұ= бұұ- бірі ұлтт", "великобритан": "ұлыб брит бірі", "соединенн": "ақш= ақш- құра бірі",
           "ЕС": "ео= ео- еуро", "РФ": "рф= рф- ресе", "америк": "амер ақш= ақш-", "нидерланд": "нидер нидe голл"},
    "en": {"США": "! us= u= usa= amer unit state dollar=", "ООН": "un= unit nati", "великобритан": "brit uk= u= gb= unit king engl roya",
           "ЕС": "eu= euro unio", "РФ": "russ rf=", "америк": "amer us= u= unit", "лондонск": "lond", "китайск": "chin"},
}  # fmt: skip
Pairs = list[tuple[str, str]]


def rows(path: Path) -> Iterator[list[str]]:
    """The cells of a corpus, those rows left out that the checks are measured on."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        cells = (line.rstrip("\n").split("\t") for line in lines)
        yield from (row for row in cells if not is_held_out(row[0]))


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
        if not row[3].startswith("C"):  # machine translation leaves Russian words where they stood
            kazakh.update(LETTERS.findall(row[1].lower()))
    for row in rows(folder / "ru-en.tsv.xz"):
        if NEWS.match(row[2]):
            russian.update(LOWER_WORD.findall(row[0]))
    for row in rows(folder / "ru.tsv.xz"):
        russian.update(LOWER_WORD.findall(row[0]))
    for row in rows(folder / "kk.tsv.xz"):
        kazakh.update(LETTERS.findall(row[0].lower()))
    written = dictionary_words(folder)
    shared = {w for w, n in kazakh.items() if n >= 2 and russian[w] and not KAZAKH_LETTER.search(w)}
    loans = declined(kazakh, russian) | written
    shared |= {w for w in loans if russian[w]}
    kept = (w for w, n in russian.most_common() if n >= 5 and kazakh[w] * 300 < n and len(w) > 2)
    return [w for w in kept if not _kazakh_form(w, kazakh) and w not in loans][:size], sorted(shared)


def dictionary_words(folder: Path) -> frozenset[str]:
    """The single words that our glossary and the dictionaries give as Kazakh, and that end as Russian ones do."""
    targets = re.findall(r'^msgstr "(.+)"$', GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    with lzma.open(folder / "ru-kk-dictionary.tsv.xz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    # Of apertium's, which spell the Russian where they have no Kazakh, nouns only: «дефицит».
    targets += [c[1] for c in cells if c[3] != "apertium-kaz-rus-dix" or (c[0] == c[1] and c[2] == "noun")]
    return frozenset(w for t in targets for w in LETTERS.findall(t) if w.islower() and not KAZAKH_LETTER.search(w))


def declined(kazakh: Counter[str], russian: Counter[str]) -> set[str]:
    """Russian dictionary forms that Kazakh texts hold with at least two Kazakh endings: «дефицит»: дефициті, дефицитке."""
    endings: dict[str, set[str]] = defaultdict(set)
    for word in kazakh:
        for cut in range(4, len(word)):
            if russian[word[:cut]] and KAZAKH_ENDING.fullmatch(word[cut:]):
                endings[word[:cut]].add(word[cut:])
    return {word for word, found in endings.items() if len(found) >= 2}


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
    """What the pairs tell of one key, as a cell of ``names.tsv``; ``small`` of its words are also written with a small letter."""
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
    if number >= 8 and share <= SURELY and not common:
        return " ".join([SURE, *chosen])
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
    return Counter(w for source, _ in pairs for w in SMALL_WORD.findall(source))


def common_words(kazakh: Pairs, english: Pairs) -> list[str]:
    pairs = [*kazakh, *english]
    return common_stems(small_words(pairs), (source for source, _ in pairs))


def name_table(kazakh: Pairs, english: Pairs) -> list[str]:
    lower = small_words([*kazakh, *english])
    tables = [renderings(pairs, lang, lower) | OWN[lang] for pairs, lang in ((kazakh, "kk"), (english, "en"))]
    keys = sorted(set(tables[0]) | set(tables[1]))
    return [f"{key}\t{tables[0].get(key, '')}\t{tables[1].get(key, '')}" for key in keys]


def small_beginnings(texts: Iterable[str], lang: str) -> list[str]:
    """Beginnings of words that the texts show with a small letter, three times at least."""
    small = Counter(w[: SMALL[lang]] for text in texts for w in LETTERS.findall(text) if len(w) > 3 and w.islower())
    return sorted(start for start, n in small.items() if n >= 3)


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
    forget()
    text, names.text = names.text, lambda name: ""  # what was learnt before must not teach itself
    kazakh, english = news_pairs(folder / "ru-kk.tsv.xz"), news_pairs(folder / "ru-en.tsv.xz")
    limits = (
        HEAD
        + "# Quantiles 0.2, 2, 25, 50, 75, 98, 99.8 % of (target + 8) / (source + 8) characters, by source length.\n"
    )
    russian, shared = russian_words(folder)
    learnt = HEAD + "# key, Kazakh, English\n" + "\n".join(name_table(kazakh, english)) + "\n"
    save("lengths.toml", limits + lengths("kk", kazakh) + lengths("en", english))
    save_words("russian", russian)
    save_words("shared", (w for w in shared if RUSSIAN_ENDING.search(w)))
    save("names.tsv", learnt)
    save_words("common", common_words(kazakh, english))
    save_words(
        "small-kk", small_beginnings([*(t for _, t in kazakh), *(row[0] for row in rows(folder / "kk.tsv.xz"))], "kk")
    )
    save_words("small-en", small_beginnings((row[1] for row in rows(folder / "ru-en.tsv.xz")), "en"))
    for lang in ("kk", "en"):
        save_words(f"capitals-{lang}", ())
    names.text = text
    forget()
    for pairs, lang in ((kazakh, "kk"), (english, "en")):
        save_words(f"capitals-{lang}", ordinary_capitals(pairs, lang))
    print(f"{len(kazakh)} Kazakh and {len(english)} English pairs; alike at {ALIKE}")


def save(name: str, content: str) -> None:
    (DATA / name).write_text(content, encoding="utf-8")


def save_words(name: str, found: Iterable[str]) -> None:
    save(f"{name}.txt", "\n".join(sorted(found)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
