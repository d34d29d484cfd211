"""gettext PO: one entry a segment, raw machine translation marked fuzzy, everything we add in ``#.`` lines.

``# `` comments belong to people. Removing the fuzzy flag approves an entry (Poedit, Weblate, Lokalize).
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from localize.document import Article, Draft, Origin
from localize.errors import ReviewError
from localize.review import Entry, Review, fingerprint

PLURALS = {"kk": "nplurals=2; plural=(n != 1);", "en": "nplurals=2; plural=(n != 1);"}
DRAFT_LINE = re.compile(r"^draft: ([0-9a-f]{8})", re.MULTILINE)
STATES = {Origin.MACHINE: "machine", Origin.MEMORY: "memory", Origin.SOURCE: "untranslated", Origin.PERSON: "person"}


class PoReview:
    suffix = ".po"

    def export(self, article: Article, lang: str) -> bytes:
        import polib

        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = _header(article, lang)
        lines = _lines(article)
        for draft in article.drafts[lang]:
            catalogue.append(_entry(article, draft, lines[draft.segment.id]))
        return f"{catalogue}".encode() + b"\n"

    def load(self, data: bytes, name: str) -> Review:
        catalogue = _parse(data, name)
        header = {key.lower(): value for key, value in catalogue.metadata.items()}
        try:
            article, digest = header["x-localize-article"], header["x-localize-source-hash"]
        except KeyError as error:
            raise ReviewError(
                f"{name}: not one of our review files (no {error} in its header)",
                "review files are made by `localize translate ARTICLE --to kk`",
            ) from None
        entries = [
            Entry(e.msgctxt.rpartition("/")[2], e.msgid, e.msgstr, bool(e.msgstr) and "fuzzy" not in e.flags,
                  _draft_of(e.comment), e.tcomment)
            for e in catalogue
            if not e.obsolete and e.msgctxt and e.msgctxt.rpartition("/")[0] == article
        ]  # fmt: skip
        return Review(
            article, header.get("x-localize-source", ""), digest, header.get("language", ""), tuple(entries),
            header.get("last-translator", ""), header.get("x-localize-package", ""),
        )  # fmt: skip


def _header(article: Article, lang: str) -> dict[str, str]:
    drafts = article.drafts[lang]
    packages = sorted({d.package for d in drafts if d.package})
    return {
        "Project-Id-Version": article.id,
        "Language": lang,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(lang, "nplurals=2; plural=(n != 1);"),
        "X-Source-Language": article.lang,
        "X-Localize-Article": article.id,
        "X-Localize-Source": article.name,
        "X-Localize-Source-Hash": article.hash,
        "X-Localize-Package": ", ".join(packages),
    }


def _lines(article: Article) -> dict[str, int]:
    """The source line of every segment, for ``#:`` references."""
    lines: dict[str, int] = {}
    at, line = 0, 1
    for block in sorted(article.blocks, key=lambda b: b.start):
        line += article.source.count("\n", at, block.start)
        at = block.start
        lines |= {segment.id: line for segment in block.segments}
    return lines


def _entry(article: Article, draft: Draft, line: int) -> Any:
    import polib

    return polib.POEntry(
        msgctxt=f"{article.id}/{draft.segment.id}",
        msgid=draft.segment.text,
        msgstr=draft.target,
        comment="\n".join(notes(draft)),
        occurrences=[(article.name.replace(" ", "_"), str(line))],
        flags=[] if draft.approved else ["fuzzy"],
        previous_msgid=draft.previous or None,
    )


def notes(draft: Draft) -> list[str]:
    """What a reviewer should know of a draft: origin, score, terms, flags, suggestions from the memory."""
    score = "" if draft.score is None else f", score {draft.score:.2f}"
    found = [
        f"draft: {fingerprint(draft.target)} {STATES[draft.origin]} {draft.package}{score} [{draft.band}]",
        *(f"term: {p.source} → {p.target}" + (f" ({p.case})" if p.case else "")
          for p in draft.placements if p.kind in ("term", "name")),
        *(f"{issue.severity}: {issue.message} [{issue.check}]" for issue in draft.issues),
        *(f"memory {percent} %: {source} → {target}" for percent, source, target in draft.suggestions),
    ]  # fmt: skip
    return [" ".join(line.split()) for line in found]


def _draft_of(comment: str) -> str:
    match = DRAFT_LINE.search(comment or "")
    return match[1] if match else ""


def _parse(data: bytes, name: str) -> Any:
    """polib reads lines as files have them only from a file: from a string it also cuts at U+2028 and U+0085."""
    import polib

    if not data.strip():
        raise ReviewError(f"{name}: the file is empty", "export it again with `localize translate`")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.po"
        path.write_bytes(data)
        try:
            return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=False, wrapwidth=0)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            detail = str(error).replace(str(path), name)
            raise ReviewError(f"{name}: damaged PO file ({detail})", f"`msgfmt --check {name}` shows the line") from error
