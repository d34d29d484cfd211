"""A Hugging Face folder → a package (extra ``localize[convert]``: transformers and torch, at conversion only).

CTranslate2's converter carries over weights and vocabulary; what is known here is what it does not: where each kind
keeps its SentencePiece models, and which tokens it wants before a source, after it and before a target.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localize.errors import LocalizeError, PackageError
from localize.packages.layout import vocabulary
from localize.packages.metadata import problems
from localize.packages.pack import describe, pack
from localize.packages.verify import require_sound

TERTIARY = {"ru": "rus", "kk": "kaz", "en": "eng"}
NLLB = {"ru": "rus_Cyrl", "kk": "kaz_Cyrl", "en": "eng_Latn"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of one conversion: languages, and prefixes where the folder does not tell them."""

    source: str
    target: str
    version: str = "1.0"
    source_prefix: str | None = None
    target_prefix: str | None = None
    quantization: str = "int8"


@dataclass(frozen=True, slots=True)
class Kind:
    """A family of models: the names its SentencePiece models go by, and how it is told the languages.

    ``prefixes(wanted, vocabulary)`` gives the text before a source and the token before a target.
    """

    source_models: tuple[str, ...]
    target_model: str
    prefixes: Callable[[Wanted, frozenset[str]], tuple[str, str]]


def _marian(wanted: Wanted, known: frozenset[str]) -> tuple[str, str]:
    """``>>kaz<<`` before the source where a model has several target languages."""
    tokens = sorted(t for t in known if t.startswith(">>") and t.endswith("<<"))
    code = TERTIARY.get(wanted.target, wanted.target)
    fitting = [t for t in tokens if t.strip("<>").split("_")[0] in (code, wanted.target)]
    if tokens and not fitting and wanted.source_prefix is None:
        raise PackageError(
            f"the model has no target token for {wanted.target!r} (it has: {', '.join(tokens[:12])})",
            "name one: --source-prefix '>>kaz<<'",
        )
    return fitting[0] if fitting else "", ""


def _many(wanted: Wanted, known: frozenset[str]) -> tuple[str, str]:
    """``__ru__`` … ``__kk__`` for M2M-100, ``rus_Cyrl`` … ``kaz_Cyrl`` for NLLB and its descendants."""
    pairs = [(f"__{code}__", NLLB.get(code, code)) for code in (wanted.source, wanted.target)]
    found = [next((token for token in pair if token in known), "") for pair in pairs]
    if not all(found) and (wanted.source_prefix is None or wanted.target_prefix is None):
        raise PackageError(
            f"the model has no language tokens for {wanted.source!r} and {wanted.target!r}",
            "name them: --source-prefix rus_Cyrl --target-prefix kaz_Cyrl",
        )
    return found[0], found[1]


def _t5(wanted: Wanted, known: frozenset[str]) -> tuple[str, str]:
    """``<2kk>`` before the source for MADLAD; a model of one pair needs nothing."""
    token = f"<2{wanted.target}>"
    return token if token in known else "", ""


MANY = Kind(("sentencepiece.bpe.model",), "", _many)
T5 = Kind(("spiece.model", "sentencepiece.model", "tokenizer.model"), "", _t5)
KINDS: Mapping[str, Kind] = {
    "marian": Kind(("source.spm",), "target.spm", _marian),
    "m2m_100": MANY,
    "t5": T5,
    "mt5": T5,
}


