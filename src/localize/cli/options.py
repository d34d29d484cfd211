"""Options that several commands share, defined once."""

from __future__ import annotations

import re
from pathlib import Path

import click


def _language_codes(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes as packages spell them: they become part of file names, so nothing else may stand in them."""
    for value in values:
        if not re.fullmatch(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}", value):
            raise click.BadParameter(f"{value!r} is no language code; kk is Kazakh, en is English")
    return tuple(value.lower() if len(value) < 4 else value for value in values)


to_option = click.option(
    "--to", "languages", multiple=True, required=True, metavar="LANG", callback=_language_codes,
    help="Target language: kk or en. Repeatable.",
)  # fmt: skip
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the results (default: beside the source).",
)
engine_option = click.option("--engine", default="ctranslate", show_default=True, help="What translates.")
package_option = click.option("--package", metavar="NAME", help="Translation package: a file, a folder or a name.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
format_option = click.option("--format", "format_name", metavar="NAME", help="Source format: text, markdown or html.")
whole_page_option = click.option("--whole-page", is_flag=True, help="HTML: translate menus and footers too.")
memory_option = click.option(
    "--memory", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Translation memory [default: $LOCALIZE_MEMORY, or memory.sqlite in your data folder].",
)  # fmt: skip
no_memory_option = click.option("--no-memory", is_flag=True, help="Recall nothing and remember nothing.")


def memory_file(memory: Path | None, no_memory: bool = False) -> Path | None:
    """The memory that ``--memory`` and ``--no-memory`` mean."""
    from localize.memory import default_path

    return None if no_memory else memory or default_path()


glossary_option = click.option(
    "--glossary", "glossaries", multiple=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary (.po, .csv, .tbx, .tsv) that wins over the others. Repeatable.",
)  # fmt: skip
no_glossary_option = click.option("--no-glossary", is_flag=True, help="Use no glossary at all.")
