"""Text ⇄ pieces for the kinds of packages there are, with the characters each piece stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from localize.errors import EngineError, PackageError
from localize.packages import Package

Places = list[tuple[int, int]]
BYTE = re.compile(r"<0x[0-9A-F]{2}>")
BLANK = "\u2581"
# What a model may never have seen: blanks that do not break, thin ones, and the hyphen that does not break.
PLAIN = str.maketrans("\u00a0\u2007\u2009\u202f\u2011", "    -")
MARK = re.compile(r"[\u0300-\u036f]")
CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)


class Tokenizer(Protocol):
    """``encode`` a text into pieces, ``offsets`` of those pieces in it, ``decode`` pieces with their places."""

    def encode(self, text: str) -> list[str]: ...

    def offsets(self, text: str, pieces: list[str]) -> Places: ...

    def decode(self, pieces: list[str]) -> tuple[str, Places]: ...


@dataclass(frozen=True)
class SentencePieces:
    """SentencePiece on both sides; ``eos`` is appended for models whose conversion does not add it."""

    source: Any
    target: Any
    prefix: tuple[str, ...] = ()
    eos: bool = False

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self.source.encode(text.translate(PLAIN), out_type=str)
        return [*self.prefix, *pieces, *(["</s>"] if self.eos else [])]

    def offsets(self, text: str, pieces: list[str]) -> Places:
        inner = pieces[len(self.prefix) : -1 if self.eos else None]
        return [(0, 0)] * len(self.prefix) + walk(text.translate(PLAIN), inner)

    def decode(self, pieces: list[str]) -> tuple[str, Places]:
        text = str(self.target.decode(pieces)).replace(BLANK, " ").strip()  # a piece of the other side keeps its mark
        return text, walk(text, pieces)


def walk(text: str, pieces: list[str]) -> Places:
    """Where each SentencePiece piece stands in its text; a byte piece counts for the character it is part of.

    Pieces are of the normalised text: compatibility forms (№, …, ½) are looked for as what they become, and runs
    of blanks as one.

    >>> walk("Алматыда 🙂", ["▁Алматы", "да", "▁", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>"])
    [(0, 6), (6, 8), (8, 9), (9, 10), (9, 10), (9, 10), (9, 10)]
    >>> walk("№ 5…  а", ["▁No", "▁5", "...", "▁а"])
    [(0, 1), (1, 3), (3, 4), (4, 7)]
    """
    folded, spots = _folded(text)
    places: Places = []
    at = pending = 0
    for piece in pieces:
        if piece[:1] == "<" and BYTE.fullmatch(piece) and at < len(folded):
            pending = pending or len(folded[at].encode())
            places.append(spots[at])
            pending -= 1
            at += pending == 0
            continue
        surface = _surface(piece)
        usual = surface.strip(" ") and folded.startswith(surface, at)
        start, at = at, at + len(surface) if usual else _end(folded, at, surface)
        here = spots[start][0] if start < len(folded) else len(text)
        places.append((here, spots[at - 1][1]) if at > start else (here, here))
    return places


@lru_cache(maxsize=65536)
def _surface(piece: str) -> str:
    """What a piece stands for; a package has some ten thousand different ones."""
    return unicodedata.normalize("NFKC", piece.replace(BLANK, " "))


def _end(folded: str, at: int, surface: str) -> int:
    """Where a piece that begins at ``at`` ends; a few characters that left no piece may stand before it."""
    body = surface.lstrip(" ")
    if not body:
        return at + folded.startswith(" ", at)
    found = folded.find(body, at, at + len(body) + 4)
    return min(len(folded), max(found, at) + len(body))


def _folded(text: str) -> tuple[str, Places]:
    """The text as SentencePiece's usual normalisation (NFKC) writes it, and where each of its characters was."""
    if unicodedata.is_normalized("NFKC", text) and not MARK.search(text):
        return text, [(at, at + 1) for at in range(len(text))]
    folded: list[str] = []
    spots: Places = []
    for cluster in CLUSTER.finditer(text):
        written = unicodedata.normalize("NFKC", cluster[0])
        folded.append(written)
        spots += [cluster.span()] * len(written)
    return "".join(folded), spots


@dataclass(frozen=True)
class MosesBpe:
    """The older Argos kind: Moses tokens cut by subword-nmt codes (``@@`` marks a cut)."""

    normalizer: Any
    tokenizer: Any
    detokenizer: Any
    codes: Any

    def encode(self, text: str) -> list[str]:
        tokens = self.tokenizer.tokenize(self.normalizer.normalize(text), escape=True)
        pieces: list[str] = self.codes.segment_tokens(tokens)
        return pieces

    def offsets(self, text: str, pieces: list[str]) -> Places:
        places, at = [], 0
        for piece in pieces:
            surface = piece.removesuffix("@@")
            found = text.find(surface, at)
            if found >= 0:
                at = found + len(surface)
            places.append((at - len(surface) if found >= 0 else at, at))
        return places

    def decode(self, pieces: list[str]) -> tuple[str, Places]:
        words = re.sub(r"@@( |$)", "", " ".join(pieces)).split(" ")
        text: str = self.detokenizer.detokenize(words)
        return text.strip(), self.offsets(text, pieces)


@lru_cache(maxsize=8)
def _sentencepiece(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise PackageError(f"{path}: damaged SentencePiece model", "install the package again") from error


def tokenizer_of(package: Package) -> Tokenizer:
    """The tokenizer that a package's files call for."""
    folder, metadata = package.path, package.metadata
    joint, source, target = (folder / name for name in ("sentencepiece.model", "source.spm", "target.spm"))
    if source.is_file() or joint.is_file():
        encode = source if source.is_file() else joint
        decode = target if target.is_file() else encode
        prefix = tuple(metadata.get("source_prefix", []))
        return SentencePieces(
            _sentencepiece(encode), _sentencepiece(decode), prefix, bool(metadata.get("append_eos", False))
        )
    if (folder / "bpe.model").is_file():
        return _moses_bpe(package)
    raise PackageError(f"{package.path}: no sentencepiece.model and no bpe.model", "this package cannot be used")


def _moses_bpe(package: Package) -> Tokenizer:
    try:
        from sacremoses import MosesDetokenizer, MosesPunctNormalizer, MosesTokenizer
        from subword_nmt.apply_bpe import BPE
    except ImportError as error:
        raise EngineError(
            f"{package.name} needs the Moses tokenizer ({error.name} is not installed)", "pip install 'localize[bpe]'"
        ) from error
    with (package.path / "bpe.model").open(encoding="utf-8") as codes:
        bpe = BPE(codes)
    return MosesBpe(
        MosesPunctNormalizer(package.source), MosesTokenizer(package.source), MosesDetokenizer(package.target), bpe
    )
