"""``python -m localize``."""

from localize.cli import main

if __name__ == "__main__":
    main(prog_name="localize")
