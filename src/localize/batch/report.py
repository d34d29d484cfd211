"""The report: ``report.json``, ``report.csv`` and ``index.html`` over everything in the ledger, free of clocks."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from localize.batch.ledger import Row
from localize.files import write_file
from localize.messages import _, interface_language

COLUMNS = (
    "source", "id", "lang", "state", "title", "date", "link", "segments", "words", "flagged", "critical",
    "fine", "look", "redo", "reason", "hint", "package", "folder",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")


def write_report(out: Path, rows: Iterable[Row]) -> list[Path]:
    """The three files; the same rows make the same bytes."""
    table = list(rows)
    files = {
        "report.json": json.dumps(
            {"totals": totals(table), "items": [r.to_dict() for r in table]}, ensure_ascii=False, indent=1
        ),
        "report.csv": as_csv(table),
        "index.html": as_html(table),
    }
    for name, text in files.items():
        write_file(out / name, text.encode("utf-8", "replace"))
    return [out / name for name in files]


def totals(rows: Sequence[Row]) -> dict[str, int]:
    states = Counter(row.state for row in rows)
    return {
        "items": len(rows), "done": states["done"], "failed": states["failed"], "skipped": states["skipped"],
        "segments": sum(r.segments for r in rows), "words": sum(r.words for r in rows),
        "flagged": sum(r.flagged for r in rows), "critical": sum(r.critical for r in rows),
    }  # fmt: skip


def as_csv(rows: Iterable[Row]) -> str:
    """With a byte-order mark, which spreadsheets need to see Cyrillic; no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values: dict[str, Any] = row.to_dict() | {b: row.bands.get(b, 0) for b in ("fine", "look", "redo")}
        writer.writerow([harmless(values[column]) for column in COLUMNS])
    return "\ufeff" + stream.getvalue()


def harmless(value: object) -> object:
    """
    >>> harmless("=HYPERLINK(1)"), harmless(-5), harmless("да")
    ("'=HYPERLINK(1)", -5, 'да')
    """
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return f"'{text}" if text.startswith(FORMULA) else text if isinstance(value, str) else value


def as_html(rows: Sequence[Row]) -> str:
    """One page without anything from elsewhere; all that comes from a feed is escaped."""
    import jinja2

    from localize.review.view import band_labels

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    template = environment.get_template("index.html")
    return template.render(
        rows=[_shown(row) for row in rows], totals=totals(rows), languages=sorted({r.lang for r in rows}), _=_,
        interface=interface_language(), bands={str(band): label for band, label in band_labels().items()},
    )  # fmt: skip


def _shown(row: Row) -> dict[str, Any]:
    """A row as the page shows it; a link goes out only to http(s)."""
    web = row.link.lower().startswith(("http://", "https://"))
    return row.to_dict() | {
        "title": row.title or row.id or row.source,
        "link": row.link if web else "",
        "found": " ".join((row.title, row.id, row.source, row.reason)).lower(),
        "links": list(zip((_("source"), _("translation")), map(quote, row.files), strict=False)),
        "reviews": [(Path(name).suffix[1:], quote(name)) for name in row.files[2:]],
    }