def convert(folder: Path, out: Path, wanted: Wanted) -> Path:
    """Convert the model in ``folder`` and pack it; the package's path. ``out`` is a file or a folder, as for `pack`.

    The prefixes are stored in the metadata and the end-of-sentence token is switched on in the model's own
    configuration, so that every runtime adds it. Nothing is downloaded.
    """
    if wrong := problems(describe(wanted.source, wanted.target, wanted.version)):
        raise PackageError("; ".join(wrong), "languages are codes such as kk, versions numbers such as 1.0")
    config = _config(folder)
    kind = KINDS[config["model_type"]]
    tokenizers = _tokenizers(folder, kind)
    _require_both_vocabularies(folder, config)
    with tempfile.TemporaryDirectory(prefix="localize-convert-") as scratch:
        staged = Path(scratch) / "package"
        _run_converter(folder, staged / "model", wanted.quantization)
        _add_eos(staged / "model" / "config.json")
        metadata = _metadata(folder, staged, kind, tokenizers, wanted)
        for name, path in tokenizers.items():
            shutil.copyfile(path, staged / name)
        (staged / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        require_sound(staged, named=folder)
        texts = [p for p in sorted(folder.iterdir()) if p.name.split(".")[0] in ("README", "LICENSE") and p.is_file()]
        return pack(staged / "model", {name: staged / name for name in tokenizers}, metadata, out, texts)


def _config(folder: Path) -> dict[str, Any]:
    """The folder's ``config.json``, of a kind that can be converted."""
    config = _object(folder, "config.json")
    kind = config.get("model_type")
    if kind not in KINDS:
        raise PackageError(f"{folder}: the kind {kind!r} cannot be converted", f"there are: {', '.join(KINDS)}")
    return config


def _object(folder: Path, name: str) -> dict[str, Any]:
    """The JSON object in a file of the model."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("it holds no object")
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PackageError(
            f"{folder}: not a whole Hugging Face model folder ({name}: {reason})", "download all files of the model"
        ) from error
    return found


def _require_both_vocabularies(folder: Path, config: Mapping[str, Any]) -> None:
    """A Marian model with two vocabularies has two files for them, and a tokenizer that knows: else the target side
    would be read with the source's."""
    if config["model_type"] != "marian" or config.get("share_encoder_decoder_embeddings", True):
        return
    named = _object(folder, "tokenizer_config.json").get("separate_vocabs", False)
    if named != (folder / "target_vocab.json").is_file():
        lost = "target_vocab.json is missing" if named else "tokenizer_config.json does not name target_vocab.json"
        raise PackageError(f"{folder}: {lost}", "download all files of the model, of one version")


def _tokenizers(folder: Path, kind: Kind) -> dict[str, Path]:
    """Name in the package → file. The source side is ``sentencepiece.model``, where Argos Translate looks for it."""
    source = next((folder / name for name in kind.source_models if (folder / name).is_file()), None)
    target = folder / kind.target_model if kind.target_model else None
    if source is None or (target and not target.is_file()):
        names = " or ".join(kind.source_models) if source is None else kind.target_model
        raise PackageError(f"{folder}: the tokenizer ({names}) is missing", "download all files of the model")
    return {"sentencepiece.model": source} | ({"target.spm": target} if target else {})


def _run_converter(folder: Path, model: Path, quantization: str) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
        from ctranslate2.converters import TransformersConverter
    except ImportError as error:
        raise PackageError(
            f"converting needs transformers and torch ({error.name} is missing)", "pip install 'localize[convert]'"
        ) from error
    model.parent.mkdir(parents=True)
    try:
        _register_two_vocabularies()
        TransformersConverter(str(folder), low_cpu_mem_usage=True).convert(str(model), quantization=quantization)
    except LocalizeError:
        raise
    except Exception as error:  # three libraries, each with errors of its own
        raise PackageError(
            f"{folder}: the model cannot be converted ({type(error).__name__}: {str(error)[:200]})",
            "is the download complete? config.json, the weights and the tokenizer belong together",
        ) from error


def _register_two_vocabularies() -> None:
    """Teach the library's converter Marian models with a vocabulary for each side: it takes the source's for both."""
    from ctranslate2.converters.transformers import MarianMTLoader, register_loader

    class BothSides(MarianMTLoader):  # type: ignore[misc]
        def __call__(self, model: Any, tokenizer: Any) -> Any:
            if not getattr(tokenizer, "separate_vocabs", False):
                return super().__call__(model, tokenizer)
            spec = self.get_model_spec(model)
            self.set_config(spec.config, model, tokenizer)
            spec.register_source_vocabulary(self.get_vocabulary(model, tokenizer))
            target = sorted(tokenizer.target_encoder, key=tokenizer.target_encoder.__getitem__)
            target = target[:-1] if target[-1] == "<pad>" else target  # starts the decoder in Transformers only
            for side in (spec.decoder.embeddings, spec.decoder.projection):
                side.weight = side.weight[: len(target)]
            if spec.decoder.projection.has_bias():
                spec.decoder.projection.bias = spec.decoder.projection.bias[: len(target)]
            spec.register_target_vocabulary(target)
            return spec

    register_loader("MarianConfig")(BothSides)


def _add_eos(path: Path) -> None:
    """The converter leaves the end-of-sentence token to the caller, Argos Translate adds none: the model shall."""
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {"add_source_eos": True}, indent=2) + "\n", encoding="utf-8")


def _metadata(folder: Path, staged: Path, kind: Kind, tokenizers: Mapping[str, Path], wanted: Wanted) -> dict[str, Any]:
    before, start = kind.prefixes(wanted, vocabulary(staged, "source"))
    before = before if wanted.source_prefix is None else wanted.source_prefix
    start = start if wanted.target_prefix is None else wanted.target_prefix
    more: dict[str, Any] = {"origin": folder.resolve().name}
    if before:
        more["source_prefix"] = _prefix_pieces(before, tokenizers["sentencepiece.model"], vocabulary(staged, "source"))
    if start:
        more["target_prefix"] = start
    return describe(wanted.source, wanted.target, wanted.version, more)


def _prefix_pieces(prefix: str, model: Path, known: frozenset[str]) -> list[str]:
    """The tokens of a source prefix: one that the model knows as it stands, or the pieces of a text before a text."""
    import sentencepiece

    if prefix in known:
        return [prefix]
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    probe: list[str] = pieces.encode("а", out_type=str)
    whole: list[str] = pieces.encode(f"{prefix.strip()} а", out_type=str)
    return whole[: len(whole) - len(probe)]
