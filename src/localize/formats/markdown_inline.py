"""Where inline Markdown stands: markdown-it says what it is, a small hook in its rules says where.

markdown-it gives lines for blocks and nothing for inline markup. Each inline rule is wrapped so that the
tokens it makes carry their offsets; emphasis, which is decided only at the end, keeps the place of its marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from localize.document import SpanKind, SpanRole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Rule = Callable[["StateInline", bool], bool]
TAG_NAME = re.compile(r"<(?P<close>/)?(?P<name>[A-Za-z][\w-]*)")
VOID = frozenset(("br", "img", "hr", "wbr", "input", "source"))
# Not CommonMark, but in many newsrooms' files: bare addresses, footnote marks, template tags.
EXTRA = re.compile(
    r"(?P<url>\bhttps?://[^\s<>«»\"]*[^\s<>«»\".,:;!?)*_~'…])|(?P<note>\[\^[^\]\s]{1,40}\]:?)|(?P<tag>\{\{.*?\}\}|\{%.*?%\})"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup in an inline text; the two halves of a pair have one ``pair``, the offset of the first."""

    start: int
    stop: int
    kind: SpanKind
    role: SpanRole
    pair: int


@dataclass(frozen=True, slots=True)
class Inline:
    """What is in an inline text: marks, characters written as entities, and hard line breaks."""

    marks: tuple[Mark, ...]
    entities: tuple[tuple[int, int, str], ...]
    breaks: tuple[tuple[int, int], ...]


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, whose inline tokens carry offsets. Blocks only, when called."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.enableOnly(["normalize", "block"])
    for rule in list(markdown.inline.ruler.__rules__):
        markdown.inline.ruler.at(rule.name, _placed(rule.name, rule.fn), {"alt": rule.alt})
    return markdown


def _placed(name: str, rule: Rule) -> Rule:
    def run(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent and name not in ("text", "linkify"):
            _place(name, state, start, state.tokens[known:])
        return done

    return run


def _place(name: str, state: StateInline, start: int, made: list[Token]) -> None:
    """Writes into the tokens of one rule where it began and ended."""
    stop = state.pos
    if name in ("emphasis", "strikethrough"):
        for token in reversed(made):
            if stop <= start:
                break
            stop -= len(token.content)
            token.meta["at"] = (stop, stop, stop)
        return
    made = [token for token in made if token.type != "text" and "at" not in token.meta]
    inner = state.md.helpers.parseLinkLabel(state, start + (name == "image"), name == "link") if name in LABELLED else stop
    for token in made:
        token.meta["at"] = (start, inner, stop)


LABELLED = ("link", "image")


def scan(content: str, env: MutableMapping[str, Any]) -> Inline:
    """The markup of an inline text.

    >>> [(mark.start, mark.stop, mark.role) for mark in scan("Он **сказал**", {}).marks]
    [(3, 5, 'open'), (11, 13, 'close')]
    """
    found = list(_placed_tokens(content, env, 0))
    marks = _with_extra(content, [mark for kind, token, at in found for mark in _marks(kind, token, at)])
    marks = _tags_paired(content, marks)
    entities = [_entity(content, at) for kind, token, at in found if kind == "text_special" and token.info == "entity"]
    return Inline(
        tuple(_without_lone_halves(marks)),
        tuple(sorted(e for e in entities if e[2])),
        tuple(sorted((at[0], at[2]) for kind, _, at in found if kind == "hardbreak")),
    )
