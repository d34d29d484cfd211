"""Write ``docs/cli.md`` from the program's own help: ``python docs/build_cli.py``. A test compares the two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from localize.cli import main

HEAD = """# Command line

Made by `python docs/build_cli.py` from `--help`; do not edit.
"""


def pages(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """(name, help) of a command and of everything below it."""
    context = click.Context(
        command, info_name=path, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    command._help_option = None  # click keeps the first one made, also by a caller with other option names
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from pages(below, f"{path} {name}")


def text() -> str:
    return HEAD + "".join(f"\n## {name}\n\n```text\n{help_}\n```\n" for name, help_ in pages(main, "localize"))


if __name__ == "__main__":
    (Path(__file__).parent / "cli.md").write_text(text(), encoding="utf-8")
