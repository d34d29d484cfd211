#!/usr/bin/env bash
# A venv of its own for the tests marked `argos`: Argos Translate needs sentencepiece and sacremoses of other ages
# than ours, and the stock program installs torch. The light fork (same module, same code) is the default.
#   tests/environments/argos.sh FOLDER [pytest options]
#   ARGOS=argostranslate tests/environments/argos.sh FOLDER     the stock program, with the CPU build of torch
# Exit code 0 with the line "skipped: …" when the registry does not give it.
set -u
cd "$(dirname "$0")/../.." || exit 1
venv=${1:?usage: argos.sh FOLDER [pytest options]}
shift
if ! "$venv/bin/python" -c 'import argostranslate.translate, pytest' 2>/dev/null; then
    python3 -m venv "$venv" || exit 1
    if [ "${ARGOS:-argos-translate-lt}" = argostranslate ]; then
        "$venv/bin/pip" install --quiet "torch==${TORCH:-2.13.0}" || { echo "skipped: no torch here"; exit 0; }
    fi
    if ! "$venv/bin/pip" install --quiet "${ARGOS:-argos-translate-lt}" pytest hypothesis platformdirs click; then
        echo "skipped: ${ARGOS:-argos-translate-lt} cannot be installed here"
        exit 0
    fi
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache PYTHONPATH=src \
    "$venv/bin/python" -m pytest -m argos tests/engines "$@"
