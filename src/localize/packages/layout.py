"""The parts of a package: the CTranslate2 model and its tokenizer, which is all that takes part in a translation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TOKENIZERS = ("sentencepiece.model", "source.spm", "target.spm", "bpe.model")
VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")
KNOWLEDGE = ("scores", "files")


def parts(folder: Path) -> dict[str, Path]:
    """The files that make the translation what it is, by their names in the package; ``metadata.json`` is apart."""
    model = folder / "model"
    found = {f"model/{p.relative_to(model).as_posix()}": p for p in model.rglob("*") if p.is_file()}
    found |= {name: folder / name for name in TOKENIZERS if (folder / name).is_file()}
    return dict(sorted(found.items()))


def digest(path: Path) -> str:
    """SHA-256 of a file, read in blocks: models are larger than memory likes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint(folder: Path, metadata: Mapping[str, Any]) -> str:
    """First 12 hex digits over all parts and the metadata; what was written of it later does not change it: scores,
    and the digests of the parts."""
    lasting = {key: value for key, value in metadata.items() if key not in KNOWLEDGE}
    whole = hashlib.sha256(json.dumps(lasting, sort_keys=True, ensure_ascii=False).encode())
    for name, path in parts(folder).items():
        whole.update(f"{name}\0{digest(path)}\n".encode())
    return whole.hexdigest()[:12]


def missing(names: set[str]) -> list[str]:
    """What a package with these files lacks, in words; empty when it is complete.

    >>> missing({"model/model.bin", "model/config.json", "model/shared_vocabulary.json"})
    ['no tokenizer (sentencepiece.model, source.spm or bpe.model)']
    """
    lacking = [] if "model/model.bin" in names else ["no model/model.bin"]
    words = {name for name in VOCABULARIES if names & {f"model/{name}.json", f"model/{name}.txt"}}
    if "shared_vocabulary" not in words and len(words) < 2:
        lacking.append("no vocabulary in model/ (shared_vocabulary.json, or one for each side)")
    if not names & {"sentencepiece.model", "source.spm", "bpe.model"}:
        lacking.append("no tokenizer (sentencepiece.model, source.spm or bpe.model)")
    return lacking


def vocabulary(folder: Path, side: str) -> frozenset[str]:
    """The tokens that the model knows on a side (``source``, ``target``); ``ValueError`` or ``OSError`` without."""
    for name in ("shared", side):
        path = folder / "model" / f"{name}_vocabulary.json"
        if path.is_file():
            return frozenset(json.loads(path.read_text(encoding="utf-8")))
        if path.with_suffix(".txt").is_file():
            return frozenset(path.with_suffix(".txt").read_text(encoding="utf-8").split("\n"))
    raise FileNotFoundError(2, "no vocabulary", str(folder / "model"))
