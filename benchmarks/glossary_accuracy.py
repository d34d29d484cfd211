"""Do terms come out right? Allowed form and right case of every marked occurrence, glossary on and off.

    python benchmarks/glossary_accuracy.py                      the best installed ru→kk package
    python benchmarks/glossary_accuracy.py --package DIR        another one
    python benchmarks/glossary_accuracy.py --plain              as if the package knew no slots
    python benchmarks/glossary_accuracy.py --show               every occurrence that is not right

Reads tests/cases/glossary/articles.txt (sentences of our own, cases judged by hand). The judge looks at the
target text alone, the same way with the glossary on and off: an occurrence is *allowed* when a form of the
approved target stands there (one for each occurrence), and in the *right case* when that form is one of a case
that the sentence admits.
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
from localize.glossary.rendering import kazakh_form
from localize.glossary.term import Term, fold
from localize.glossary.terminology import GlossaryTerminology

CASES_FILE = Path(__file__).parents[1] / "tests" / "cases" / "glossary" / "articles.txt"
MARK = re.compile(r"\{([^|{}]+)\|([^|{}]+)\|([^|{}]+)\}")
CASES = {
    "nom": "nominative", "gen": "genitive", "dat": "dative", "acc": "accusative", "loct": "locative",
    "abl": "ablative", "ins": "instrumental", "attr": "attributive",
}  # fmt: skip


@dataclass(frozen=True)
class Occurrence:
    """A term in a sentence: as it stands, its dictionary form, the Kazakh cases that will do."""

    surface: str
    source: str
    cases: tuple[str, ...]


def sentences(path: Path = CASES_FILE) -> Iterator[tuple[str, list[Occurrence]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marks = [Occurrence(m[1], m[2], tuple(CASES[c] for c in m[3].split(","))) for m in MARK.finditer(line)]
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
        good = [w for w in free if any(is_form(term, case, target[slice(*w)]) for case in occurrence.cases)]
        taken += (good or free)[:1]
        verdicts.append((bool(free), bool(good)))
    return verdicts


def written_as(occurrence: Occurrence, term: Term) -> Term:
    """A person may stand with initials."""
    from localize.glossary.persons import initials_at, with_initials
    from localize.glossary.words import tokens

    initials = initials_at(occurrence.surface, tokens(occurrence.surface), 0)
    return (initials and with_initials(term, initials.letters)) or term


def is_form(term: Term, case: str, form: str) -> bool:
    def plain(text: str) -> str:
        return " ".join(WORD.findall(text)).casefold().replace("-", "")

    return any(plain(kazakh_form(term, case, plural)) == plain(form) for plural in (False, True))


def run(
    engine_name: str, package: str | None, terms: GlossaryTerminology | None, plain: bool = False
) -> tuple[list[Draft], float, str]:
    engine = ENGINES[engine_name]("ru", "kk", package)
    segments = [Segment(f"p{n}.s1", text, 0, len(text)) for n, (text, _) in enumerate(sentences(), 1)]
    start = time.perf_counter()
    drafts = pipeline.drafts_of(segments, engine, pipeline.Settings("kk", terms=terms, slots=not plain))
    kind = "slots" if engine.slots and not plain else "no slots"
    return drafts, time.perf_counter() - start, f"{engine.package} ({engine.package_hash}, {kind})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", help="a package: folder, file or name")
    parser.add_argument("--engine", default="ctranslate")
    parser.add_argument("--plain", action="store_true", help="use no slots")
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    terminology = terminology_for("kk")
    terms = {fold(t.source): t for t in terminology.termbase.usable}
    cases = list(sentences())
    for label, used in (("off", None), ("on", terminology)):
        drafts, seconds, name = run(arguments.engine, arguments.package, used, arguments.plain)
        verdicts = [judge(d.target, marks, terms) for d, (_, marks) in zip(drafts, cases, strict=True)]
        flat = [v for found in verdicts for v in found]
        allowed, right = (100 * sum(v[i] for v in flat) / len(flat) for i in (0, 1))
        print(f"glossary {label:3}  allowed form {allowed:5.1f} %  right case {right:5.1f} %  "
              f"({len(cases)} sentences, {len(flat)} occurrences, {seconds:.1f} s, {name}, "
              f"glossary {terminology.hash})")  # fmt: skip
        if arguments.show:
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
