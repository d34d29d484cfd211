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
FENCED = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>(?:.*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
YAML = re.compile(rf"^(?:{KEYS})[ \t]*:[ \t]+(?P<value>\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
TOML = re.compile(rf"^(?:{KEYS})[ \t]*=[ \t]*(?P<value>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')", re.MULTILINE)
LANGUAGE = re.compile(r"^(?P<key>(?:lang|language|locale)[ \t]*[:=][ \t]*[\"']?)ru(?:[-_]\w+)?\b", re.MULTILINE)
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
SINGLE = re.compile(r"'(?:[^']|'')*'")
FOLDED = re.compile(r">[-+0-9]*[ \t]*\n(?P<lines>.*)", re.DOTALL)
ESCAPE = re.compile(r'\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n[ \t]*|(.))', re.DOTALL)
NAMED = {"n": " ", "t": " ", "r": " ", "_": "\xa0", "0": " ", "N": " ", "L": " ", "P": " "}
UNSAFE = re.compile(r"""\A[\s\-?:,\[\]{}#&*!|>'"%@`]|:(?:\s|\Z)|\s#|\s\Z|\A(?:true|false|yes|no|on|off|null|~|[\d.,:_+-]*)\Z""", re.I)


def length(text: str) -> int:
    """How many characters of a text are front matter.

    >>> length("---\\ntitle: Новости\\n---\\nТекст")
    27
    """
    found = FENCED.match(text)
    return found.end() if found else 0


def blocks(text: str) -> list[Block]:
    """A block for each value, quotes included in its offsets."""
    found = FENCED.match(text)
    if not found:
        return []
    pattern = YAML if found["fence"] == "---" else TOML
    values = pattern.finditer(text, found.start("body"), found.end("body"))
    return [block for value in values if (block := _block(value["value"].rstrip(), value.start("value")))]


def _block(raw: str, start: int) -> Block | None:
    style, raw_value, offset = _style(raw)
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
    "folded": str,
    "plain": str,
}


def render(block: Block, text: str) -> str:
    """A scalar in the style it had; a plain one gets quotes when YAML would read it otherwise.

    >>> render(Block("", "", 0, 0, data={"style": "plain"}), "Астана: итоги")
    '"Астана: итоги"'
    """
    style, text = block.data["style"], one_line(text).strip()
    if style == "single" and "'" in text and "''" not in block.data:
        return "'" + text.replace("'", "''") + "'"
    if style == "single":
        return f"'{text}'"
    if style == "folded" and text:
        return text
    if style == "plain" and text and not UNSAFE.search(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def relabel(text: str, lang: str) -> str:
    """The language key, where there is one and it says Russian."""
    stop = length(text)
    return LANGUAGE.sub(rf"\g<key>{lang}", text[:stop]) + text[stop:]
