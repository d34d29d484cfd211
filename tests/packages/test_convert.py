"""Small models with random weights go through `convert` and must say, token by token, what the original says.

Run in the venv that ``tests/environments/torch.sh`` builds; elsewhere the comparisons are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from localize.engines.ctranslate import CTranslateEngine, open_engine
from localize.errors import PackageError
from localize.packages import open_package
from localize.packages.archive import unpack
from localize.packages.convert import Wanted, convert
from localize.packages.layout import vocabulary

TEXTS = Path(__file__).parents[1] / "cases" / "packages" / "sentences.txt"
SENTENCES = TEXTS.read_text(encoding="utf-8").splitlines()
PROBES = (*SENTENCES[:6], "Ъ 1 234,5 € — «Ыйғ»")
LENGTH = 24

needs_torch = [
    pytest.mark.convert,
    pytest.mark.filterwarnings("ignore"),  # three libraries deprecate each other's calls
]


@dataclass(frozen=True)
class Original:
    """A model folder and what the original framework makes of a text: source tokens, greedy target tokens."""

    folder: Path
    run: Callable[[str], tuple[list[str], list[str]]]


def spm(path: Path, **options: Any) -> None:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        input=str(TEXTS), model_writer=path.open("wb"), vocab_size=options.pop("vocab_size", 200),
        minloglevel=2, **options
    )  # fmt: skip


def pieces(path: Path) -> list[str]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(n) for n in range(len(model))]


def lively(model: Any) -> Any:
    """Random weights far enough apart that different texts get different targets, without near ties.

    Such a model says one word for ever; greedy search that repeats no pair of words makes it say more.
    """
    import torch

    torch.manual_seed(7)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1 and parameter.requires_grad:
                parameter.normal_(0.0, 0.1 if "shared" in name or "embed" in name else 0.5)
    return model.eval()


def without(model: Any, first: int) -> Any:
    """The model with nothing to say for the tokens from ``first`` on, which no tokenizer writes."""
    model.lm_head.weight.data[first:] = 0
    return model


def original(folder: Path, model: Any, tokenizer: Any, **options: Any) -> Original:
    import torch

    model.save_pretrained(folder)
    if two := getattr(tokenizer, "separate_vocabs", False):
        names = {number: token for token, number in tokenizer.encoder.items()}
    never = [getattr(tokenizer, "target_encoder", tokenizer.get_vocab())[t] for t in ("<unk>", "<pad>")]  # never said

    def run(text: str) -> tuple[list[str], list[str]]:
        ids = tokenizer(text)["input_ids"]
        with torch.no_grad():
            found = model.generate(
                torch.tensor([ids]),
                num_beams=1,
                do_sample=False,
                use_cache=False,
                max_new_tokens=LENGTH,
                min_new_tokens=3,
                no_repeat_ngram_size=2,
                suppress_tokens=never,
                **options,
            )
        cut = [names[number] for number in ids] if two else tokenizer.convert_ids_to_tokens(ids)
        return cut, tokenizer.convert_ids_to_tokens(found[0].tolist())

    return Original(folder, run)


def numbered(path: Path, tokens: list[str]) -> dict[str, int]:
    """A Marian vocabulary of these tokens, with ``<pad>`` last, written to a file."""
    vocabulary = {token: number for number, token in enumerate([*tokens, "<pad>"])}
    path.write_text(json.dumps(vocabulary), encoding="utf-8")
    return vocabulary


def marian_config(source: dict[str, int], target: dict[str, int], **options: Any) -> Any:
    from transformers import MarianConfig

    pad = target["<pad>"]
    return MarianConfig(
        vocab_size=len(source), decoder_vocab_size=len(target), d_model=32, encoder_layers=2, decoder_layers=2,
        encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64,
        max_position_embeddings=512, pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
        scale_embedding=True, bad_words_ids=[[pad]], forced_eos_token_id=None, activation_function="swish", **options,
    )  # fmt: skip


def marian(folder: Path) -> Original:
    from transformers import MarianMTModel, MarianTokenizer

    spm(folder / "source.spm")
    spm(folder / "target.spm", vocab_size=150, model_type="bpe")
    tokens = ["</s>", "<unk>", ">>kaz<<", ">>tat<<"]
    tokens += sorted({*pieces(folder / "source.spm"), *pieces(folder / "target.spm")} - {"<s>", *tokens})
    vocab = numbered(folder / "vocab.json", tokens)
    tokenizer = MarianTokenizer(str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"))
    tokenizer.save_pretrained(folder)
    model = lively(MarianMTModel(marian_config(vocab, vocab)))
    model.get_input_embeddings().weight.data[vocab["<pad>"]] = 0  # as in every Marian model: it starts the decoder
    made = original(folder, model, tokenizer)
    return Original(folder, lambda text: made.run(f">>kaz<< {text}"))


def marian_two(folder: Path) -> Original:
    """Marian of one pair with a vocabulary and an embedding table for each side, of different sizes and orders."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    spm(folder / "source.spm")
    spm(folder / "target.spm", vocab_size=150, model_type="bpe")
    special = ["</s>", "<unk>"]
    ours = [[*special, *sorted({*pieces(folder / f"{side}.spm")} - {"<s>", *special})] for side in ("source", "target")]
    source = numbered(folder / "vocab.json", ours[0])
    target = numbered(folder / "target_vocab.json", ours[1])
    tokenizer = MarianTokenizer(
        str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"),
        target_vocab_file=str(folder / "target_vocab.json"), separate_vocabs=True,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    model = lively(MarianMTModel(marian_config(source, target, share_encoder_decoder_embeddings=False)))
    model.model.decoder.embed_tokens.weight.data[target["<pad>"]] = 0
    model.final_logits_bias = torch.randn_like(model.final_logits_bias)
    return original(folder, model, tokenizer)


def m2m100(folder: Path) -> Original:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    spm(folder / "sentencepiece.bpe.model")
    tokens = ["<s>", "<pad>", "</s>", "<unk>"]
    tokens += [p for p in pieces(folder / "sentencepiece.bpe.model") if p not in tokens]
    (folder / "vocab.json").write_text(json.dumps({t: n for n, t in enumerate(tokens)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer(
        str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), src_lang="ru", tgt_lang="kk",
        additional_special_tokens=[f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]],
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=len(tokenizer) + 8, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=512,
        decoder_start_token_id=2, pad_token_id=1, eos_token_id=2, bos_token_id=0,
    )  # fmt: skip
    start = tokenizer.get_lang_id("kk")
    model = without(lively(M2M100ForConditionalGeneration(config)), len(tokenizer))
    return original(folder, model, tokenizer, forced_bos_token_id=start)


def nllb(folder: Path) -> Original:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    spm(folder / "sentencepiece.bpe.model", model_type="bpe")
    told = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": ["eng_Latn", "kaz_Cyrl", "rus_Cyrl"]}
    (folder / "tokenizer_config.json").write_text(json.dumps(told), encoding="utf-8")
    tokenizer = NllbTokenizer.from_pretrained(str(folder), src_lang="rus_Cyrl", tgt_lang="kaz_Cyrl")
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=len(tokenizer), d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=512,
        decoder_start_token_id=2, pad_token_id=1, eos_token_id=2, bos_token_id=0,
    )  # fmt: skip
    start = tokenizer.convert_tokens_to_ids("kaz_Cyrl")
    model = lively(M2M100ForConditionalGeneration(config))
    return original(folder, model, tokenizer, forced_bos_token_id=start)


def madlad(folder: Path) -> Original:
    from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

    spm(
        folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<2kk>", "<2en>"],
        character_coverage=0.99,
    )  # fmt: skip
    config = T5Config(
        vocab_size=240, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, decoder_start_token_id=0,
        feed_forward_proj="gated-gelu", tie_word_embeddings=False,
    )  # fmt: skip
    told = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0}
    (folder / "tokenizer_config.json").write_text(json.dumps(told), encoding="utf-8")
    model = without(lively(T5ForConditionalGeneration(config)), 200)
    model.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    made = original(folder, model, tokenizer)
    return Original(folder, lambda text: made.run(f"<2kk> {text}"))


