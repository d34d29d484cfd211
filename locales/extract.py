#!/usr/bin/env python3
"""Bring the catalogues of the program's own messages up to date with the source.

    python locales/extract.py           write `localize.pot`, carry it over into every `localize.po`
    python locales/extract.py --check   change nothing; fail when the template is stale

Babel finds what stands in `_("…")`; `babel.cfg` names the files. Messages that the program takes from a table
at run time (titles of checks, column heads) are added by `from_tables`. A message that has changed is
untranslated in the catalogues; its old translation stays at their end (`#~`) for as long as a translator wants it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "localize"
TEMPLATE = HERE / "localize.pot"
HEAD = {
    "Project-Id-Version": "localize",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def from_source() -> Iterator[tuple[str, str, str]]:
    """(message, its plural or nothing, file) of every call that Babel sees, in the order of the files."""
    with (HERE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(SOURCE, methods, options, DEFAULT_KEYWORDS)
    for name, _line, message, _comments, _context in sorted(found, key=lambda row: (Path(row[0]).parts, row[1])):
        one, many = message if isinstance(message, tuple) else (message, "")
        yield one, many, name.replace("\\", "/")


def from_tables() -> Iterator[tuple[str, str, str]]:
    """The messages that reach `_` as a variable."""
    from localize.batch.report import totals
    from localize.checks import rules
    from localize.checks.consistency import TITLES
    from localize.language import NAMES
    from localize.review.merge import KINDS
    from localize.review.view import TITLES as OTHER_TITLES

    tables = {
        "batch/report.py": totals([]),
        "checks/consistency.py": TITLES.values(),
        "checks/rule.py": [rule.summary for rule in rules()],
        "language.py": NAMES.values(),
        "review/merge.py": KINDS,
        "review/view.py": OTHER_TITLES.values(),
    }
    for name, messages in tables.items():
        yield from ((message, "", name) for message in messages)


def template() -> polib.POFile:
    """The template, free of clocks and line numbers: it changes when a message does."""
    entries: dict[str, polib.POEntry] = {}
    for one, many, name in (*from_source(), *from_tables()):
        entry = entries.setdefault(one, polib.POEntry(msgid=one))
        if many:
            entry.msgid_plural, entry.msgstr_plural = many, {0: "", 1: ""}
        if "{" in one and not entry.flags:
            entry.flags = ["python-brace-format"]
        if "%(" in one and not entry.flags:
            entry.flags = ["python-format"]
        place = (f"src/localize/{name}", "")
        if place not in entry.occurrences:
            entry.occurrences.append(place)
    return _file(HEAD, list(entries.values()))


def carried(old: polib.POFile) -> polib.POFile:
    """The template with the translations of a catalogue; what the source has no more comes last, as obsolete."""
    done = {entry.msgid: entry for entry in old}
    fresh = list(template())
    for entry in fresh:
        before = done.pop(entry.msgid, None)
        if before is None or bool(before.msgid_plural) != bool(entry.msgid_plural):
            continue
        entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        entry.tcomment = before.tcomment
        entry.flags += ["fuzzy"] if before.fuzzy else []
    gone = [entry for entry in done.values() if entry.msgstr or any(entry.msgstr_plural.values())]
    for entry in gone:
        entry.obsolete, entry.occurrences, entry.flags = True, [], []
    return _file(old.metadata, [*fresh, *gone], old.header)


def _file(metadata: dict[str, str], entries: list[polib.POEntry], header: str = "") -> polib.POFile:
    file = polib.POFile(wrapwidth=0)
    file.header, file.metadata = header, dict(metadata)
    file.extend(entries)
    return file


def main(arguments: list[str]) -> int:
    text = f"{template()}\n"
    if arguments == ["--check"]:
        fresh = TEMPLATE.is_file() and TEMPLATE.read_text(encoding="utf-8") == text
        print("up to date" if fresh else f"{TEMPLATE.name} is stale: python locales/extract.py")
        return not fresh
    TEMPLATE.write_text(text, encoding="utf-8")
    for path in sorted(HERE.glob("*/LC_MESSAGES/localize.po")):
        catalogue = carried(polib.pofile(str(path)))
        path.write_text(f"{catalogue}\n", encoding="utf-8")
        missing = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        print(f"{path.relative_to(HERE)}: {missing} of {len(template())} messages to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
