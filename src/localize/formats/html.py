"""HTML pages: the article's text, its title and descriptions; every other byte stays where it is."""

from __future__ import annotations

import html
import re

from localize.document import Block
from localize.formats.article_body import body, inherited
from localize.formats.html_page import Page, Run, page
from localize.formats.html_tokens import Attribute, Token, attributes, names, tokens
from localize.formats.short_tags import BLANK, collapse, escape, restore, shorten
from localize.formats.text import one_line

DESCRIPTIONS = names("description og:title og:description og:image:alt twitter:title twitter:description headline")
LOCALES = {"kk": "kk_KZ", "en": "en_GB", "ru": "ru_KZ"}
CHARSET = re.compile(r"(charset\s*=\s*)[\w-]+", re.IGNORECASE)
XML_ENCODING = re.compile(r"""\A(?P<before>\s*<\?xml[^>]*?encoding\s*=\s*["'])[\w-]+""")


class HtmlFormat:
    suffixes = (".html", ".htm", ".xhtml")

    def blocks(self, text: str, whole_page: bool = False) -> list[Block]:
        found = page(text)
        wanted = inherited(found, lambda index: True) if whole_page else body(found).wanted
        images = [index for index, element in found.images if wanted[element]]
        blocks = [block for run in found.runs if _is_wanted(found, run, wanted) and (block := _run(found, run))]
        blocks += _metadata(found)
        blocks += [block for index in images if (block := _attribute(found.source, found.attributes(index).get("alt")))]
        return _without_overlaps(blocks)

    def render(self, block: Block, text: str) -> str:
        text = one_line(text).strip(BLANK)
        quote = block.data.get("quote")
        if quote is None:
            return restore(block.data, text)
        raw = escape(text).replace('"', "&quot;") if quote != "'" else escape(text).replace("'", "&#39;")
        return raw if quote else f'"{raw}"'

    def relabel(self, source: str, lang: str) -> str:
        """Language, locale and encoding as the page declares them."""
        parts: list[str] = []
        at = 0
        for token in tokens(source):
            if token.kind == "open" and token.name in ("html", "body", "main", "article", "meta"):
                parts += [source[at : token.start], _relabelled(source, token, lang)]
                at = token.stop
        return XML_ENCODING.sub(r"\g<before>utf-8", "".join([*parts, source[at:]]))


def _is_wanted(found: Page, run: Run, wanted: list[bool]) -> bool:
    """Runs of the article, and the page's title; a title that is not in the head is an image's."""
    element = found.elements[run.element]
    return wanted[run.element] or (element.name == "title" and found.elements[element.parent].name != "svg")


def _run(found: Page, run: Run) -> Block | None:
    short = shorten(found, run)
    if short is None:
        return None
    element = found.elements[run.element]
    return Block(
        "", short.text, short.start, short.stop, element.kind, element.level if element.kind == "heading" else 0,
        short.markup, data=short.tags,
    )  # fmt: skip


def _metadata(found: Page) -> list[Block]:
    blocks = []
    for index, token in enumerate(found.tokens):
        if token.kind == "open" and token.name == "meta":
            given = found.attributes(index)
            if any(_value(given, name).lower() in DESCRIPTIONS for name in ("name", "property", "itemprop")):
                blocks.append(_attribute(found.source, given.get("content")))
    return [block for block in blocks if block]


def _value(given: dict[str, Attribute], name: str) -> str:
    return given[name].value.strip() if name in given else ""


def _attribute(source: str, attribute: Attribute | None) -> Block | None:
    """A block for an attribute's value, with the quote it stands in (none: `render` adds them)."""
    if attribute is None:
        return None
    raw = source[attribute.start : attribute.stop]
    text = collapse(raw).strip(BLANK)
    if not text:
        return None
    start = attribute.start + len(raw) - len(raw.lstrip(BLANK))
    return Block("", text, start, start + len(raw.strip(BLANK)), "metadata", data={"quote": attribute.quote})


def _without_overlaps(blocks: list[Block]) -> list[Block]:
    """In reading order. An image in the middle of a sentence keeps its description."""
    kept: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, -block.stop)):
        if not kept or block.start >= kept[-1].stop:
            kept.append(block)
    return kept


def _relabelled(source: str, token: Token, lang: str) -> str:
    given = attributes(source, token)
    changes = _meta_changes(source, given, lang) if token.name == "meta" else _lang_changes(token, given, lang)
    parts: list[str] = []
    at = token.start
    for start, stop, value in sorted(changes):
        parts += [source[at:start], value]
        at = stop
    return "".join([*parts, source[at : token.stop]])


def _lang_changes(token: Token, given: dict[str, Attribute], lang: str) -> list[tuple[int, int, str]]:
    """`lang` and `xml:lang`; a page that has none gets one on ``<html>``."""
    changes = [(given[name].start, given[name].stop, lang) for name in ("lang", "xml:lang") if _value(given, name)]
    if not changes and token.name == "html":
        end = token.start + len("<html")
        return [(end, end, f' lang="{html.escape(lang)}"')]
    return changes


def _meta_changes(source: str, given: dict[str, Attribute], lang: str) -> list[tuple[int, int, str]]:
    if "charset" in given:
        return [(given["charset"].start, given["charset"].stop, "utf-8")] if _value(given, "charset") else []
    content = given.get("content")
    if content is None or not content.value:
        return []
    if _value(given, "property").lower() == "og:locale":
        return [(content.start, content.stop, LOCALES.get(lang, lang))]
    if _value(given, "http-equiv").lower() == "content-language":
        return [(content.start, content.stop, lang)]
    if _value(given, "http-equiv").lower() == "content-type":
        return [(content.start, content.stop, CHARSET.sub(r"\1utf-8", source[content.start : content.stop]))]
    return []
