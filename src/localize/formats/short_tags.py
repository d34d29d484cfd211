"""Inline HTML ⇄ text with short tags, the way translators know them from OmegaT: ``Он <b1>сказал</b1>``.

`shorten` and `restore` are a pair. The original tags stay in the block's data, so that a translator can move
a tag but not break it; whatever comes back, `restore` gives well-formed inline HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, NamedTuple

from localize.document import Span
from localize.formats.html_page import OPAQUE, Page, Run
from localize.formats.html_tokens import VOID
from localize.formats.text import CONTROLS

SHORT = re.compile(r"<(?P<close>/)?(?P<name>[a-z]+)(?P<number>\d+)(?P<point>/)?>")
BLANKS = re.compile(r"[ \t\n\r\f]+")
BLANK = " \t\n\r" + "".join(map(chr, CONTROLS))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FORMS = {"open": "<{}>", "close": "</{}>", "point": "<{}/>"}
SHOWN = frozenset(("code", "kbd", "samp", "tt", "var"))


class Piece(NamedTuple):
    """A stretch of a run: text, half of a pair (``partner`` is its index) or a point. ``shown`` points are
    words to a reader (code, names not to be translated); the others may stand outside a block."""

    role: Literal["text", "open", "close", "point"]
    start: int
    stop: int
    name: str = ""
    partner: int = -1
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Shortened:
    """Text with short tags for ``source[start:stop]``, and the tags they stand for."""

    text: str
    start: int
    stop: int
    markup: tuple[Span, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)


def collapse(text: str) -> str:
    """Entities decoded, blanks collapsed as a browser does; a no-break space is no blank.

    >>> collapse("10&nbsp;млн \\n  тенге")
    '10\\xa0млн тенге'
    """
    return BLANKS.sub(" ", html.unescape(text).translate(CONTROLS))


def escape(text: str) -> str:
    """Text for an element: ``&``, ``<`` and ``>`` only."""
    return html.escape(text, quote=False)


def shorten(page: Page, run: Run) -> Shortened | None:
    """A run's text with short tags; None when it holds nothing to read."""
    pieces = _trimmed(page.source, _paired(_pieces(page, run)))
    if not any(piece.role == "text" and _blank_free(page.source, piece) for piece in pieces):
        return None
    start, stop = pieces[0].start, pieces[-1].stop
    return _written(page.source, pieces, start, stop)


def _blank_free(source: str, piece: Piece) -> str:
    return collapse(source[piece.start : piece.stop]).strip(BLANK)


def _pieces(page: Page, run: Run) -> list[Piece]:
    pieces: list[Piece] = []
    at = run.first
    while at < run.last:
        token, last = page.tokens[at], page.opaque.get(at, at)
        shown = last > at and (token.name in SHOWN or token.name not in OPAQUE)
        role: Literal["text", "open", "close", "point"] = "point"
        if at not in page.opaque and token.kind != "other" and token.name not in VOID:
            role = token.kind
        pieces.append(Piece(role, token.start, page.tokens[last].stop, token.name, shown=shown))
        at = last + 1
    return pieces


def _paired(pieces: list[Piece]) -> list[Piece]:
    """Halves of pairs know each other; a half whose other half lies in another run becomes a point."""
    waiting: list[int] = []
    names: dict[str, int] = {}
    partner: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        if piece.role == "open":
            waiting.append(index)
            names[piece.name] = names.get(piece.name, 0) + 1
        elif piece.role == "close" and names.get(piece.name):
            while pieces[waiting[-1]].name != piece.name:
                names[pieces[waiting.pop()].name] -= 1
            names[piece.name] -= 1
            partner[index] = waiting.pop()
            partner[partner[index]] = index
    return [
        piece if piece.role in ("text", "point") else _half(piece, partner.get(index, -1))
        for index, piece in enumerate(pieces)
    ]


def _half(piece: Piece, partner: int) -> Piece:
    return piece._replace(partner=partner) if partner >= 0 else piece._replace(role="point")


