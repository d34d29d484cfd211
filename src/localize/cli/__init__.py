"""The command line. One module a command; heavy imports happen inside the command that needs them."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from localize.cli.output import shown
from localize.errors import LocalizeError

COMMANDS = {
    "translate": "localize.cli.translate:translate",
    "apply": "localize.cli.apply:apply",
    "batch": "localize.cli.batch:batch",
    "check": "localize.cli.check:check",
    "diff": "localize.cli.diff:diff",
    "glossary": "localize.cli.glossary:glossary",
    "memory": "localize.cli.memory:memory",
    "packages": "localize.cli.packages:packages",
    "evaluate": "localize.cli.evaluate:evaluate",
}


class LazyGroup(click.Group):
    """Commands are imported when they are called, so that ``--help`` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        place = COMMANDS.get(name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """The one handler: what failed, the next step, the exit code."""
        try:
            return super().invoke(ctx)
        except LocalizeError as error:
            click.echo(f"localize: {shown(str(error))}", err=True)
            if error.hint:
                click.echo(f"  → {shown(error.hint)}", err=True)
            ctx.exit(error.exit_code)
        except MemoryError:
            click.echo("localize: this machine has too little memory for that", err=True)
            click.echo("  → translate fewer or smaller files at a time", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("localize: stopped; no file was left half-written", err=True)
            ctx.exit(130)
        except BrokenPipeError:  # whoever read the results has seen enough
            sys.stderr.close()
            ctx.exit(1)
        except OSError as error:
            click.echo(
                f"localize: {shown(str(error.filename or 'standard output'))}: {error.strerror or error}", err=True
            )
            ctx.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="localize")
def main() -> None:
    """Translate Russian articles into Kazakh and English offline, with glossaries and review files.

    Exit codes: 0 done, 1 could not, 2 usage, 3 done but a person must look.
    """
