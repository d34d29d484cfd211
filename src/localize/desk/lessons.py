"""Lessons as glossary candidates: a CSV that `localize glossary` and a spreadsheet read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from localize.glossary.exchange.spreadsheet import neutralised
from localize.glossary.names import nominative
from localize.glossary.words import lowered, readings
from localize.memory.lessons import Lesson, candidates


def candidates_csv(lessons: Iterable[Lesson]) -> bytes:
    """``ru,kk,en,kind,status,note``, every row a candidate that a person has yet to approve."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([neutralised(cell) for cell in row] for row in candidates(lessons, dictionary_form))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def dictionary_form(phrase: str) -> str:
    """The likeliest dictionary form of what a text has; a phrase of common words stays as it is.

    >>> dictionary_form("министерства"), dictionary_form("Токаева"), dictionary_form("социальной защиты")
    ('министерство', 'Токаев', 'социальной защиты')
    """
    found = readings(lowered(phrase)) if phrase.islower() and " " not in phrase else ()
    return found[0].lemma if found else nominative(phrase)
