"""Where inline Markdown stands: markdown-it says what it is, a small hook in its rules says where.

markdown-it gives lines for blocks and nothing for inline markup. Each inline rule is wrapped so that the
tokens it makes carry their offsets; emphasis, which is decided only at the end, keeps the place of its marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from localize.document import SpanKind, SpanRole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Rule = Callable[["StateInline", bool], bool]
TAG = re.compile(r"<(?P<close>/)?(?P<name>[A-Za-z][\w-]*)")
LONGEST = 100_000  # characters; a longer paragraph is no prose, and not worth minutes of parsing
VOID = frozenset(("br", "img", "hr", "wbr", "input", "source"))
# Not CommonMark, but in many newsrooms' files: bare addresses, footnote marks, template tags.
EXTRA = re.compile(
    r"(?P<url>\bhttps?://[^\s<>«»\"]*[^\s<>«»\".,:;!?)*_~'…])"
    r"|(?P<markup>\[\^[^\]\s]{1,40}\]:?|\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\})"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup in an inline text. Both halves of a pair have the same ``pair``: where its first half begins."""

    start: int
    stop: int
    kind: SpanKind = "markup"
    role: SpanRole = "point"
    pair: int = -1


@dataclass(slots=True)
class Inline:
    """What is in an inline text, in order: marks, hard line breaks, and what a reader sees otherwise: entities
    as characters, ``[закон]`` as ``[закон][закон]``, so that it still refers when it is translated."""

    marks: list[Mark] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)


def is_shortcut(end: str) -> bool:
    """True for the end of a link whose text is also the name of its reference."""
    return end in ("]", "][]")


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough. ``parse`` finds blocks only; `scan` looks into them."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.enableOnly(["normalize", "block"])
    for rule in list(markdown.inline.ruler.__rules__):
        markdown.inline.ruler.at(rule.name, _with_offsets(rule.name, rule.fn))
    return markdown


