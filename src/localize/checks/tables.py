"""Reads the data of the checks; each file once, on first use."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


def text(name: str) -> str:
    """The text of ``data/<name>``."""
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed table ``data/<name>.toml``.

    >>> table("months")["months"]["en"]["stems"][4]
    'may'
    """
    return tomllib.loads(text(f"{name}.toml"))
