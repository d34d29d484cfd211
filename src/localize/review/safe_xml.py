"""XML from strangers, and text that XML cannot hold.

`parse` reads with expat and refuses entity declarations, so nothing expands and nothing is fetched.
`visible` and `restored` are an inverse pair: characters that XML 1.0 forbids go as Unicode control pictures, which a
person can see and copy; so do the line breaks of every kind, which tools rewrite.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from localize.errors import ReviewError
from localize.review import damaged

PICTURES = 0x2400
ESCAPE = "\u2426"
FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x85\u2028\u2029\ufffe\uffff\u2400-\u241f\u2426\ud800-\udfff]")
SHOWN = re.compile("\u2426(u[0-9a-f]{4}|.)|[\u2400-\u241f]")


def visible(text: str) -> str:
    r"""
    >>> visible("a\x01b"), visible("\u2401"), visible("plain")
    ('a␁b', '␦␁', 'plain')
    """
    return FORBIDDEN.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(PICTURES + code)
    pictures = PICTURES <= code < PICTURES + 0x20 or match[0] == ESCAPE
    return ESCAPE + match[0] if pictures else f"{ESCAPE}u{code:04x}"


def restored(text: str) -> str:
    r"""
    >>> restored(visible("a\x01b\u2401\uffff\u2426")) == "a\x01b\u2401\uffff\u2426"
    True
    """
    return SHOWN.sub(_hide, text)


def _hide(match: re.Match[str]) -> str:
    escaped: str | None = match[1]
    if escaped is None:
        return chr(ord(match[0]) - PICTURES)
    return chr(int(escaped[1:], 16)) if len(escaped) == 5 else escaped


class _RefusedError(Exception):
    """Raised inside expat's handlers; becomes a `ReviewError`."""


def parse(data: bytes, name: str) -> Element:
    """The root element, names as ``{namespace}local``. ``ReviewError`` for what is not sound, harmless XML.

    The first reading looks for declarations of entities alone, which is quick; the second builds the tree.
    """
    if not data.strip():
        raise damaged(name, "it is empty")
    guard = expat.ParserCreate()
    guard.EntityDeclHandler = _refuse_entity
    try:
        guard.Parse(data, True)
        return fromstring(data)
    except _RefusedError as error:
        raise ReviewError(f"{name}: refused: {error}", "a review file holds no such thing: do not trust it") from None
    except (expat.ExpatError, ParseError, ValueError, LookupError) as error:
        raise damaged(name, f"not XML: {error}") from error


def _refuse_entity(*about: Any) -> None:
    raise _RefusedError("it declares an entity")