def _with_offsets(name: str, rule: Rule) -> Rule:
    """The rule, which now writes into ``meta`` of the tokens it makes where they stand."""
    place = {"emphasis": _place_marks, "strikethrough": _place_marks}.get(name, _place)

    def run(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent and len(state.tokens) > known:
            place(state, start, state.tokens[known:])
        return done

    return run


def _place_marks(state: StateInline, start: int, made: Sequence[Token]) -> None:
    """One token for each `*`, `_` or `~~`: which of them are emphasis is decided later."""
    at = state.pos
    for token in reversed(made):
        at -= len(token.content)
        if at < start:
            return  # the text before the marks
        token.meta["at"] = (at, at, at)


def _place(state: StateInline, start: int, made: Sequence[Token]) -> None:
    inner = stop = state.pos
    if state.src[start] in "[!":
        before, state.posMax = state.posMax, stop
        inner = state.md.helpers.parseLinkLabel(state, start + (state.src[start] == "!"), state.src[start] == "[")
        state.posMax = before
    for token in made:
        if token.type != "text" and "at" not in token.meta:
            token.meta["at"] = (start, inner, stop)


def scan(content: str, env: dict[str, Any]) -> Inline:
    """The markup of an inline text; ``env`` holds the document's link references.

    >>> [(mark.start, mark.stop, mark.role) for mark in scan("Он **сказал**", {}).marks]
    [(3, 5, 'open'), (11, 13, 'close')]
    """
    if len(content) > LONGEST:
        return Inline()
    tokens: list[Token] = []
    markdown = parser()
    markdown.inline.parse(content, markdown, env, tokens)
    walk = _Walk(content)
    walk.take(tokens, 0)
    found = walk.found
    found.marks.sort(key=lambda mark: mark.start)
    found.marks += _extra(content, tuple(found.marks))
    found.marks.sort(key=lambda mark: mark.start)
    found.edits.sort()
    found.breaks.sort()
    return found


def _extra(content: str, marks: Sequence[Mark]) -> Iterable[Mark]:
    """Bare addresses, footnote marks and template tags that do not overlap real markup."""
    starts = [mark.start for mark in marks]
    for match in EXTRA.finditer(content):
        near = bisect_right(starts, match.start())
        before = near > 0 and marks[near - 1].stop > match.start()
        after = near < len(starts) and starts[near] < match.end()
        if not before and not after:
            yield Mark(match.start(), match.end(), "url" if match["url"] else "markup")


@dataclass(slots=True)
class _Walk:
    """Tokens → marks. ``tags`` are the inline HTML tags still open: indices of their marks, by name."""

    content: str
    found: Inline = field(default_factory=Inline)
    opened: list[int] = field(default_factory=list)
    tags: dict[str, list[int]] = field(default_factory=dict)

    def take(self, tokens: Iterable[Token], base: int) -> None:
        for token in tokens:
            if "at" in token.meta:
                start, inner, stop = (base + offset for offset in token.meta["at"])
                self.one(token, start, inner, stop)

    def one(self, token: Token, start: int, inner: int, stop: int) -> None:
        match token.type:
            case "em_open" | "strong_open" | "s_open":
                self.open(start - (token.type == "strong_open"), start + (2 if token.type == "s_open" else 1))
            case "em_close" | "strong_close" | "s_close":
                self.close(start, start + len(token.markup))
            case "code_inline":
                self.found.marks.append(Mark(start, stop, "code"))
            case "link_open" if token.markup == "autolink":
                self.found.marks.append(Mark(start, stop, "url"))
            case "link_open" if self.content.startswith("[^", start):
                self.found.marks.append(Mark(start, stop))  # a footnote whose text is one word
            case "link_open":
                self.open(start, start + 1)
            case "link_close" if token.markup != "autolink" and not self.content.startswith("[^", start):
                self.end_label(start + 1, inner, stop)
            case _:
                self.other(token, start, inner, stop)

    def other(self, token: Token, start: int, inner: int, stop: int) -> None:
        match token.type:
            case "image":
                self.open(start, start + 2)
                self.take(token.children or (), start + 2)
                self.end_label(start + 2, inner, stop)
            case "html_inline":
                self.tag(start, stop)
            case "hardbreak":
                self.found.breaks.append((start, stop))
            case "text_special" if token.info == "entity":
                self.entity(token.content, start, stop)

    def open(self, start: int, stop: int) -> None:
        self.opened.append(start)
        self.found.marks.append(Mark(start, stop, role="open", pair=start))

    def close(self, start: int, stop: int) -> None:
        self.found.marks.append(Mark(start, stop, role="close", pair=self.opened.pop()))

    def end_label(self, start: int, inner: int, stop: int) -> None:
        self.close(inner, stop)
        if is_shortcut(self.content[inner:stop]):
            label = " ".join(self.content[start:inner].split())
            self.found.edits.append((inner, stop, f"][{label}]"))

    def tag(self, start: int, stop: int) -> None:
        """An inline HTML tag: half of a pair when its other half is found, else a point."""
        raw = self.content[start:stop]
        tag = TAG.match(raw)
        self.found.marks.append(Mark(start, stop))
        if not tag or raw.endswith("/>") or tag["name"].lower() in VOID:
            return
        name, index = tag["name"].lower(), len(self.found.marks) - 1
        if not tag["close"]:
            self.tags.setdefault(name, []).append(index)
        elif self.tags.get(name):
            first = self.tags[name].pop()
            roles: tuple[tuple[int, SpanRole], ...] = ((first, "open"), (index, "close"))
            for half, role in roles:
                mark = self.found.marks[half]
                self.found.marks[half] = Mark(mark.start, mark.stop, "markup", role, self.found.marks[first].start)

    def entity(self, character: str, start: int, stop: int) -> None:
        """A letter, dash or space is shown as such; a character of Markdown's own stays an entity."""
        if character.isascii() or character == "\ufffd":
            self.found.marks.append(Mark(start, stop))
        else:
            self.found.edits.append((start, stop, character))
