"""What the program says to people, through gettext; the catalogues lie in ``locales/<lang>/LC_MESSAGES``."""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path


def locales_folder() -> Path:
    """``locales/`` beside the installed package, or at the top of the checkout it is run from."""
    inside = Path(__file__).parent / "locales"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "locales"


@lru_cache(maxsize=1)
def _translations() -> gettext.NullTranslations:
    named = [os.environ.get(key, "") for key in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    languages = [part.split(".")[0] for value in named if value for part in value.split(":")][:4]
    return gettext.translation("localize", locales_folder(), languages=languages or None, fallback=True)


def _(message: str) -> str:
    return _translations().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return _translations().ngettext(one, many, n)
