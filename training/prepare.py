"""Corpora → one table of encoded examples: pieces, slotted twins, word alignments, sampling groups.

Written to ``work/``: ``text.tsv`` (what is trained on, readable), ``sentencepiece.model``, ``examples.npz``
(int16 pieces with offsets, alignments, group numbers) and ``embedding.npy`` (first embeddings).
"""

from __future__ import annotations

import fnmatch
import glob
import lzma
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece as spm

from training.align import align, lexical_embeddings
from training.corpora import Pair, clean, development_lines, read_pairs, rows
from training.slots import slotted

TAGS = ("<2en>", "<2kk>", "<2ru>")
SLOTS = tuple(f"⟦{n}⟧" for n in range(1, 13))


def group_of(corpus: str, groups: dict[str, list[str]]) -> str | None:
    return next((g for g, patterns in groups.items() if any(fnmatch.fnmatch(corpus, p) for p in patterns)), None)


def collect(recipe: dict[str, Any]) -> list[tuple[Pair, str]]:
    """Every acceptable pair with the group that the recipe puts its corpus in."""
    development = development_lines(Path(recipe["development"]))
    found: list[tuple[Pair, str]] = []
    for corpus in recipe["corpora"]:
        lang = corpus["to"]
        groups = {g: s["corpora"] for g, s in recipe["groups"].items() if s["to"] == lang}
        columns = tuple(corpus.get("columns", (0, 1)))
        key = Path(corpus["key"]).expanduser() if "key" in corpus else None
        for path in sorted(glob.glob(str(Path(corpus["path"]).expanduser()))):
            for pair in read_pairs(Path(path), lang, development, columns, corpus.get("name"), key):
                group = group_of(pair.corpus, groups)
                if group is not None:
                    found.append((pair, group))
            print(Path(path).name, lang, "pairs so far", len(found), flush=True)
    return found


def train_vocabulary(texts: list[str], work: Path, size: int) -> None:
    """A joint unigram model (Kudo 2018): digits apart, bytes for what is rare, tags and slots whole."""
    plain = work / "vocabulary.txt"
    plain.write_text("\n".join(texts), encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(plain), model_prefix=str(work / "sentencepiece"), vocab_size=size, model_type="unigram",
        character_coverage=0.9999, byte_fallback=True, split_digits=True, normalization_rule_name="identity",
        user_defined_symbols=list(TAGS + SLOTS), pad_id=0, unk_id=1, bos_id=2, eos_id=3,
        minloglevel=1, num_threads=2, input_sentence_size=400_000, shuffle_input_sentence=True, max_sentence_length=3000,
    )  # fmt: skip


def vocabulary_texts(pairs: list[tuple[Pair, str]], recipe: dict[str, Any]) -> list[str]:
    random.seed(recipe["seed"])
    texts: list[str] = []
    for pair, group in pairs:
        copies = 3 if "own" in group or "news" in group else (1 if random.random() < 0.15 else 0)
        texts += [pair.source, pair.target] * copies
    for path in recipe["monolingual"]:
        texts += [clean(row[0]) for row in rows(Path(path))]
    random.shuffle(texts)
    return texts


def pack(sequences: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    offsets = np.zeros(len(sequences) + 1, dtype=np.int64)
    offsets[1:] = np.cumsum([len(s) for s in sequences])
    flat = np.fromiter((i for s in sequences for i in s), dtype=np.int16, count=int(offsets[-1]))
    return flat, offsets


def prepare(recipe: dict[str, Any]) -> None:
    work = Path(recipe["work"]).expanduser()
    work.mkdir(parents=True, exist_ok=True)
    pairs = collect(recipe)
    if not (work / "sentencepiece.model").exists():
        train_vocabulary(vocabulary_texts(pairs, recipe), work, recipe["model"]["vocabulary"])
    sp = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    groups = list(recipe["groups"])
    tag = {lang: sp.piece_to_id(f"<2{lang}>") for lang in ("en", "kk", "ru")}
    examples: list[tuple[str, str, int, int]] = []
    chance = random.Random(recipe["seed"])
    for pair, group in pairs:
        examples.append((pair.source, pair.target, groups.index(group), tag[pair.lang]))
        if recipe["groups"][group].get("slots", False) and (
            twin := slotted(pair.source, pair.target, pair.lang, chance)
        ):
            examples.append((*twin, groups.index(group) + 100, tag[pair.lang]))
    with lzma.open(work / "text.tsv.xz", "wt", encoding="utf-8", preset=1) as out:
        out.writelines(f"{g}\t{s}\t{t}\n" for s, t, g, _ in examples)
    limit = recipe["model"].get("max_pieces", 120)
    sources = sp.encode([e[0] for e in examples], num_threads=2)
    targets = sp.encode([e[1] for e in examples], num_threads=2)
    # Once more with the source cut otherwise (subword regularisation, Kudo 2018) where data is dear.
    often = {groups.index(g) for g, settings in recipe["groups"].items() if settings.get("resample", False)}
    again = [i for i, e in enumerate(examples) if e[2] % 100 in often]
    sources += sp.encode([examples[i][0] for i in again], enable_sampling=True, alpha=0.2, nbest_size=-1)
    targets += [targets[i] for i in again]
    examples += [examples[i] for i in again]
    keep = [i for i in range(len(examples)) if 0 < len(sources[i]) <= limit and 0 < len(targets[i]) <= limit]
    source, source_at = pack([sources[i] for i in keep])
    target, target_at = pack([targets[i] for i in keep])
    group_ids = np.array([examples[i][2] for i in keep], dtype=np.int16)
    tags = np.array([examples[i][3] for i in keep], dtype=np.int16)
    print("examples", len(keep), Counter(group_ids.tolist()), "pieces", len(source), len(target), flush=True)
    pull = np.where(tags == tag["en"], 5.0, 2.0).astype(np.float32)
    aligned, counts = align(source, source_at, target, target_at, pull, sp.get_piece_size())
    np.savez(work / "examples.npz", source=source, source_at=source_at, target=target, target_at=target_at,
             groups=group_ids, tags=tags, aligned=aligned)  # fmt: skip
    if not (work / "embedding.npy").exists():
        np.save(work / "embedding.npy", lexical_embeddings(counts, recipe["model"]["width"], recipe["seed"]))
