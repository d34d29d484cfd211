"""What a package does with slots and alignment on the development sets, for `training/REPORT.md`.

``python -m training.probe PACKAGE_FOLDER SET.tsv``: share of sentences whose slots all survive, chrF with and
without slots, and the share of target words whose strongest source word is the one a statistical aligner
(`training.align`) finds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import sacrebleu

from localize import pipeline, slots
from localize.document import Segment
from localize.engines.ctranslate import open_engine
from localize.packages import open_package
from training.align import align
from training.corpora import rows


def slot_figures(folder: Path, pairs: list[list[str]], lang: str) -> dict[str, float]:
    """Survival in the first hypothesis, in any of four, and with the second try; chrF2 with figures as slots and plain."""
    engine = open_engine(open_package(folder))
    segments = [Segment(f"p{n}.s1", source, 0, len(source)) for n, (source, _) in enumerate(pairs)]
    settings = pipeline.Settings(lang, n_best=4)
    prepared = [pipeline.prepare(segment, True, settings) for segment in segments]
    slotted = [n for n, p in enumerate(prepared) if p.masked.spans]
    found = engine.translate([prepared[n].masked.text for n in slotted], 4)
    first = [slots.intact(prepared[n].masked, h[0].text) for n, h in zip(slotted, found, strict=True)]
    some = [any(slots.intact(prepared[n].masked, x.text) for x in h) for n, h in zip(slotted, found, strict=True)]
    again = engine.carefully([prepared[n].masked.text for n in slotted], 4)
    rescued = [
        kept or any(slots.intact(prepared[n].masked, x.text) for x in h)
        for kept, n, h in zip(some, slotted, again, strict=True)
    ]
    references = [[pairs[n][1] for n in slotted]]
    with_slots = [d.target for d in pipeline.drafted([prepared[n] for n in slotted], engine, 4)]
    plain = [h[0].text for h in engine.translate([pairs[n][0] for n in slotted])]
    return {
        "sentences with slots": len(slotted),
        "all slots in the first hypothesis": round(float(np.mean(first)), 4),
        "all slots in one of four": round(float(np.mean(some)), 4),
        "all slots in one of four, or of four decoded again with care": round(float(np.mean(rescued)), 4),
        "chrF2 with slots": round(sacrebleu.corpus_chrf(with_slots, references).score, 2),
        "chrF2 plain": round(sacrebleu.corpus_chrf(plain, references).score, 2),
    }


def alignment_agreement(folder: Path, pairs: list[list[str]], work: Path) -> float:
    """Share of the pieces of our own translations whose attention and statistical alignment agree within one."""
    import sentencepiece as spm

    sp = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    import ctranslate2

    translator = ctranslate2.Translator(str(folder / "model"), compute_type="int8")
    sources = [sp.encode(source, out_type=str) for source, _ in pairs]
    results = translator.translate_batch(sources, return_attention=True, beam_size=2)
    data = dict(np.load(work / "examples.npz"))
    ours_s = [[sp.piece_to_id(t) for t in s] for s in sources]
    ours_t = [[sp.piece_to_id(t) for t in r.hypotheses[0]] for r in results]
    keep = np.flatnonzero(data["groups"] < 100)[-60_000:]
    src = [data["source"][data["source_at"][i] : data["source_at"][i + 1]].tolist() for i in keep] + ours_s
    tgt = [data["target"][data["target_at"][i] : data["target_at"][i + 1]].tolist() for i in keep] + ours_t

    def packed(sequences: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        at = np.zeros(len(sequences) + 1, dtype=np.int64)
        at[1:] = np.cumsum([len(s) for s in sequences])
        return np.concatenate([np.array(s, dtype=np.int16) for s in sequences]), at

    (s, s_at), (t, t_at) = packed(src), packed(tgt)
    best, _ = align(s, s_at, t, t_at, np.full(len(src), 3.0, dtype=np.float32), sp.get_piece_size())
    agree = total = 0
    for number, result in enumerate(results):
        aligned = best[t_at[len(keep) + number] : t_at[len(keep) + number + 1]]
        for place, row in zip(aligned, result.attention[0], strict=False):
            if place >= 0:
                total += 1
                agree += abs(int(np.argmax(row)) - int(place)) <= 1
    return round(agree / max(1, total), 4)


if __name__ == "__main__":
    package, tsv = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [row[:2] for row in rows(tsv)]
    lang = tsv.stem.split("-")[-1]
    figures = slot_figures(package, lines, lang)
    if len(sys.argv) > 3:
        figures["attention agrees with the aligner (±1 piece)"] = alignment_agreement(
            package, lines[:200], Path(sys.argv[3])
        )
    print(json.dumps(figures, ensure_ascii=False, indent=2))
