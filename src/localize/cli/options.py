"""Options that several commands share, defined once."""

from __future__ import annotations

from pathlib import Path

import click

to_option = click.option(
    "--to", "languages", multiple=True, required=True, metavar="LANG", help="Target language: kk or en. Repeatable."
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the results (default: beside the source)."
)
engine_option = click.option("--engine", default="ctranslate", show_default=True, help="What translates.")
package_option = click.option("--package", metavar="NAME", help="Translation package: a file, a folder or a name.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
format_option = click.option("--format", "format_name", metavar="NAME", help="Source format: text, markdown or html.")
whole_page_option = click.option("--whole-page", is_flag=True, help="HTML: translate menus and footers too.")
