"""What the program says to people, through gettext.

The catalogues are ``locales/<lang>/LC_MESSAGES/localize.po``, read as they are: translators see their work at
once, and no compiled file has to be built or shipped. ``locales/extract.py`` keeps them up to date.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import lru_cache
from pathlib import Path

from localize.errors import ReadError

HEADER = ""


def locales_folder() -> Path:
    """``locales/`` beside the installed package, or at the top of the checkout it is run from."""
    inside = Path(__file__).parent / "locales"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "locales"


def catalogue_path(language: str) -> Path:
    return locales_folder() / language / "LC_MESSAGES" / "localize.po"


class Catalogue(gettext.NullTranslations):
    """Messages of a PO file; what it lacks, or holds fuzzy, comes out in English."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        import polib

        try:
            file = polib.pofile(str(path))
            self.rule = gettext.c2py(_plural_formula(file.metadata.get("Plural-Forms", "")))
        except (OSError, ValueError) as error:
            raise ReadError(f"the catalogue of messages is damaged: {error}", "for now: LANGUAGE=en") from error
        entries = file.translated_entries()
        self.singular: dict[str, str] = {entry.msgid: entry.msgstr for entry in entries if not entry.msgid_plural}
        self.singular[""] = "\n".join(f"{name}: {value}" for name, value in file.metadata.items())
        self.plural: dict[str, dict[int, str]] = {
            entry.msgid: entry.msgstr_plural for entry in entries if entry.msgid_plural
        }

    def gettext(self, message: str) -> str:
        return self.singular.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.plural.get(msgid1, {}).get(self.rule(n)) or super().ngettext(msgid1, msgid2, n)


def _plural_formula(header: str) -> str:
    """The expression in a ``Plural-Forms`` header; English where there is none.

    >>> _plural_formula("nplurals=2; plural=(n > 1);"), _plural_formula("")
    ('(n > 1)', 'n != 1')
    """
    found = re.search(r"\bplural=([^;]+)", header)
    return found[1].strip() if found else "n != 1"


def wanted_languages() -> list[str]:
    """The languages that the environment asks for, as gettext reads it: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    return _languages(_asked_for())


def _languages(asked_for: str) -> list[str]:
    return re.findall(r"(?:^|:)([A-Za-z]+)", asked_for)


def _asked_for() -> str:
    return next((v for key in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(key))), "")


@lru_cache(maxsize=4)
def _catalogue(asked_for: str) -> gettext.NullTranslations:
    """The catalogue for what the environment says; asked for with every message, so nothing is read twice."""
    for language in _languages(asked_for):
        if language == "en":
            break
        path = catalogue_path(language)
        if path.is_file():
            return Catalogue(path)
    return gettext.NullTranslations()


def _(message: str) -> str:
    return _catalogue(_asked_for()).gettext(message)


def interface_language() -> str:
    """The language that the program speaks: gettext keeps its catalogue's header under the empty message."""
    found = re.search(r"^Language: *([A-Za-z-]+)", _(HEADER), re.MULTILINE)
    return found[1] if found else "en"


def ngettext(one: str, many: str, n: int) -> str:
    return _catalogue(_asked_for()).ngettext(one, many, n)