def _trimmed(source: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without what stands at the very edges: blanks, images, comments, pairs around the whole."""
    low, high = 0, len(pieces)
    while low < high:
        first, last = pieces[low], pieces[high - 1]
        if _is_edge(source, first):
            low += 1
        elif _is_edge(source, last):
            high -= 1
        elif first.role == "open" and first.partner == high - 1:
            low, high = low + 1, high - 1
        elif first.role == "open" and _is_empty(source, pieces, low, first.partner):
            low = first.partner + 1
        elif last.role == "close" and _is_empty(source, pieces, last.partner, high - 1):
            high = last.partner
        else:
            break
    kept = pieces[low:high]
    if kept and kept[0].role == "text":
        kept[0] = kept[0]._replace(start=kept[0].stop - len(source[kept[0].start : kept[0].stop].lstrip(BLANK)))
    if kept and kept[-1].role == "text":
        kept[-1] = kept[-1]._replace(stop=kept[-1].start + len(source[kept[-1].start : kept[-1].stop].rstrip(BLANK)))
    return kept


def _is_edge(source: str, piece: Piece) -> bool:
    if piece.role == "text":
        return not source[piece.start : piece.stop].strip(BLANK)
    return piece.role == "point" and not piece.shown


def _is_empty(source: str, pieces: list[Piece], first: int, last: int) -> bool:
    """True for `<a id="x"></a>`; looks at two pieces at most."""
    return last - first == 1 or (last - first == 2 and _is_edge(source, pieces[first + 1]))


def _written(source: str, pieces: list[Piece], start: int, stop: int) -> Shortened:
    numbers = _numbers(source, pieces)
    opened: list[str] = []
    parts: list[str] = []
    spans: list[Span] = []
    tags: dict[str, str] = {}
    at, blank = 0, True
    for piece in pieces:
        raw = source[piece.start : piece.stop]
        if piece.role == "text":
            part = collapse(raw)
            part = part[1:] if blank and part.startswith(" ") else part
            blank = part.endswith(" ") if part else blank
        else:
            label = opened.pop() if piece.role == "close" else _label(piece.name) + str(next(numbers))
            if piece.role == "open":
                opened.append(label)
            part = FORMS[piece.role].format(label)
            tags[part] = raw
            blank = blank and piece.role != "point"
            number = label.lstrip(LETTERS)
            spans.append(Span(at, at + len(part), part, "markup", piece.role, number))
        parts.append(part)
        at += len(part)
    return Shortened("".join(parts).rstrip(" "), start, stop, tuple(spans), tags)


def _numbers(source: str, pieces: list[Piece]) -> Iterator[int]:
    """1, 2, 3 … without those that a literal ``<b1>`` in the text has taken."""
    literal = "".join(html.unescape(source[p.start : p.stop]) for p in pieces if p.role == "text")
    taken = {int(match["number"]) for match in SHORT.finditer(literal)}
    return (number for number in count(1) if number not in taken)


def _label(name: str) -> str:
    return "".join(c for c in name if c in LETTERS) or "c"


def restore(tags: Mapping[str, str], text: str) -> str:
    """HTML for a text with short tags. Doubled tags and lone closing ones are dropped, open ones closed, lost
    images and comments put at the end; what only looks like a tag is text.

    >>> restore({"<b1>": '<b class="x">', "</b1>": "</b>"}, "a <b1>b < c</b1> <i> </b1>")
    'a <b class="x">b &lt; c</b> &lt;i&gt; '
    """
    parts: list[str] = []
    opened: list[str] = []
    seen: set[str] = set()
    at = 0
    for match in SHORT.finditer(text):
        if match[0] in tags:
            parts += [escape(text[at : match.start()]), _placed(tags, match, opened, seen)]
            at = match.end()
    parts.append(escape(text[at:]))
    parts += [tags[f"</{label}>"] for label in reversed(opened)]
    parts += [raw for tag, raw in tags.items() if tag not in seen and _is_kept(tag, raw)]
    return "".join(parts)


def _placed(tags: Mapping[str, str], match: re.Match[str], opened: list[str], seen: set[str]) -> str:
    """The original of a tag, where it may stand; a closing tag closes what was opened inside its pair."""
    label = match["name"] + match["number"]
    if match["close"]:
        closed = [opened.pop() for _ in range(len(opened) - opened.index(label))] if label in opened else []
        return "".join(tags[f"</{inner}>"] for inner in closed)
    if match[0] in seen:
        return ""
    seen.add(match[0])
    if not match["point"]:
        opened.append(label)
    return tags[match[0]]


def _is_kept(tag: str, raw: str) -> bool:
    """True for a point that belongs to the page, not to the sentence: a translator who leaves out a word of
    code means it."""
    match = SHORT.fullmatch(tag)
    if not match or not match["point"]:
        return False
    is_word = match["name"] in SHOWN or (match["name"] not in OPAQUE and raw.endswith("</" + match["name"] + ">"))
    return not is_word
