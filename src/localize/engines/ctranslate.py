"""The engine of the house: an Argos package run by CTranslate2 directly, all segments at hand in one go."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from localize.engines import Hypothesis, Link
from localize.engines.clauses import split_clauses
from localize.errors import EngineError
from localize.packages import Package, find

if TYPE_CHECKING:
    from localize.engines.tokenizers import Tokenizer

BEAM = 4
MAX_PIECES = 100
CHUNK = 256
STUTTER = re.compile(r"(.{1,4}?)\1{9,}")
RETRY = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.3, "beam_size": 2}


def is_loop(text: str, source: str) -> bool:
    """A hypothesis that repeats itself, or runs on far beyond its source.

    >>> is_loop("бұл бұл бұл бұл бұл", "это")
    True
    >>> is_loop("Бұл — жақсы күн.", "Это хороший день."), is_loop("ха ха ха ха", "ха ха ха ха")
    (False, False)
    """
    return len(text) > 4 * len(source) + 80 or (repeats(text) and not repeats(source))


def repeats(text: str) -> bool:
    """One word four times running, up to four words three times, or up to four characters ten times."""
    words = text.lower().split()
    for size in range(1, 5):
        run = 1
        for at in range(size, len(words) - size + 1, size):
            run = run + 1 if words[at : at + size] == words[at - size : at] else 1
            if run >= (4 if size == 1 else 3):
                return True
    return bool(STUTTER.search(text))


@dataclass(frozen=True)
class CTranslateEngine:
    """A loaded package. ``translate`` never drops, reorders or cuts a text; a text it could not translate
    (a loop, nothing at all, twice in a row) has the one hypothesis ``""``."""

    source_package: Package
    translator: Any
    tokenizer: Tokenizer
    workers: int
    suppressed: tuple[tuple[str, ...], ...] = ()

    @property
    def package(self) -> str:
        return self.source_package.name

    @property
    def package_hash(self) -> str:
        return self.source_package.hash

    @property
    def slots(self) -> bool:
        return self.source_package.slots

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        parts = {text: split_clauses(text, self._fits) for text in set(texts)}
        unique = sorted({part for pieces in parts.values() for part in pieces}, key=lambda t: (len(t), t))
        done: dict[str, list[Hypothesis]] = {}
        told = 0
        iterator = iter(unique)
        while chunk := list(islice(iterator, CHUNK)):
            done |= self._chunk(chunk, n_best)
            finished = len(texts) * len(done) // len(unique)
            if progress and finished > told:
                progress(finished - told)
                told = finished
        return [
            done[text] if len(parts[text]) == 1 else [_joined(text, parts[text], [done[p][0] for p in parts[text]])]
            for text in texts
        ]

    @property
    def _limit(self) -> int:
        return int(self.source_package.metadata.get("max_pieces", MAX_PIECES))

    def _fits(self, text: str) -> bool:
        return len(self.tokenizer.encode(text)) <= self._limit

    def _chunk(self, texts: list[str], n_best: int) -> dict[str, list[Hypothesis]]:
        done = dict(zip(texts, self._run(texts, n_best, {}), strict=True))
        bad = [text for text in texts if self._is_bad(done[text][0], text)]
        if bad:
            for text, again in zip(bad, self._run(bad, 1, RETRY), strict=True):
                good = [h for h in [*done[text][1:], *again] if not self._is_bad(h, text)]
                done[text] = good or [Hypothesis("", -99.0)]
        return done

    @staticmethod
    def _is_bad(hypothesis: Hypothesis, text: str) -> bool:
        empty = not hypothesis.text.strip() and any(c.isalnum() for c in text)
        return empty or is_loop(hypothesis.text, text)

    def _run(self, texts: list[str], n_best: int, options: dict[str, Any]) -> list[list[Hypothesis]]:
        encoded = [self.tokenizer.encode(text) for text in texts]
        prefix = self.source_package.target_prefix
        tokens = sum(map(len, encoded))
        settings: dict[str, Any] = {
            "beam_size": max(BEAM, n_best),
            "num_hypotheses": n_best,
            "max_batch_size": max(256, min(2048, tokens // (2 * self.workers))),
            "batch_type": "tokens",
            "max_decoding_length": 3 * self._limit,
            "disable_unk": True,
            "return_scores": True,
            "return_attention": True,
            "suppress_sequences": [list(s) for s in self.suppressed] or None,
            "target_prefix": [[prefix]] * len(texts) if prefix else None,
        }
        settings |= options
        settings["num_hypotheses"] = min(settings["num_hypotheses"], settings["beam_size"])
        try:
            results = self.translator.translate_batch(encoded, **settings)
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{self.package}: {error}", f"`localize packages verify {self.package}` tests the package"
            ) from error
        return [self._hypotheses(text, e, r, prefix) for text, e, r in zip(texts, encoded, results, strict=True)]

    def _hypotheses(self, source: str, encoded: list[str], result: Any, prefix: str) -> list[Hypothesis]:
        spans = self.tokenizer.offsets(source, encoded)
        found = []
        attentions = result.attention or [[] for _ in result.hypotheses]
        for pieces, score, attention in zip(result.hypotheses, result.scores, attentions, strict=True):
            skip = 1 if prefix and pieces[:1] == [prefix] else 0
            text, places = self.tokenizer.decode(pieces[skip:])
            found.append(Hypothesis(text, float(score), _links(places, attention[skip:], spans)))
        return found


def _links(
    places: list[tuple[int, int]], attention: Sequence[Sequence[float]], spans: list[tuple[int, int]]
) -> tuple[Link, ...]:
    """The strongest source piece of every target piece, where it is one of the text (no prefix, no end)."""
    links = []
    for (start, stop), row in zip(places, attention, strict=False):
        if not row or start == stop:
            continue
        best = max(range(len(row)), key=row.__getitem__)
        if best < len(spans) and spans[best][0] < spans[best][1]:
            links.append(Link(start, stop, *spans[best], float(row[best])))
    return tuple(links)


def _joined(text: str, parts: Sequence[str], hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """One hypothesis for a text that was translated in parts; its score is the worst part's."""
    if any(not h.text for h in hypotheses):
        return Hypothesis("", -99.0)
    links: list[Link] = []
    pieces: list[str] = []
    at = source_at = 0
    for part, hypothesis in zip(parts, hypotheses, strict=True):
        source_at = text.index(part, source_at)
        links += [
            replace(link, start=link.start + at, stop=link.stop + at,
                    source_start=link.source_start + source_at, source_stop=link.source_stop + source_at)
            for link in hypothesis.links
        ]  # fmt: skip
        pieces.append(hypothesis.text)
        at += len(hypothesis.text) + 1
        source_at += len(part)
    return Hypothesis(" ".join(pieces), min(h.score for h in hypotheses), tuple(links))