def kazrush(folder: Path) -> Original:
    """T5 of one pair: no prefix at all, shared embeddings (the shape of deepvk/kazRush-ru-kk)."""
    from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

    spm(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    config = T5Config(
        vocab_size=320, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_decoder_layers=3, num_heads=4,
        decoder_start_token_id=0, feed_forward_proj="relu", tie_word_embeddings=True,
    )  # fmt: skip
    model = without(lively(T5ForConditionalGeneration(config)), 200)
    model.save_pretrained(folder)
    return original(folder, model, AutoTokenizer.from_pretrained(str(folder)))


BUILDERS = (marian, marian_two, m2m100, nllb, madlad, kazrush)


@pytest.fixture(scope="module", params=BUILDERS, ids=lambda b: b.__name__)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Original, CTranslateEngine]:
    """An original model, and the engine that runs the package made of it, both in float32."""
    pytest.importorskip("torch", reason="localize[convert] is not installed: tests/environments/torch.sh")
    pytest.importorskip("transformers", reason="localize[convert] is not installed: tests/environments/torch.sh")
    folder = tmp_path_factory.mktemp(request.param.__name__)
    made = request.param(folder)
    out = tmp_path_factory.mktemp("packages")
    path = convert(folder, out, Wanted("ru", "kk", quantization="float32"))
    return made, open_engine(open_package(unpack(path, out / "unpacked")), "float32")


