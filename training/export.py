"""Checkpoint → Argos package: CTranslate2 int8 weights, SentencePiece model, metadata, model card."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch

from training.corpora import rows
from training.model import Transformer
from training.train import build

NAMES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}


def weights(recipe: dict[str, Any], stages: Iterable[str]) -> Transformer:
    """The model with the fp32 masters of one checkpoint, or the average of several."""
    work = Path(recipe["work"]).expanduser()
    model = build(recipe, work).float()
    model.positions = model.positions.float()
    parameters = [p for p in model.parameters() if p.requires_grad]
    saved = [torch.load(work / f"{s}.pt", weights_only=False)["optimiser"]["masters"] for s in stages]
    with torch.no_grad():
        for number, parameter in enumerate(parameters):
            parameter.copy_(torch.stack([s[number].detach() for s in saved]).mean(0))
    return model.eval()


def _linear(spec: Any, module: torch.nn.Linear) -> None:
    spec.weight, spec.bias = module.weight.detach().numpy(), module.bias.detach().numpy()


def _norm(spec: Any, module: torch.nn.LayerNorm) -> None:
    spec.gamma, spec.beta = module.weight.detach().numpy(), module.bias.detach().numpy()


def _feed_forward(spec: Any, norm: torch.nn.LayerNorm, module: Any) -> None:
    _norm(spec.layer_norm, norm)
    _linear(spec.linear_0, module.up)
    _linear(spec.linear_1, module.down)


def specification(model: Transformer) -> Any:
    """The model as a CTranslate2 ``TransformerSpec``: pre-norm, tied embeddings, guided head first."""
    from ctranslate2.specs import TransformerSpec
    from ctranslate2.specs.common_spec import Activation

    c = model.config
    spec = TransformerSpec.from_config(
        (c.encoder_layers, c.decoder_layers), c.heads, pre_norm=True, activation=Activation.RELU,
        alignment_layer=-1, alignment_heads=1,
    )  # fmt: skip
    table = model.embedding.weight.detach().numpy()
    positions = model.positions.numpy()
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = table
        side.scale_embeddings = True
        side.position_encodings.encodings = positions
    _norm(spec.encoder.layer_norm, model.encoder_norm)
    _norm(spec.decoder.layer_norm, model.decoder_norm)
    for out, layer in zip(spec.encoder.layer, model.encoder, strict=True):
        _norm(out.self_attention.layer_norm, layer.norm1)
        _linear(out.self_attention.linear[0], layer.attention.qkv)
        _linear(out.self_attention.linear[1], layer.attention.out)
        _feed_forward(out.ffn, layer.norm2, layer.ffn)
    for out, layer in zip(spec.decoder.layer, model.decoder, strict=True):
        _norm(out.self_attention.layer_norm, layer.norm1)
        _linear(out.self_attention.linear[0], layer.attention.qkv)
        _linear(out.self_attention.linear[1], layer.attention.out)
        _norm(out.attention.layer_norm, layer.norm2)
        _linear(out.attention.linear[0], layer.cross.query)
        _linear(out.attention.linear[1], layer.cross.memory)
        _linear(out.attention.linear[2], layer.cross.out)
        _feed_forward(out.ffn, layer.norm3, layer.ffn)
    spec.decoder.projection.weight = table
    return spec


def export(recipe: dict[str, Any], stages: str, lang: str, version: str = "0.9") -> Path:
    """Write ``work/translate-ru_<lang>-<version>/`` from a stage (or several, joined by ``+``: averaged)."""
    work = Path(recipe["work"]).expanduser()
    model = weights(recipe, stages.split("+"))
    sp = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    pieces = [sp.id_to_piece(i) for i in range(sp.get_piece_size())]
    spec = specification(model)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    # The target tag is the first token the decoder sees, so no target_prefix is needed in stock Argos.
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = f"<2{lang}>"
    spec.validate()
    spec.optimize(quantization="int8")
    folder = work / f"translate-ru_{lang}-{version.replace('.', '_')}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    spec.save(str(folder / "model"))
    shutil.copy(work / "sentencepiece.model", folder / "sentencepiece.model")
    metadata = {
        "package_version": version, "argos_version": "1.9", "from_code": "ru", "from_name": "Russian",
        "to_code": lang, "to_name": NAMES[lang], "type": "translate", "slots": True,
        "max_pieces": recipe["model"]["max_pieces"],
        "licence": "CC-BY-SA-4.0",
    } | recipe.get("decoding", {}).get(lang, {})  # fmt: skip
    (folder / "metadata.json").write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return folder


def translate(folder: Path, lines: list[str]) -> list[str]:
    """What the program's own engine makes of the lines, with the package's settings."""
    from localize.engines.ctranslate import open_engine
    from localize.packages import open_package

    return [found[0].text for found in open_engine(open_package(folder)).translate(lines)]


def scored(folder: Path, path: Path, limit: int | None = None) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """A package on the first lines of a set: sources with their translations; chrF2, BLEU, lines and signature."""
    import sacrebleu

    pairs = list(rows(path))[:limit]
    found = translate(folder, [p[0] for p in pairs])
    chrf, bleu, references = sacrebleu.metrics.CHRF(), sacrebleu.metrics.BLEU(), [[p[1] for p in pairs]]
    figures = {
        "chrF2": chrf.corpus_score(found, references).score,
        "BLEU": bleu.corpus_score(found, references).score,
        "lines": len(pairs),
        "signature": f"{chrf.get_signature()} / {bleu.get_signature()}",
    }
    return list(zip([p[0] for p in pairs], found, strict=True)), figures


def evaluate(recipe: dict[str, Any], stages: str, lang: str, limit: int = 300) -> None:
    """chrF and BLEU of a checkpoint on the first lines of the development sets, appended to ``curve.jsonl``."""
    folder = export(recipe, stages, lang, "0.0")
    work = Path(recipe["work"]).expanduser()
    saved = torch.load(work / f"{stages.split('+')[-1]}.pt", weights_only=False)
    for name in ("news", "flores-dev"):
        found, figures = scored(folder, Path(recipe["development"]) / f"{name}.ru-{lang}.tsv", limit)
        line = {"stage": stages, "lang": lang, "set": name, "lines": figures["lines"], "chrF2": round(figures["chrF2"], 1),
                "BLEU": round(figures["BLEU"], 1), "minutes": round(saved["seconds"] / 60, 1), "pieces": saved["pieces"]}  # fmt: skip
        print(json.dumps(line), flush=True)
        with (work / "curve.jsonl").open("a") as log:
            print(json.dumps(line), file=log)
        for source, target in found[5:8]:
            print("   ", source, "\n    →", target)
