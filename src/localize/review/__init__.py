"""Review files: drafts out to a person, decisions back in. One module a format, one conformance suite for all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from localize.document import Article
from localize.errors import ReviewError, UsageError
from localize.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a review file as it came back.

    ``draft`` is the fingerprint of the machine's draft (see `fingerprint`), so that an edit can be told from
    an untouched row even where the tool forgot the draft itself. A row that is not of this article has the id
    the file gives it; a row that stands twice comes back twice: `merge` reports both.
    """

    id: str
    source: str
    target: str
    approved: bool
    draft: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A review file's decisions, and which article (name, hash of its source) and language they are for."""

    article: str
    name: str
    hash: str
    lang: str
    entries: tuple[Entry, ...]
    reviewer: str = ""
    package: str = ""


class ReviewFormat(Protocol):
    """What a review format implements, as an inverse pair: ``load(export(a, lang), name)`` gives every
    segment of the article back, in order, none approved that was not.

    ``export`` is deterministic: no clock, no random ids. ``load`` takes any bytes: what is not a file that
    ``export`` made (and a person or a tool edited) raises `ReviewError`, and nothing in it is ever executed,
    fetched or expanded. Where a format has no mark of approval (docx, tmx, csv), an edited row is an approved one.
    """

    suffix: str

    def export(self, article: Article, lang: str) -> bytes: ...

    def load(self, data: bytes, name: str) -> Review: ...


REVIEW_FORMATS = Registry(
    "review format",
    {
        "po": "localize.review.po:PoReview",
        "html": "localize.review.html:HtmlReview",
        "docx": "localize.review.docx:DocxReview",
        "xliff": "localize.review.xliff:XliffReview",
        "tmx": "localize.review.tmx:TmxReview",
        "csv": "localize.review.csv:CsvReview",
    },
)
SUFFIXES = {
    ".po": "po",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tmx": "tmx",
    ".csv": "csv",
}


def review_format_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"{path}: no review format has the suffix {suffix!r}", f"review files: {' '.join(SUFFIXES)}")
    return SUFFIXES[suffix]


def fingerprint(text: str) -> str:
    """Eight hex digits that tell a changed text from an unchanged one."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:8]


def not_ours(name: str, what: str) -> ReviewError:
    """The refusal of a sound file that `localize` did not make."""
    return ReviewError(
        f"{name}: not one of our review files ({what})", "review files are made by `localize translate ARTICLE --to kk`"
    )


def damaged(name: str, what: str) -> ReviewError:
    """The refusal of a file that was cut off, emptied or spoilt on its way."""
    return ReviewError(f"{name}: damaged review file ({what})", "ask for the file again, or export it anew")
