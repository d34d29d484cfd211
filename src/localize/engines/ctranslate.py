"""The engine of the house: an Argos package run by CTranslate2 directly, all segments at hand in one go."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from localize.engines import Hypothesis, Link
from localize.engines.clauses import split_parts
from localize.errors import EngineError
from localize.packages import Package, find

if TYPE_CHECKING:
    from localize.engines.tokenizers import Tokenizer

BEAM = 4
MAX_PIECES = 100
BATCH = 1024  # pieces; more of them fall out of the processor's cache
STUTTER = re.compile(r"(.{1,4}?)\1{9,}")
RETRY = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.3, "beam_size": 2}


def batches(encoded: Iterable[tuple[str, list[str]]]) -> Iterator[list[tuple[str, list[str]]]]:
    """Texts with their pieces → batches, each of texts with the same number of pieces, the longest first.

    >>> [[text for text, _ in batch] for batch in batches([("а", ["а"]), ("б в", ["б", "в"]), ("г", ["г"])])]
    [['б в'], ['а', 'г']]
    """
    alike: dict[int, list[tuple[str, list[str]]]] = {}
    for text, pieces in encoded:
        alike.setdefault(len(pieces), []).append((text, pieces))
    for length, group in sorted(alike.items(), reverse=True):
        size = max(1, BATCH // max(1, length))
        yield from (group[at : at + size] for at in range(0, len(group), size))


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
    (a loop, nothing at all, twice in a row) has the one hypothesis ``""``.

    What a text becomes depends on nothing but the text: only texts of as many pieces share a batch, for padding is
    what changes the last digits of scores (and once in a thousand sentences the translation). See docs/scale.md.
    """

    source_package: Package
    translator: Any
    tokenizer: Tokenizer
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
        parts, unique = self._parted(texts)
        done: dict[str, list[Hypothesis]] = {}
        told = 0
        for text, hypotheses in self._run(unique, n_best, {}):
            done[text] = hypotheses
            finished = len(texts) * len(done) // len(unique)
            if progress and finished > told:
                progress(finished - told)
                told = finished
        self._try_again(done)
        return [_joined(text, parts[text], [done[part] for part in parts[text]]) for text in texts]

    def carefully(self, texts: Sequence[str], n_best: int = 1) -> list[list[Hypothesis]]:
        """Other hypotheses for every text, decoded so that nothing is said twice."""
        parts, unique = self._parted(texts)
        found = dict(self._run(unique, n_best, {**RETRY, "beam_size": max(BEAM, n_best)}))
        return [_joined(text, parts[text], [found[part] for part in parts[text]]) for text in texts]

    def _parted(self, texts: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
        """The parts that each text is read in, and all of them once."""
        parts = {text: split_parts(text, self._fits) for text in dict.fromkeys(texts)}
        return parts, list(dict.fromkeys(part for pieces in parts.values() for part in pieces))

    @property
    def _limit(self) -> int:
        return int(self.source_package.metadata.get("max_pieces", MAX_PIECES))

    def _fits(self, text: str) -> bool:
        return len(self.tokenizer.encode(text)) <= self._limit

    def _try_again(self, done: dict[str, list[Hypothesis]]) -> None:
        """A second, more careful try for all texts whose best hypothesis is a loop, or nothing."""
        bad = [text for text, hypotheses in done.items() if self._is_bad(hypotheses[0], text)]
        for text, again in self._run(bad, 1, RETRY):
            good = [h for h in [*done[text][1:], *again] if not self._is_bad(h, text)]
            done[text] = good or [Hypothesis("", -99.0)]

    @staticmethod
    def _is_bad(hypothesis: Hypothesis, text: str) -> bool:
        empty = not hypothesis.text.strip() and any(c.isalnum() for c in text)
        return empty or is_loop(hypothesis.text, text)

    def _run(self, texts: list[str], n_best: int, options: dict[str, Any]) -> Iterator[tuple[str, list[Hypothesis]]]:
        """Texts with their hypotheses, the longest first. While one batch is read, the next are being decoded."""
        prefix, metadata = self.source_package.target_prefix, self.source_package.metadata
        settings: dict[str, Any] = {
            "beam_size": max(int(metadata.get("beam_size", BEAM)), n_best),
            "num_hypotheses": n_best,
            "max_decoding_length": 3 * self._limit,
            "disable_unk": True,
            "return_scores": True,
            "return_attention": True,
            "suppress_sequences": [list(s) for s in self.suppressed] or None,
            "asynchronous": True,
        }
        settings |= options
        settings["num_hypotheses"] = min(settings["num_hypotheses"], settings["beam_size"])
        try:
            running = [
                (batch, self.translator.translate_batch(
                    [pieces for _, pieces in batch], target_prefix=[[prefix]] * len(batch) if prefix else None, **settings
                ))
                for batch in batches([(text, self.tokenizer.encode(text)) for text in texts])
            ]  # fmt: skip
            for batch, results in running:
                for (text, pieces), result in zip(batch, results, strict=True):
                    yield text, self._hypotheses(text, pieces, result.result(), prefix)
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{self.package}: {error}", f"`localize packages verify {self.package}` tests the package"
            ) from error

    def _hypotheses(self, source: str, encoded: list[str], result: Any, prefix: str) -> list[Hypothesis]:
        spans = self.tokenizer.offsets(source, encoded)
        found = []
        attentions = result.attention or [[] for _ in result.hypotheses]
        for pieces, score, attention in zip(result.hypotheses, result.scores, attentions, strict=True):
            skip = 1 if prefix and pieces[:1] == [prefix] else 0
            text, places = _whole(*self.tokenizer.decode(pieces[skip:]))
            rows = _repaired([list[float](), *attention[1:]][skip:], text, places)
            found.append(Hypothesis(text, float(score), _links(places, rows, spans)))
        return found


