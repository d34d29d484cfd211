"""What a package says of itself: ``metadata.json``, checked for type before anything relies on it.

Argos Translate reads ``package_version``, ``from_code``, ``to_code``, the names and ``target_prefix``. Keys of our
own, which it passes over: ``slots``, ``max_pieces``, ``beam_size``, ``source_prefix``, ``append_eos``,
``suppress_sequences``, ``files`` (SHA-256 of every part) and ``scores``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from localize.errors import PackageError

CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
REQUIRED = ("package_version", "from_code", "to_code")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _digests(value: object) -> bool:
    return isinstance(value, dict) and all(re.fullmatch("[0-9a-f]{64}", str(digest)) for digest in value.values())


CHECKS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "package_version": ("a version such as 1.0", lambda v: _text(v) and bool(VERSION.fullmatch(v))),
    "from_code": ("a language code", lambda v: _text(v) and bool(CODE.fullmatch(v))),
    "to_code": ("a language code", lambda v: _text(v) and bool(CODE.fullmatch(v))),
    "from_name": ("text", _text),
    "to_name": ("text", _text),
    "argos_version": ("text", _text),
    "type": ("text", _text),
    "target_prefix": ("one token as text", _text),
    "source_prefix": ("a list of tokens", _texts),
    "slots": ("true or false", lambda v: isinstance(v, bool)),
    "append_eos": ("true or false", lambda v: isinstance(v, bool)),
    "max_pieces": ("a number from 8 to 1000", lambda v: type(v) is int and 8 <= v <= 1000),
    "beam_size": ("a number from 1 to 16", lambda v: type(v) is int and 1 <= v <= 16),
    "suppress_sequences": ("a list of lists of tokens", lambda v: isinstance(v, list) and all(map(_texts, v))),
    "files": ("SHA-256 digests by file name", _digests),
    "scores": ("scores by test set", lambda v: isinstance(v, dict)),
}


def problems(metadata: object) -> list[str]:
    """What is wrong with a package's metadata; an empty list when it can be relied on.

    >>> problems({"package_version": "1.0", "from_code": "ru", "to_code": "../kk", "slots": 1})
    ["to_code is '../kk', not a language code", 'slots is 1, not true or false']
    """
    if not isinstance(metadata, dict):
        return ["metadata.json holds no object"]
    missing = [f"{key} is missing" for key in REQUIRED if key not in metadata]
    wrong = [
        f"{key} is {repr(metadata[key])[:60]}, not {what}"
        for key, (what, is_good) in CHECKS.items()
        if key in metadata and not is_good(metadata[key])
    ]
    return missing + wrong


def parse(data: bytes, name: str) -> dict[str, Any]:
    """The metadata in the bytes of a ``metadata.json``; ``PackageError`` names what is wrong with it."""
    try:
        metadata = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PackageError(f"{name}: metadata.json cannot be read ({error})", "get the package again") from error
    if found := problems(metadata):
        raise PackageError(f"{name}: not a translation package: {'; '.join(found)}", "get it again, or another")
    return dict(metadata)


def read_metadata(folder: Path) -> dict[str, Any]:
    """The metadata of the package in a folder; ``PackageError`` when it is missing, damaged or incomplete."""
    try:
        return parse((folder / "metadata.json").read_bytes(), str(folder))
    except OSError as error:
        raise PackageError(
            f"{folder}: not a translation package (metadata.json: {error.strerror})",
            "`localize packages list` shows the packages there are",
        ) from error


def name_of(metadata: Mapping[str, Any]) -> str:
    """``translate-ru_kk-1.0``"""
    return f"translate-{metadata['from_code']}_{metadata['to_code']}-{metadata['package_version']}"


def folder_of(metadata: Mapping[str, Any]) -> str:
    """The top folder's name, as the Argos index spells it: ``translate-ru_kk-1_0``."""
    return name_of(metadata).replace(".", "_")


def version_key(version: str) -> tuple[int, ...]:
    """Versions compare by their numbers; a word after a number (``1.0rc1``) counts for nothing.

    >>> version_key("1.10") > version_key("1.9"), version_key("1.0rc1")
    (True, (1, 0))
    """
    return tuple(int(match[0]) if (match := re.match(r"\d+", part)) else 0 for part in re.split(r"[._]", version))
