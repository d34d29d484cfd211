"""HTML text → tokens with exact offsets, for any tag soup, in linear time.

The tokens follow the browser's rules where these matter to us: quoted attribute values may hold ``>``, a
comment may be short or never end, scripts run to their own end tag. Nothing is repaired and nothing is
lost: the tokens' slices, joined, are the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)"""
    r"""(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>(?!["'])[^\s>]*+)))?+"""
)
UNNAMED = re.sub(r"\?P<\w+>", "?:", ATTRIBUTE.pattern)
TAG = re.compile(rf"<(?P<close>/)?+(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{UNNAMED})*+)[\s/]*+>")
DECLARATION = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*+(?:>|\Z)|</(?:>|[^a-zA-Z>][^>]*+(?:>|\Z))",
    re.DOTALL,
)
UNFINISHED = re.compile(r"</?[a-zA-Z]")
RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


def names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class Token(NamedTuple):
    """A stretch of the source. ``name`` is a tag's, in lower case; ``other`` is never shown to a reader."""

    kind: Literal["text", "open", "close", "other"]
    start: int
    stop: int
    name: str = ""


class Attribute(NamedTuple):
    """An attribute's decoded value, and where its raw value stands in the source, quotes left out."""

    value: str
    start: int
    stop: int
    quote: str


def tokens(source: str) -> list[Token]:
    """All tokens of a source, without gaps.

    >>> [(token.kind, token.name) for token in tokens('<a title="a > b">x')]
    [('open', 'a'), ('text', '')]
    """
    return list(_tokens(source))


def _tokens(source: str) -> Iterator[Token]:
    endless: set[str] = set()
    begin = at = 0
    while (at := source.find("<", at)) >= 0:
        found = _markup(source, at)
        if found is None:
            at += 1
            continue
        if at > begin:
            yield Token("text", begin, at)
        yield found
        begin = at = found.stop
        if found.kind == "open" and found.name in RAW:
            begin = at = _raw_end(source, found, endless)
            if begin > found.stop:
                yield Token("text" if found.name == "title" else "other", found.stop, begin)
    if begin < len(source):
        yield Token("text", begin, len(source))


def _markup(source: str, at: int) -> Token | None:
    """The tag, comment or declaration at ``<``; None for a literal ``<``. A tag cut off by the end of the
    file takes the rest with it, as in a browser."""
    if tag := TAG.match(source, at):
        return Token("close" if tag["close"] else "open", at, tag.end(), tag["name"].lower())
    if other := DECLARATION.match(source, at):
        return Token("other", at, other.end())
    if UNFINISHED.match(source, at):
        return Token("other", at, len(source))
    return None


def _raw_end(source: str, tag: Token, endless: set[str]) -> int:
    """Where the text of a script or title ends; an element that is never closed holds nothing, except
    scripts and styles, which hold the rest. ``endless`` remembers, so that each name is looked for once."""
    if tag.name not in endless:
        if end := re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(source, tag.stop):
            return end.start()
        endless.add(tag.name)
    return len(source) if tag.name in ("script", "style") else tag.stop


def attributes(source: str, tag: Token) -> dict[str, Attribute]:
    """The attributes of an opening tag by lower-case name; of two with one name the first counts.

    >>> source = '<img alt="Рис&amp;Ко">'
    >>> attributes(source, tokens(source)[0])
    {'alt': Attribute(value='Рис&Ко', start=10, stop=20, quote='"')}
    """
    found: dict[str, Attribute] = {}
    at, stop = tag.start + 1 + len(tag.name), tag.stop - 1
    while at < stop and (match := ATTRIBUTE.match(source, at, stop)):
        group = match.lastgroup or "name"
        start, end = match.span(group) if group != "name" else (0, 0)
        quote = {"double": '"', "single": "'"}.get(group, "")
        found.setdefault(match["name"].lower(), Attribute(html.unescape(source[start:end]), start, end, quote))
        at = match.end()
    return found


def closers(found: list[Token]) -> dict[int, int]:
    """Opening token → its closing token, by index, whatever stands between."""
    waiting: dict[str, list[int]] = {}
    pairs: dict[int, int] = {}
    for index, token in enumerate(found):
        if token.kind == "open" and token.name not in VOID:
            waiting.setdefault(token.name, []).append(index)
        elif token.kind == "close" and waiting.get(token.name):
            pairs[waiting[token.name].pop()] = index
    return pairs