def _whole(text: str, places: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A text without what is left of characters of which the engine wrote only some bytes.

    >>> _whole("\ufffd–38", [(0, 1), (1, 4)])
    ('–38', [(0, 0), (0, 3)])
    """
    if "\ufffd" not in text:
        return text, places
    return text.replace("\ufffd", ""), [
        (start - text.count("\ufffd", 0, start), stop - text.count("\ufffd", 0, stop)) for start, stop in places
    ]


def _repaired(rows: list[list[float]], text: str, places: list[tuple[int, int]]) -> list[list[float]]:
    """Attention whose first row is missing: CTranslate2 (4.8) gives there that of another text of the batch when it
    searches with a beam. The first piece of a word is taken to look where the second does."""
    one_word = len(places) > 1 and text[places[0][1] : places[1][1]][:1].strip()
    return [rows[1], *rows[1:]] if len(rows) > 1 and not rows[0] and one_word else rows


def _links(
    places: list[tuple[int, int]], attention: Sequence[list[float]], spans: list[tuple[int, int]]
) -> tuple[Link, ...]:
    """The strongest source piece of every target piece, where it is one of the text (no prefix, no end)."""
    links = []
    for (start, stop), row in zip(places, attention, strict=False):
        if not row or start == stop:
            continue
        weight = max(row)
        best = row.index(weight)
        if best < len(spans) and spans[best][0] < spans[best][1]:
            links.append(Link(start, stop, *spans[best], weight))
    return tuple(links)


def _joined(text: str, parts: Sequence[str], found: Sequence[Sequence[Hypothesis]]) -> list[Hypothesis]:
    """Hypotheses for a text that was translated in parts: of every part the first, of every part the second …"""
    if len(parts) == 1:
        return list(found[0])
    return [
        _concatenated(text, parts, [hypotheses[min(rank, len(hypotheses) - 1)] for hypotheses in found])
        for rank in range(max(map(len, found)))
    ]


def _concatenated(text: str, parts: Sequence[str], hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """One hypothesis; its score is the worst part's."""
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

    # One thread a batch: so a result does not depend on how many there are. The queue holds whatever is asked for.
    return ctranslate2.Translator(
        path, device="cpu", compute_type=compute_type, inter_threads=workers, intra_threads=1, max_queued_batches=-1
    )


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
    return CTranslateEngine(package, translator, tokenizer_of(package), suppressed)
