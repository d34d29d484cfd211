"""Glossaries that hold: terms found in any Russian form and written in the right form of the target.

`terminology_for` gives what the pipeline asks for (`localize.pipeline.Terminology`); the termbase behind it is
the newsroom's own glossaries and the shipped one, the nearest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from localize.glossary.term import Term, TermSpan

if TYPE_CHECKING:
    from localize.glossary.terminology import GlossaryTerminology

__all__ = ["Term", "TermSpan", "terminology_for"]


def terminology_for(lang: str, article: Path | None = None, files: Sequence[Path] = ()) -> GlossaryTerminology:
    """The terminology of one target language for an article: ``files`` first, then what lies beside the article,
    the user's own, the shipped glossary. Raises `GlossaryError` for a file that cannot be read.

    >>> [span.text for span in terminology_for("kk").match("Токаеву доложили о товарообороте с Китаем.")]
    ['Токаеву', 'товарообороте', 'Китаем']
    """
    from localize.glossary.termbase import termbase_for
    from localize.glossary.terminology import terminology_of

    return terminology_of(termbase_for(lang, article, files))
