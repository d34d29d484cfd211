"""Do terms come out right? Allowed form and right case of every marked occurrence, glossary on and off.

    python benchmarks/glossary_accuracy.py                      the best installed ru→kk package
    python benchmarks/glossary_accuracy.py --to en              the same for English
    python benchmarks/glossary_accuracy.py --package DIR        another package
    python benchmarks/glossary_accuracy.py --plain              as if the package knew no slots
    python benchmarks/glossary_accuracy.py --cases heldout      sentences that no rule was tuned on
    python benchmarks/glossary_accuracy.py --show               every occurrence that is not right

Reads tests/cases/glossary/articles.txt (sentences of our own, cases judged by hand). The judge looks at the
target text alone, the same way with the glossary on and off: an occurrence is *allowed* when a form of the
approved target stands there (one for each occurrence), and in the *right case* when that form is one of a case
that the sentence admits. In English the *right form* is the number, the possessive and the article.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from localize import pipeline
from localize.document import Draft, Segment
from localize.engines import ENGINES
from localize.glossary import terminology_for
from localize.glossary.placement import WORD, allows
from localize.glossary.rendering import DETERMINER, english_form, kazakh_form
from localize.glossary.term import Term, fold
from localize.glossary.terminology import GlossaryTerminology

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "glossary"
MARK = re.compile(r"\{([^|{}]+)\|([^|{}]+)\|([^|{}]+)\}")
CASES = {
    "nom": "nominative", "gen": "genitive", "dat": "dative", "acc": "accusative", "loct": "locative",
    "abl": "ablative", "ins": "instrumental", "attr": "attributive",
}  # fmt: skip


@dataclass(frozen=True)
class Occurrence:
    """A term in a sentence: as it stands, its dictionary form, what will do (Kazakh cases, English forms)."""

    surface: str
    source: str
    cases: tuple[str, ...]


def sentences(name: str = "articles") -> Iterator[tuple[str, list[Occurrence]]]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marks = [
                Occurrence(m[1], m[2], tuple(CASES.get(c, c) for c in m[3].split(","))) for m in MARK.finditer(line)
            ]
            yield MARK.sub(r"\1", line), marks


def judge(target: str, occurrences: list[Occurrence], terms: dict[str, Term]) -> list[tuple[bool, bool]]:
    """(allowed, right case) of each occurrence; a form in the target serves one occurrence only."""
    words = [(m.start(), m.end()) for m in WORD.finditer(target)]
    taken: list[tuple[int, int]] = []
    verdicts = []
    for occurrence in occurrences:
        term = written_as(occurrence, terms[fold(occurrence.source)])
        allowed, size = allows(term), len(WORD.findall(term.target))
        windows = [(words[n][0], words[n + size - 1][1]) for n in range(len(words) - size + 1)]
        free = [w for w in windows if all(w[1] <= a or w[0] >= b for a, b in taken) and allowed(target[slice(*w)])]
        good = [w for w in free if is_right(term, occurrence.cases, target, *w)]
        taken += (good or free)[:1]
        verdicts.append((bool(free), bool(good)))
    return verdicts


def written_as(occurrence: Occurrence, term: Term) -> Term:
    """A person may stand with initials."""
    from localize.glossary.persons import initials_at, with_initials
    from localize.glossary.words import tokens

    initials = initials_at(occurrence.surface, tokens(occurrence.surface), 0)
    return (initials and with_initials(term, initials.letters)) or term


def is_right(term: Term, admitted: tuple[str, ...], target: str, start: int, stop: int) -> bool:
    form = target[start:stop]
    if term.lang == "kk":
        return any(same(kazakh_form(term, case, plural), form) for case in admitted for plural in (False, True))
    numbers = [plural for plural, name in ((False, "sg"), (True, "pl")) if name in admitted]
    owned = [False, True] if "pos" in admitted else [False]
    if not any(same(english_form(term, plural, own), form) for plural in numbers for own in owned):
        return False
    determined = bool(DETERMINER.search(target[:start])) or form.lower().startswith("the ")
    return "any" in admitted or determined == ("the" in admitted)


def same(a: str, b: str) -> bool:
    a, b = (" ".join(WORD.findall(text)).casefold().replace("-", "") for text in (a, b))
    return a == b


def run(
    cases: list[tuple[str, list[Occurrence]]], terms: GlossaryTerminology | None, lang: str = "kk",
    engine_name: str = "ctranslate", package: str | None = None, plain: bool = False,
) -> tuple[list[Draft], float, str]:  # fmt: skip
    engine = ENGINES[engine_name]("ru", lang, package)
    segments = [Segment(f"p{n}.s1", text, 0, len(text)) for n, (text, _) in enumerate(cases, 1)]
    start = time.perf_counter()
    drafts = pipeline.drafts_of(segments, engine, pipeline.Settings(lang, terms=terms, slots=not plain))
    kind = "slots" if engine.slots and not plain else "no slots"
    return drafts, time.perf_counter() - start, f"{engine.package} ({engine.package_hash}, {kind})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", default="kk", choices=("kk", "en"))
    parser.add_argument("--cases", help="a list in tests/cases/glossary; articles, for English articles-en")
    parser.add_argument("--package", help="a package: folder, file or name")
    parser.add_argument("--engine", default="ctranslate")
    parser.add_argument("--plain", action="store_true", help="use no slots")
    parser.add_argument("--show", action="store_true", help="print what is not right")
    given = parser.parse_args()
    terminology = terminology_for(given.to)
    terms = {fold(t.source): t for t in terminology.termbase.usable}
    cases = list(sentences(given.cases or ("articles" if given.to == "kk" else "articles-en")))
    for label, used in (("off", None), ("on", terminology)):
        drafts, seconds, name = run(cases, used, given.to, given.engine, given.package, given.plain)
        verdicts = [judge(d.target, marks, terms) for d, (_, marks) in zip(drafts, cases, strict=True)]
        flat = [v for found in verdicts for v in found]
        allowed, right = (100 * sum(v[i] for v in flat) / len(flat) for i in (0, 1))
        print(f"glossary {label:3}  allowed form {allowed:5.1f} %  right case {right:5.1f} %  "
              f"({len(cases)} sentences, {len(flat)} occurrences, {seconds:.1f} s, {name}, "
              f"glossary {terminology.hash})")  # fmt: skip
        if given.show:
            show(cases, drafts, verdicts)


def show(
    cases: list[tuple[str, list[Occurrence]]], drafts: list[Draft], verdicts: list[list[tuple[bool, bool]]]
) -> None:
    for (text, marks), draft, found in zip(cases, drafts, verdicts, strict=True):
        if not all(right for _, right in found):
            print(f"  {text}\n  {draft.target}")
            for mark, (allowed, right) in zip(marks, found, strict=True):
                if not right:
                    print(f"    {'case' if allowed else 'FORM'}: {mark.surface} ({', '.join(mark.cases)})")
            for p in draft.placements:
                print(f"    - {p.source} → {p.target} [{p.how} {p.case}]")


if __name__ == "__main__":
    main()
