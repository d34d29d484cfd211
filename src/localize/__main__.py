"""``python -m localize``, and what the command ``localize`` runs."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line; Ctrl-C is one line from the first moment on, also while Python is still loading it."""
    try:
        from localize.cli import main as command

        command(prog_name="localize")
    except KeyboardInterrupt:
        print("localize: stopped; no file was left half-written", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
