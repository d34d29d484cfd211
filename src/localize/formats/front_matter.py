"""Front matter of a Markdown file (YAML between ``---``, TOML between ``+++``): its title and descriptions.

Only the values of a few top-level keys are read and written; the rest is copied, comments and order included.
No YAML library: we need offsets, and these values are plain strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from localize.document import Block
from localize.formats.text import one_line

KEYS = "title|headline|description|summary|subtitle"
FENCED = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t\r]*\n(?P<body>(?:.*\n)*?)(?:(?P=fence)|\.\.\.)[ \t\r]*(?:\n|\Z)")
YAML = re.compile(rf"^(?:{KEYS})[ \t]*:[ \t]+(?P<value>\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
TOML = re.compile(rf"^(?:{KEYS})[ \t]*=[ \t]*(?P<value>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')", re.MULTILINE)
LANGUAGE = re.compile(r"^(?P<key>(?:lang|language|locale)[ \t]*[:=][ \t]*[\"']?)ru(?:[-_]\w+)?\b", re.MULTILINE)
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
SINGLE = re.compile(r"'(?:[^']|'')*'")
FOLDED = re.compile(r">[-+0-9]*[ \t]*\n(?P<lines>.*)", re.DOTALL)
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n[ \t]*|(.))", re.DOTALL)
NAMED = {"n": " ", "t": " ", "r": " ", "_": "\xa0", "0": " ", "N": " ", "L": " ", "P": " "}
INDICATORS = re.compile(r"""[\s?:,\[\]{}#&*!|>'"%@`]|-(?:\s|\Z)""")
NOT_A_STRING = re.compile(r"true|false|yes|no|on|off|null|~|[\d.,:_+-]*", re.IGNORECASE)
INSIDE = re.compile(r":(?:\s|\Z)|\s#|\s\Z")


def length(text: str) -> int:
    """How many characters of a text are front matter.

    >>> length("---\\ntitle: Новости\\n---\\nТекст")
    23
    """
    found = FENCED.match(text)
    return found.end() if found else 0


def blocks(text: str) -> list[Block]:
    """A block for each value, quotes included in its offsets."""
    found = FENCED.match(text)
    if not found:
        return []
    toml = found["fence"] == "+++"
    values = (TOML if toml else YAML).finditer(text, found.start("body"), found.end("body"))
    return [block for value in values if (block := _block(value["value"].rstrip(), value.start("value"), toml))]


def _block(raw: str, start: int, toml: bool) -> Block | None:
    style, raw_value, offset = ("literal", raw, 0) if toml and raw[0] == "'" else _style(raw)
    text = one_line(READERS[style](raw_value)).strip()
    start += offset
    return Block("", text, start, start + len(raw_value), "metadata", data={"style": style}) if text else None


def _style(raw: str) -> tuple[str, str, int]:
    """The style of a scalar, its raw form, and where in ``raw`` that begins; a comment after it is left out."""
    for style, pattern in (("double", DOUBLE), ("single", SINGLE)):
        if match := pattern.match(raw):
            return style, match[0], 0
    if match := FOLDED.match(raw):
        lines = match["lines"]
        return "folded", lines.strip(), match.start("lines") + len(lines) - len(lines.lstrip())
    if raw[0] in "|&*!>[{":  # literal blocks, anchors, tags, lists: not a plain string
        return "plain", "", 0
    return "plain", re.split(r"\s+#", raw, maxsplit=1)[0].rstrip(), 0


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"
    return NAMED.get(match[4], match[4]) if match[4] else ""


READERS: dict[str, Callable[[str], str]] = {
    "double": lambda raw: ESCAPE.sub(_unescape, raw[1:-1]),
    "single": lambda raw: raw[1:-1].replace("''", "'"),
    "literal": lambda raw: raw[1:-1],
    "folded": str,
    "plain": str,
}


def render(block: Block, text: str) -> str:
    """A scalar in the style it had; a plain one gets quotes when YAML would read it otherwise.

    >>> render(Block("", "", 0, 0, data={"style": "plain"}), "Астана: итоги")
    '"Астана: итоги"'
    """
    style, text = block.data["style"], one_line(text).strip()
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    if style == "literal" and "'" not in text:
        return f"'{text}'"
    if text and (style == "folded" or (style == "plain" and _is_plain(text))):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """True when YAML reads the bare text as this very string."""
    return not (INDICATORS.match(text) or NOT_A_STRING.fullmatch(text) or INSIDE.search(text))


def relabel(text: str, lang: str) -> str:
    """The language key, where there is one and it says Russian."""
    stop = length(text)
    return LANGUAGE.sub(rf"\g<key>{lang}", text[:stop]) + text[stop:]
