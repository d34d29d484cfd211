"""Parts → ``.argosmodel``: a CTranslate2 model, its tokenizer and what is to be known of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from localize.errors import PackageError
from localize.packages.archive import write
from localize.packages.layout import TOKENIZERS, digest, missing, parts
from localize.packages.metadata import folder_of, problems, read_metadata

ARGOS_VERSION = "1.9"
LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}


def describe(source: str, target: str, version: str, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Metadata that Argos Translate and localize both read; ``more`` adds to it and wins over it."""
    return {
        "package_version": version,
        "argos_version": ARGOS_VERSION,
        "from_code": source,
        "from_name": LANGUAGES.get(source, source),
        "to_code": target,
        "to_name": LANGUAGES.get(target, target),
        "type": "translate",
        **(more or {}),
    }


def pack(
    model: Path, tokenizers: Mapping[str, Path], metadata: Mapping[str, Any], out: Path, texts: Sequence[Path] = ()
) -> Path:
    """Write a package and give its path; the same parts give the same bytes.

    ``model`` is the folder that a CTranslate2 converter wrote, ``tokenizers`` maps the name in the package
    (``sentencepiece.model`` for both sides, and ``target.spm`` when the target side differs) to a file, ``texts``
    are a README and licences. ``out`` is a file, or a folder in which the file gets the package's name.
    """
    if odd := sorted(set(tokenizers) - set(TOKENIZERS)):
        raise PackageError(f"{odd[0]!r} is no tokenizer of a package", f"there are: {', '.join(TOKENIZERS)}")
    found = {f"model/{p.relative_to(model).as_posix()}": p for p in sorted(model.rglob("*")) if p.is_file()}
    found |= tokenizers
    return _write(found, metadata, out, texts)


def pack_folder(folder: Path, out: Path) -> Path:
    """Write the package in a folder (one that was unpacked, or put together by hand) as a file."""
    texts = [p for p in sorted(folder.iterdir()) if p.is_file() and p.name.split(".")[0] in ("README", "LICENSE")]
    return _write(parts(folder), read_metadata(folder), out, texts)


def _write(found: Mapping[str, Path], metadata: Mapping[str, Any], out: Path, texts: Sequence[Path]) -> Path:
    if lacking := missing(set(found)):
        raise PackageError(f"the package would be incomplete: {'; '.join(lacking)}", "see docs/packages.md")
    for path in [*found.values(), *texts]:
        if not path.is_file():
            raise PackageError(f"{path}: no such file", "check the name")
    whole = dict(metadata) | {"files": {name: digest(path) for name, path in sorted(found.items())}}
    if wrong := problems(whole):
        raise PackageError(f"metadata: {'; '.join(wrong)}", "see docs/packages.md")
    top = folder_of(whole)
    target = out / f"{top}.argosmodel" if out.is_dir() or not out.suffix else out
    told = json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"
    write({**found, **{p.name: p for p in texts}, "metadata.json": told}, top, target)
    return target


def read_more(path: Path) -> dict[str, Any]:
    """More metadata from a JSON file."""
    try:
        more = json.loads(path.read_text(encoding="utf-8"))
        return dict(more)
    except (OSError, ValueError, TypeError) as error:
        raise PackageError(f"{path}: not a JSON object ({error})", "see docs/packages.md") from error