def greedy(engine: CTranslateEngine, text: str) -> list[str]:
    prefix = engine.source_package.target_prefix
    result = engine.translator.translate_batch(
        [engine.tokenizer.encode(text)], beam_size=1, max_decoding_length=LENGTH, min_decoding_length=3,
        no_repeat_ngram_size=2, target_prefix=[[prefix]] if prefix else None, disable_unk=True,
        suppress_sequences=[["<pad>"]] if "<pad>" in vocabulary(engine.source_package.path, "target") else None,
    )  # fmt: skip
    found: list[str] = result[0].hypotheses[0]
    return found


class TestAgainstTheOriginal:
    pytestmark = needs_torch

    def test_source_tokens(self, pair: tuple[Original, CTranslateEngine]) -> None:
        """A text is cut into the tokens that the original cuts it into, prefix and end included."""
        made, engine = pair
        known = vocabulary(engine.source_package.path, "source")
        for text in PROBES:
            source, _ = made.run(text)
            ours = [*engine.tokenizer.encode(text), "</s>"]
            assert [t if t in known else "<unk>" for t in ours] == [t if t in known else "<unk>" for t in source]

    def test_greedy_target(self, pair: tuple[Original, CTranslateEngine]) -> None:
        """The greedy target is the original's, token by token."""
        made, engine = pair
        for text in PROBES:
            _, target = made.run(text)
            body = [t for t in target[1:] if t not in ("</s>", "<pad>")]
            assert greedy(engine, text)[: LENGTH - 1] == body[: LENGTH - 1]

    def test_texts_differ(self, pair: tuple[Original, CTranslateEngine]) -> None:
        """The comparison means something: different texts have different targets of several tokens."""
        _, engine = pair
        targets = {tuple(greedy(engine, text)) for text in PROBES}
        assert len(targets) > len(PROBES) // 2
        assert max(len(set(target)) for target in targets) > 3

    def test_the_engine_runs_it(self, pair: tuple[Original, CTranslateEngine]) -> None:
        """The package works through the engine: no language token is left in the text."""
        _, engine = pair
        found = engine.translate(PROBES[:2])
        assert all(hypotheses for hypotheses in found)
        assert not any("kaz" in h.text or "__kk__" in h.text for hypotheses in found for h in hypotheses)


class TestRefusals:
    def test_not_a_model(self, tmp_path: Path) -> None:
        """A folder without config.json is named as what it is not."""
        with pytest.raises(PackageError, match="not a whole Hugging Face model folder"):
            convert(tmp_path, tmp_path, Wanted("ru", "kk"))

    def test_other_kind(self, tmp_path: Path) -> None:
        """A kind that is not known lists the kinds that are."""
        (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
        with pytest.raises(PackageError, match="'gpt2' cannot be converted") as caught:
            convert(tmp_path, tmp_path, Wanted("ru", "kk"))
        assert "marian, m2m_100, t5" in caught.value.hint

    def test_languages_and_version_first(self, tmp_path: Path) -> None:
        """What could not stand in the metadata is refused before minutes go into the conversion."""
        with pytest.raises(PackageError, match=r"to_code is '\.\./kk', not a language code"):
            convert(tmp_path, tmp_path, Wanted("ru", "../kk"))
        with pytest.raises(PackageError, match="package_version is 'new model'"):
            convert(tmp_path, tmp_path, Wanted("ru", "kk", "new model"))

    def test_no_tokenizer(self, tmp_path: Path) -> None:
        """A folder without its SentencePiece model says which file is missing."""
        (tmp_path / "config.json").write_text('{"model_type": "marian"}')
        with pytest.raises(PackageError, match=r"tokenizer \(source.spm\) is missing"):
            convert(tmp_path, tmp_path, Wanted("ru", "kk"))

    def test_lost_target_vocabulary(self, tmp_path: Path) -> None:
        """A Marian model whose tokenizer has a vocabulary for each side needs both; the one that is missing is named."""
        (tmp_path / "config.json").write_text('{"model_type": "marian", "share_encoder_decoder_embeddings": false}')
        (tmp_path / "tokenizer_config.json").write_text('{"separate_vocabs": true}')
        for name in ("source.spm", "target.spm"):
            (tmp_path / name).write_bytes(b"")
        with pytest.raises(PackageError, match=r"target_vocab\.json is missing"):
            convert(tmp_path, tmp_path, Wanted("ru", "kk"))
