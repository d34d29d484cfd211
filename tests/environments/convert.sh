#!/usr/bin/env bash
# A venv of its own for the tests marked `convert` (transformers and the CPU build of torch are too large for the
# ordinary one), and those tests in it.
#   tests/environments/convert.sh FOLDER [pytest options]
# Exit code 0 with the line "skipped: …" when the registry does not give torch or transformers.
set -u
cd "$(dirname "$0")/../.." || exit 1
venv=${1:?usage: convert.sh FOLDER [pytest options]}
shift
if ! "$venv/bin/python" -c 'import torch, transformers, ctranslate2, sentencepiece, pytest' 2>/dev/null; then
    python3 -m venv "$venv" || exit 1
    # torch first and alone: transformers would ask for a CUDA build of several gigabytes
    if ! "$venv/bin/pip" install --quiet "torch==${TORCH:-2.13.0}" ||
        ! "$venv/bin/pip" install --quiet 'transformers>=4.44' sentencepiece protobuf 'ctranslate2>=4.5,<5' pytest hypothesis \
            platformdirs click sacrebleu; then
        echo "skipped: torch or transformers cannot be installed here"
        exit 0
    fi
fi
PYTHONPATH=src exec "$venv/bin/python" -m pytest -m convert tests/packages "$@"
