"""Tokens → the block-level elements of a page, and its runs: text between two block-level boundaries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from localize.document import BlockKind
from localize.formats.html_tokens import VOID, Attribute, Token, attributes, closers, names, tokens

BLOCK_LEVEL = names(
    """address article aside blockquote body button caption center colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol
    optgroup option p pre search section select summary table tbody td tfoot th thead title tr ul"""
)
BREAKS = frozenset(("br", "hr", "meta", "link", "base", "col"))
OPAQUE = names(
    """audio canvas code embed iframe kbd map math noembed noframes noscript object pre samp script style svg template
    textarea tt var video xmp"""
)
# Opening one of these closes an open one of the first group, unless one of the second stands between.
IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (names(closed), names(within))
    for listed, closed, within in (
        ("li", "li", "ul ol menu dir"),
        ("dt dd", "dt dd", "dl"),
        ("td th", "td th", "tr table"),
        ("tr", "tr", "table"),
        ("tbody thead tfoot", "tbody thead tfoot", "table"),
        ("option optgroup", "option", "select"),
    )
    for name in listed.split()
}
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote", "title": "metadata",
}  # fmt: skip


class Element(NamedTuple):
    """A block-level element: index of its parent and of its opening token (-1 for the page itself)."""

    name: str
    parent: int
    token: int
    kind: BlockKind = "paragraph"
    level: int = 0


class Run(NamedTuple):
    """Tokens ``first`` to ``last`` (not included) with text, directly in a block-level element."""

    element: int
    first: int
    last: int
    characters: int
    linked: int


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in a source. ``opaque`` maps the first token of what is left alone to its last."""

    source: str
    tokens: list[Token]
    elements: list[Element]
    runs: list[Run]
    opaque: dict[int, int]
    images: list[tuple[int, int]]

    def attributes(self, token: int) -> dict[str, Attribute]:
        return attributes(self.source, self.tokens[token])


def page(source: str) -> Page:
    """The page in a source, however broken: no recursion, no repair, linear in its length."""
    walk = _Walk(source, tokens(source))
    walk.all()
    return Page(source, walk.tokens, walk.elements, walk.runs, walk.opaque, walk.images)


@dataclass(slots=True)
class _Walk:
    source: str
    tokens: list[Token]
    elements: list[Element] = field(default_factory=lambda: [Element("", 0, -1)])
    runs: list[Run] = field(default_factory=list)
    opaque: dict[int, int] = field(default_factory=dict)
    images: list[tuple[int, int]] = field(default_factory=list)
    stack: list[int] = field(default_factory=lambda: [0])
    opened: dict[str, int] = field(default_factory=dict)
    first: int = -1
    characters: int = 0
    linked: int = 0
    in_link: bool = False

    def all(self) -> None:
        pairs = closers(self.tokens)
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "open" and self.is_opaque(token):
                at = self.pass_by(at, pairs.get(at, at))
            else:
                self.take(at, token)
            at += 1
        self.end_run(len(self.tokens))

    def take(self, at: int, token: Token) -> None:
        if token.kind == "open":
            self.start_tag(at, token)
        elif token.kind == "close":
            self.end_tag(at, token)
        else:
            self.inline(at)
            if token.kind == "text":
                self.count(len(self.source[token.start : token.stop].strip()))

    def is_opaque(self, token: Token) -> bool:
        """Code, scripts and what its author wants untranslated."""
        if token.name in OPAQUE:
            return True
        if token.name in VOID or token.stop - token.start == len(token.name) + 2:
            return False
        given = attributes(self.source, token)
        translate, classes = given.get("translate"), given.get("class")
        return bool(
            (translate and translate.value.strip().lower() == "no")
            or (classes and "notranslate" in classes.value.split())
        )

    def pass_by(self, at: int, last: int) -> int:
        """Leaves an opaque element alone: as one piece of its run, or between runs. One that is never
        closed is its tag alone."""
        self.opaque[at] = last
        if self.tokens[at].name in BLOCK_LEVEL:
            self.end_run(at)
        else:
            self.inline(at)
        return last

    def start_tag(self, at: int, token: Token) -> None:
        if token.name in BREAKS:
            self.end_run(at)
        elif token.name in BLOCK_LEVEL:
            self.end_run(at)
            self.close_implied(token.name)
            self.push(at, token.name)
        else:
            self.inline(at)
            self.in_link = self.in_link or token.name == "a"
            if token.name == "img":
                self.images.append((at, self.stack[-1]))

    def end_tag(self, at: int, token: Token) -> None:
        if token.name not in BLOCK_LEVEL and token.name != "br":
            self.inline(at)
            self.in_link = self.in_link and token.name != "a"
            return
        self.end_run(at)
        if self.opened.get(token.name):
            self.pop_through(frozenset((token.name,)))

    def push(self, at: int, name: str) -> None:
        parent = self.elements[self.stack[-1]]
        kind = KINDS.get(name, parent.kind)
        level = int(name[1]) if kind == "heading" and name in KINDS else parent.level
        self.stack.append(len(self.elements))
        self.elements.append(Element(name, self.stack[-2], at, kind, level))
        self.opened[name] = self.opened.get(name, 0) + 1

    def close_implied(self, name: str) -> None:
        if self.elements[self.stack[-1]].name == "p":
            self.pop_through(frozenset("p"))
        closed, within = IMPLIED.get(name, (frozenset(), frozenset()))
        if not any(self.opened.get(other) for other in closed):
            return
        for index in reversed(self.stack):
            if self.elements[index].name in within:
                return
            if self.elements[index].name in closed:
                self.pop_through(closed)
                return

    def pop_through(self, closed: frozenset[str]) -> None:
        while len(self.stack) > 1:
            name = self.elements[self.stack.pop()].name
            self.opened[name] -= 1
            if name in closed:
                return

    def inline(self, at: int) -> None:
        if self.first < 0:
            self.first = at

    def count(self, characters: int) -> None:
        self.characters += characters
        self.linked += characters if self.in_link else 0

    def end_run(self, at: int) -> None:
        if self.first >= 0 and self.characters:
            self.runs.append(Run(self.stack[-1], self.first, at, self.characters, self.linked))
        self.first, self.characters, self.linked = -1, 0, 0