def load(source: str, target: str, package: str | None = None) -> CTranslateEngine:
    """The engine for a language pair, from the package named or the best one installed."""
    return open_engine(find(source, target, package))


@lru_cache(maxsize=4)
def _translator(path: str, workers: int, compute_type: str) -> Any:
    import ctranslate2

    return ctranslate2.Translator(path, device="cpu", compute_type=compute_type, inter_threads=workers, intra_threads=1)


def open_engine(package: Package, compute_type: str = "int8") -> CTranslateEngine:
    """The engine that runs a package; ``EngineError`` when its model cannot be loaded.

    ``int8`` is what packages ship and what a laptop is fast at; ``float32`` is for comparisons with the original.
    """
    from localize.engines.tokenizers import tokenizer_of

    workers = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    try:
        translator = _translator(str(package.path / "model"), workers, compute_type)
    except (RuntimeError, ValueError) as error:
        named = package.path if package.origin == "given" else package.name
        raise EngineError(
            f"{named}: the model cannot be loaded ({str(error).splitlines()[0].split('. ')[0]})",
            f"`localize packages verify {named}` tells more; installing it again may help",
        ) from error
    suppressed = tuple(tuple(s) for s in package.metadata.get("suppress_sequences", []))
    return CTranslateEngine(package, translator, tokenizer_of(package), workers, suppressed)
