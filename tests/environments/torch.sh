#!/usr/bin/env bash
# A venv of its own (2 GB) for what needs torch: models that are converted (marker `convert`), the training recipe on
# a tiny corpus (`train`), and stock Argos Translate with our packages (`argos`).
#   tests/environments/torch.sh FOLDER [pytest options]
# The CPU build only: where the registry has none, the line "skipped, because …" and exit code 0. Anything else that
# cannot be installed, imported or passed is a failure.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
shift
torch="torch==${TORCH:-2.13.0}"  # named: without a version, a registry may give a newer one, and that with CUDA
imports='import torch, transformers, numba, scipy, sacrebleu, argostranslate.translate, ctranslate2.converters, pytest'
heavy='import json, sys; print(*(i["metadata"]["name"] for i in json.load(sys.stdin)["install"]))'

if ! python -c "$imports" 2>/dev/null; then
    if ! "$venv/bin/pip" install --quiet --dry-run --report "$home/report" "$torch" 2>"$home/said"; then
        echo "skipped, because the registry has no $torch for this machine ($(tail -n 1 "$home/said"))"
        exit 0
    fi
    needed=$("$venv/bin/python" -c "$heavy" <"$home/report")
    if [[ " $needed" == *" nvidia"* || " $needed" == *" cuda"* ]]; then
        echo "skipped, because the registry has $torch only as a CUDA build of several gigabytes"
        exit 0
    fi
    "$venv/bin/pip" install --quiet "$torch"
    "$venv/bin/pip" install --quiet --editable '.[convert,train,argos]' pytest hypothesis
    python -c "$imports"  # what cannot be imported would be skipped below
fi
python -m pytest -m 'convert or train or argos' tests/packages tests/training tests/engines "$@"
