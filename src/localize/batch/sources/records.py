"""JSON records: an item of a JSON Feed, a ninjs 1.x or 2.x document, a line of JSON Lines, told by their keys.

Sources: jsonfeed.org/version/1.1; IPTC ninjs 1.4 (body_*, description_*) and 2.1 (headlines, bodies, descriptions).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from localize.batch.item import Item, Part, item_of
from localize.batch.sources.dates import iso_date

Path = tuple[str | int, ...]
TITLES = ("title", "headline")
TEXTS = ("summary", "subtitle", "description", "lead", "text", "content", "body", "content_text")
PAGES = ("content_html", "html")
FAMILIES = ("headline_", "body_", "description_")  # ninjs 1.x: the rest of the key says what it holds
LISTS = ("headlines", "bodies", "descriptions")  # ninjs 2.x: {"contenttype": …, "value": …}
MARKUP = ("html", "xhtml", "xml", "html5")
IDS = ("id", "uri", "guid", "_id")
LINKS = ("url", "link", "external_url")
DATES = (
    "date_published",
    "versioncreated",
    "firstcreated",
    "versionCreated",
    "firstCreated",
    "date",
    "published",
    "pubDate",
)


def item_from(record: dict[str, Any], fallback: str = "") -> Item:
    """The item in a record."""
    parts = [part for _, part in fields(record)]
    title = next((part.text for part in parts if part.name == "title"), "")
    return item_of(
        _first(record, IDS) or _first(record, LINKS) or fallback, parts, " ".join(title.split())[:300],
        _first(record, LINKS), iso_date(_first(record, DATES)),
    )  # fmt: skip


def _first(record: dict[str, Any], keys: Sequence[str]) -> str:
    """The first of some keys that has a value; numbers count as text, as ids often are."""
    found = (record[key] for key in keys if isinstance(record.get(key), (str, int)) and record[key] != "")
    return str(next(found, ""))


def fields(record: dict[str, Any]) -> Iterator[tuple[Path, Part]]:
    """The texts of a record, with the way to each; a title comes first, under that name."""
    found = [*_plain(record), *_listed(record)]
    titled = next((n for n, (path, _) in enumerate(found) if path[0] in (*TITLES, "headlines")), None)
    if titled is not None:
        path, part = found.pop(titled)
        yield path, Part("title", part.text, part.kind)
    yield from found


def _plain(record: dict[str, Any]) -> Iterator[tuple[Path, Part]]:
    for key, value in record.items():
        if not isinstance(value, str) or not value.strip():
            continue
        if key in (*TITLES, *TEXTS) or key in PAGES or key.startswith(FAMILIES):
            markup = key in PAGES or key.rpartition("_")[2] in MARKUP
            yield (key,), Part(key, value, "html" if markup else "text")


def _listed(record: dict[str, Any]) -> Iterator[tuple[Path, Part]]:
    for key in LISTS:
        values = record.get(key)
        for number, entry in enumerate(values if isinstance(values, list) else []):
            if isinstance(entry, dict) and isinstance(entry.get("value"), str) and entry["value"].strip():
                kind = (
                    str(entry.get("contenttype", "")).partition(";")[0].rpartition("/")[2].rpartition("+")[0]
                    or str(entry.get("contenttype", "")).partition(";")[0].rpartition("/")[2]
                )
                yield (key, number, "value"), Part(key, entry["value"], "html" if kind in MARKUP else "text")


def written(record: dict[str, Any], texts: Sequence[str] | None, lang: str) -> dict[str, Any]:
    """The record with its texts replaced; without ``texts`` it is labelled as the Russian it is."""
    changed = copy.deepcopy(record)
    places = [path for path, part in fields(record) if part.text.strip()]
    for path, text in zip(places, texts or (), strict=texts is not None):
        at: Any = changed
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = text
    changed["language"] = lang if texts is not None else str(record.get("language") or "ru")
    return changed
