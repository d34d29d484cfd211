#!/usr/bin/env bash
# A venv of its own for the tests marked `argos` in the light fork of Argos Translate (same module, same code, no
# torch); the stock program is tested by torch.sh.
#   tests/environments/argos.sh FOLDER [pytest options]
# Exit code 0 with the line "skipped, because …" when the registry does not have the fork.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
shift
imports='import argostranslate.translate, localize, pytest'

if ! python -c "$imports" 2>/dev/null; then
    if ! "$venv/bin/pip" install --quiet argos-translate-lt 2>"$home/said"; then
        echo "skipped, because argos-translate-lt cannot be installed here ($(tail -n 1 "$home/said"))"
        exit 0
    fi
    "$venv/bin/pip" install --quiet --editable . pytest hypothesis
    python -c "$imports"
fi
python -m pytest -m argos tests/engines "$@"
