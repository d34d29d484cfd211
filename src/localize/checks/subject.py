"""What the checks look at: a draft with its markup blanked out and its words and figures found, once for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from localize.checks.figures import Figure, figures
from localize.document import Draft

# Tags and links as they look where no format has marked them (review files bring bare text).
MARKUP = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|\*\*|__|(?<=\])\([^()\s]*\)|`[^`]*`|&[a-z]+;|&#\d+;")
COPIED = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"“”]+[^\s<>«»\"“”.,;:!?)\]]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,6}(?:kz|ru|com|org|net|info|gov|edu)\b(?:/[^\s<>«»\"]*[^\s<>«»\".,;:!?)])?"
    r"|(?<![\w@])@[A-Za-z_]\w{2,}",
    re.IGNORECASE,
)
# What `COPIED` may match holds one of these.
ADDRESSED = ("://", "www.", "@", ".kz", ".ru", ".com", ".org", ".net", ".info", ".gov", ".edu")
WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ‑][^\W\d_]+)*")

BEGINNING = re.compile(r"(?<![^\W\d_])[^\W\d_]{3}")


class Word(NamedTuple):
    """A word of letters, hyphens inside kept; offsets are those of the side it stands on."""

    text: str
    start: int
    stop: int


class Wanted(NamedTuple):
    """A glossary term that the source holds: its words there, the approved target, renderings not allowed."""

    source: str
    target: str
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft laid out for the checks.

    ``source`` and ``target`` are as long as the real texts: markup, links and addresses are spaces in them,
    so that offsets hold. ``beginnings`` are the first three letters of the words of each, in lower case; ``copied`` are the links and addresses of the source and of the target.
    """

    draft: Draft
    lang: str
    source: str
    target: str
    source_words: tuple[Word, ...]
    target_words: tuple[Word, ...]
    source_figures: tuple[Figure, ...]
    target_figures: tuple[Figure, ...]
    beginnings: tuple[frozenset[str], frozenset[str]]
    copied: tuple[tuple[str, ...], tuple[str, ...]]
    wanted: tuple[Wanted, ...] = ()


def subject_of(draft: Draft, wanted: Sequence[Wanted] = ()) -> Subject:
    """A draft as the checks see it."""
    tags = [span.text for span in draft.segment.markup if span.text.strip()]
    source, copied_source = _plain(draft.segment.text, tags)
    target, copied_target = _plain(draft.target, tags)
    return Subject(
        draft, draft.lang, source, target, words(source), words(target),
        figures(source, "ru"), figures(target, draft.lang), (beginnings(source), beginnings(target)), (copied_source, copied_target), tuple(wanted),
    )  # fmt: skip


def words(text: str) -> tuple[Word, ...]:
    """
    >>> [w.text for w in words("АҚШ-тың 5 IT-компаниясы")]
    ['АҚШ-тың', 'IT-компаниясы']
    """
    return tuple(Word(m[0], *m.span()) for m in WORD.finditer(text))


def beginnings(text: str) -> frozenset[str]:
    """
    >>> sorted(beginnings("1 Июля — день"))
    ['ден', 'июл']
    """
    return frozenset(BEGINNING.findall(text.lower()))


def _plain(text: str, tags: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The text with links, addresses and markup blanked, and what was copied."""
    low = text.lower()
    copied = tuple(COPIED.findall(text)) if any(sign in low for sign in ADDRESSED) else ()
    if copied:
        text = COPIED.sub(_blank, text)
    if tags:
        text = tag_pattern(tags).sub(_blank, text)
    return (MARKUP.sub(_blank, text) if any(c in text for c in "<*_`&(") else text), copied


def tag_pattern(tags: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these tags, the longest first (``**`` before ``*``)."""
    return re.compile("|".join(re.escape(tag) for tag in sorted(set(tags), key=len, reverse=True)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
