"""Reads the TOML tables that hold what rules cannot know; each file is parsed once, on first use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the parsed table `data/<name>.toml`.

    >>> table("readings")["acronyms"]["АҚШ"]
    'аш'
    """
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str, section: str, key: str) -> frozenset[str]:
    """Return one list of a table as a set.

    >>> "халық" in words("kazakh", "stem", "elision")
    True
    """
    return frozenset(table(name)[section][key])
