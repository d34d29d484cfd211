#!/usr/bin/env bash
# A venv of its own for the tests marked `argos` in the light fork of Argos Translate (same module, same code, no
# torch); the stock program is tested by torch.sh.
#   tests/environments/argos.sh FOLDER [pytest options]
# Exit code 0 with the line "skipped, because …" when the registry does not have the fork.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=${1:?usage: argos.sh FOLDER [pytest options]}
shift
imports='import argostranslate.translate, localize, pytest'

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python() {  # Argos Translate makes its folders in the user's home as soon as it is imported
    HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache "$venv/bin/python" "$@"
}

[ -x "$venv/bin/python" ] || "$(command -v python3.11 || command -v python3)" -m venv "$venv"
if ! python -c "$imports" 2>/dev/null; then
    if ! "$venv/bin/pip" install --quiet argos-translate-lt 2>"$home/said"; then
        echo "skipped, because argos-translate-lt cannot be installed here ($(tail -n 1 "$home/said"))"
        exit 0
    fi
    "$venv/bin/pip" install --quiet --editable . pytest hypothesis
    python -c "$imports"
fi
python -m pytest -m argos tests/engines "$@"
