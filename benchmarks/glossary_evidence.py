"""Whom to believe where a draft and the Russian disagree about a term's case? References of the dev sets decide.

    python benchmarks/glossary_evidence.py [--package DIR] FILE.tsv…      Russian, tab, Kazakh

Sentences are translated plainly. Of terms that stand once in the draft and once in the reference, in an allowed form,
those are counted whose case `localize.glossary.evidence` would change: how often the reference has the new case, how
often the draft's. Where the reference has neither, nothing is said.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from localize.engines import ENGINES
from localize.glossary import terminology_for
from localize.glossary.evidence import WORD, case_of, settled
from localize.glossary.placement import allows
from localize.glossary.term import Term, TermSpan


def standing(term: Term, text: str) -> tuple[int, int] | None:
    """Where the one allowed form of a term stands; nothing when there is none, or more."""
    words = [m.span() for m in WORD.finditer(text)]
    size, allowed = len(WORD.findall(term.target)), allows(term)
    runs = [(words[n][0], words[n + size - 1][1]) for n in range(len(words) - size + 1)]
    found = [run for run in runs if allowed(text[slice(*run)])]
    return found[0] if len(found) == 1 else None


def judged(span: TermSpan, draft: str, reference: str) -> str:
    assert span.term is not None
    here, there = standing(span.term, draft), standing(span.term, reference)
    if not here or not there:
        return "not comparable"
    before, right = case_of(draft[slice(*here)], span), case_of(reference[slice(*there)], span)
    after = settled(draft[slice(*here)], span, draft[here[1] :], accepted=True)
    if after == before:
        return "left alone, right" if before == right else "left alone, otherwise in the reference"
    return "changed, right" if after == right else "changed, was right" if before == right else "changed, neither right"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--package")
    given = parser.parse_args()
    rows = [line.split("\t")[:2] for path in given.files for line in path.read_text(encoding="utf-8").splitlines()]
    engine, terminology = ENGINES["ctranslate"]("ru", "kk", given.package), terminology_for("kk")
    drafts = engine.translate([source for source, _ in rows])
    count = Counter(
        judged(span, hypotheses[0].text, reference)
        for (source, reference), hypotheses in zip(rows, drafts, strict=True)
        for span in terminology.match(source)
        if isinstance(span, TermSpan)
    )
    print(json.dumps({"package": engine.package, "glossary": terminology.hash, **dict(count.most_common())}, indent=2))


if __name__ == "__main__":
    main()
