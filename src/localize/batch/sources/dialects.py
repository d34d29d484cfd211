"""RSS, Atom and NewsML-G2 as tables: where an item begins, which elements are text, which are facts about it.

Sources: RSS 2.0 specification (rssboard.org), RSS 1.0 (web.resource.org/rss/1.0/spec), RFC 4287 (Atom),
IPTC NewsML-G2 (http://iptc.org/std/nar/2006-10-01/). Paths are relative to the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://iptc.org/std/nar/2006-10-01/": "nar:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """``text`` fields: "plain" (tags only if it has any), "html" (escaped markup), "typed" (Atom's ``type``),
    "xml" (elements). ``facts``: path or path@attribute → what it says of the item, the first one found counts."""

    name: str
    item: str
    header: str
    text: Mapping[str, str]
    header_text: Mapping[str, str]
    facts: Mapping[str, str]
    language: str = ""


RSS = Dialect(
    "rss",
    item="item",
    header="channel",
    text={
        "title": "plain", "description": "html", "content:encoded": "html", "media:title": "plain",
        "media:description": "html", "media:content/media:title": "plain", "media:content/media:description": "html",
        "media:group/media:title": "plain", "media:group/media:description": "html",
        "itunes:title": "plain", "itunes:subtitle": "plain", "itunes:summary": "html",
        "dc:title": "plain", "dc:description": "html", "atom:summary": "typed", "atom:content": "typed",
    },
    header_text={"title": "plain", "description": "html", "itunes:subtitle": "plain", "itunes:summary": "html"},
    facts={
        "guid": "id", "@rdf:about": "id", "atom:id": "id", "link": "link", "atom:link@href": "link",
        "pubDate": "date", "dc:date": "date", "atom:published": "date",
    },
    language="language",
)  # fmt: skip
ATOM = Dialect(
    "atom",
    item="atom:entry",
    header="atom:feed",
    text={
        "atom:title": "typed", "atom:summary": "typed", "atom:content": "typed", "media:title": "plain",
        "media:description": "html", "media:group/media:title": "plain", "media:group/media:description": "html",
    },
    header_text={"atom:title": "typed", "atom:subtitle": "typed"},
    facts={"atom:id": "id", "atom:link@href": "link", "atom:published": "date", "atom:updated": "date"},
)  # fmt: skip
NEWSML = Dialect(
    "newsml",
    item="nar:newsItem",
    header="nar:newsMessage",
    text={
        "nar:itemMeta/nar:title": "plain", "nar:contentMeta/nar:headline": "plain",
        "nar:contentMeta/nar:slugline": "plain",
        "nar:contentMeta/nar:description": "plain", "nar:contentSet/nar:inlineXML": "xml",
        "nar:contentSet/nar:inlineData": "typed",
    },
    header_text={},
    facts={
        "@guid": "id", "nar:itemMeta/nar:versionCreated": "date", "nar:itemMeta/nar:firstCreated": "date",
        "nar:itemMeta/nar:link@href": "link",
    },
)  # fmt: skip
# How parts are called in the item: a title is set as a headline, whatever its dialect calls it.
NAMES = {"atom:title": "title", "nar:contentMeta/nar:headline": "title"}
ROOTS = {
    "rss": RSS, "rdf:RDF": RSS, "atom:feed": ATOM, "atom:entry": ATOM,
    "nar:newsItem": NEWSML, "nar:newsMessage": NEWSML,
}  # fmt: skip
