"""Small packages made by hand: whole as far as files go, with a model that nobody runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sentencepiece

SENTENCES = Path(__file__).parents[1] / "cases" / "packages" / "sentences.txt"
Make = Callable[..., Path]


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentencePiece model of 120 pieces, with the usual control symbols."""
    path = tmp_path_factory.mktemp("spm") / "sentencepiece.model"
    with path.open("wb") as stream:
        sentencepiece.SentencePieceTrainer.train(
            input=str(SENTENCES), model_writer=stream, vocab_size=120, minloglevel=2
        )
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User folders of this test's own; no package ships, none is installed."""
    from localize import packages

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setattr(packages, "shipped_folder", lambda: tmp_path / "shipped")
    return tmp_path


@pytest.fixture
def make(tmp_path: Path, tokenizer: Path) -> Make:
    """``make(name, weights=b"…", **metadata)``: a package folder below ``tmp_path/made``."""

    def package(name: str = "package", weights: bytes = b"weights", **metadata: Any) -> Path:
        folder = tmp_path / "made" / name
        (folder / "model").mkdir(parents=True)
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
        vocabulary = ["<s>", "</s>", "<unk>", "<2kk>", *(pieces.id_to_piece(n) for n in range(3, len(pieces)))]
        (folder / "model" / "model.bin").write_bytes(weights)
        (folder / "model" / "config.json").write_text("{}")
        (folder / "model" / "shared_vocabulary.json").write_text(json.dumps(vocabulary))
        shutil.copyfile(tokenizer, folder / "sentencepiece.model")
        told = {"package_version": "1.0", "from_code": "ru", "to_code": "kk"} | metadata
        (folder / "metadata.json").write_text(json.dumps(told))
        return folder

    return package
