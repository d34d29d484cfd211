"""Text ⇄ pieces, and the characters each piece stands for."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import sentencepiece
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.engines.tokenizers import SentencePieces, tokenizer_of, walk
from localize.errors import PackageError
from localize.packages import Package, shipped_folder

SENTENCES = Path(__file__).parents[1] / "cases" / "packages" / "sentences.txt"


def trained(path: Path, **options: object) -> sentencepiece.SentencePieceProcessor:
    with path.open("wb") as stream:
        sentencepiece.SentencePieceTrainer.train(
            input=str(SENTENCES), model_writer=stream, minloglevel=2, **({"vocab_size": 300} | options)
        )
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> SentencePieces:
    """Pieces with byte fallback, as our packages have them."""
    model = trained(tmp_path_factory.mktemp("spm") / "a.model", byte_fallback=True, vocab_size=500)
    return SentencePieces(model, model)


CASES = [
    ("Цены на хлеб", ["▁Цены", "▁на", "▁хлеб"], ["Цены", " на", " хлеб"]),
    ("№ 5", ["▁No", "▁", "5"], ["№", " ", "5"]),
    ("и т.д.… да", ["▁и", "▁т.д.", "...", "▁да"], ["и", " т.д.", "…", " да"]),
    ("½ года", ["▁1⁄2", "▁года"], ["½", " года"]),
    ("а   б", ["▁а", "▁б"], ["а", "   б"]),
    ("5 кг", ["▁5", "▁кг"], ["5", " кг"]),
    ("и\u0306 да", ["▁й", "▁да"], ["и\u0306", " да"]),
    ("а🙂б", ["▁а", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>", "б"], ["а", "🙂", "🙂", "🙂", "🙂", "б"]),
    ("⟦1⟧ның", ["▁⟦1⟧", "ның"], ["⟦1⟧", "ның"]),
    ("", [], []),
    ("", ["▁"], [""]),
]


@pytest.mark.parametrize(("text", "found", "spots"), CASES)
def test_where_pieces_stand(text: str, found: list[str], spots: list[str]) -> None:
    """Every piece is placed on the characters it was made of, whatever normalisation did to them."""
    assert [text[start:stop] for start, stop in walk(text, found)] == spots


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_any_text(pieces: SentencePieces, text: str) -> None:
    """On any text there is a place for every piece, in order and inside the text."""
    encoded = pieces.encode(text)
    places = pieces.offsets(text, encoded)
    assert len(places) == len(encoded)
    assert all(0 <= start <= stop <= len(text) for start, stop in places)
    assert all(one[0] <= other[0] for one, other in pairwise(places))


@settings(deadline=None)
@given(words=st.lists(st.sampled_from([*SENTENCES.read_text(encoding="utf-8").split(), "⟦1⟧", "…", "№"]), max_size=12))
def test_words_do_not_drift(pieces: SentencePieces, words: list[str]) -> None:
    """However long the text, a piece's characters are in the word it belongs to."""
    text = " ".join(words)
    encoded = pieces.encode(text)
    for piece, (start, stop) in zip(encoded, pieces.offsets(text, encoded), strict=True):
        if piece.isalpha():
            assert text[start:stop] == piece


def test_unseen_blanks(tmp_path: Path) -> None:
    """A blank or hyphen that does not break is to a model what the plain one is, and keeps its place in the text."""
    model = trained(tmp_path / "a.model", byte_fallback=True, vocab_size=500, normalization_rule_name="identity")
    pieces = SentencePieces(model, model)
    text, plain = "28,6\u00a0млрд и\u202fчто\u2011то", "28,6 млрд и что-то"
    assert pieces.encode(text) == pieces.encode(plain)
    assert pieces.offsets(text, pieces.encode(text)) == pieces.offsets(plain, pieces.encode(plain))


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(SENTENCES.read_text(encoding="utf-8").split()), min_size=1, max_size=12))
def test_decode_is_the_inverse(pieces: SentencePieces, words: list[str]) -> None:
    """Decoding what was encoded gives the text back, and the places tile it."""
    text, places = pieces.decode(pieces.encode(" ".join(words)))
    assert text == " ".join(words)
    assert "".join(text[start:stop] for start, stop in dict.fromkeys(places)) == text


def package(folder: Path, **metadata: object) -> Package:
    return Package(folder, "given", {"package_version": "1", "from_code": "ru", "to_code": "kk", **metadata})


def test_prefix_and_end(tmp_path: Path) -> None:
    """What the metadata asks for stands around the pieces, and is no part of the text."""
    trained(tmp_path / "sentencepiece.model")
    tokenizer = tokenizer_of(package(tmp_path, source_prefix=["rus_Cyrl"], append_eos=True))
    encoded = tokenizer.encode("Цены")
    assert (encoded[0], encoded[-1]) == ("rus_Cyrl", "</s>")
    assert tokenizer.offsets("Цены", encoded)[0] == (0, 0)


def test_two_sides(tmp_path: Path) -> None:
    """The target side has a model of its own where the package has one."""
    trained(tmp_path / "sentencepiece.model")
    trained(tmp_path / "target.spm", vocab_size=150, model_type="bpe")
    tokenizer = tokenizer_of(package(tmp_path))
    assert isinstance(tokenizer, SentencePieces)
    assert (len(tokenizer.source), len(tokenizer.target)) == (300, 150)


def test_a_piece_of_the_other_side(tmp_path: Path) -> None:
    """A shared vocabulary lets a model write pieces that the target side does not know: no mark is left in the text."""
    trained(tmp_path / "sentencepiece.model")
    trained(tmp_path / "target.spm", vocab_size=150, model_type="bpe")
    assert tokenizer_of(package(tmp_path)).decode(["▁а", "▁Правительство", "▁а"])[0] == "а Правительство а"


def test_no_tokenizer(tmp_path: Path) -> None:
    """A package without a tokenizer says so."""
    with pytest.raises(PackageError, match=r"no sentencepiece\.model"):
        tokenizer_of(package(tmp_path))


def test_damaged(tmp_path: Path) -> None:
    """A file that is no SentencePiece model is named."""
    (tmp_path / "sentencepiece.model").write_bytes(b"x" * 50)
    with pytest.raises(PackageError, match="damaged SentencePiece model"):
        tokenizer_of(package(tmp_path))


def test_moses_and_bpe(tmp_path: Path) -> None:
    """The older Argos kind: words are cut by the codes and come back whole, each piece with its place."""
    pytest.importorskip("sacremoses")
    pytest.importorskip("subword_nmt")
    (tmp_path / "bpe.model").write_text("#version: 0.2\nц е\nце н\nцен ы</w>\n", encoding="utf-8")
    tokenizer = tokenizer_of(package(tmp_path))
    encoded = tokenizer.encode("цены, цена.")
    assert encoded == ["цены", ",", "цен@@", "а", "."]
    assert tokenizer.offsets("цены, цена.", encoded) == [(0, 4), (4, 5), (6, 9), (9, 10), (10, 11)]
    assert tokenizer.decode(encoded)[0] == "цены, цена."


def test_moses_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error names it."""
    import sys

    from localize.errors import EngineError

    monkeypatch.setitem(sys.modules, "sacremoses", None)
    (tmp_path / "bpe.model").write_text("#version: 0.2\n", encoding="utf-8")
    with pytest.raises(EngineError) as caught:
        tokenizer_of(package(tmp_path))
    assert caught.value.hint == "pip install 'localize[bpe]'"


@pytest.mark.model
def test_shipped_pieces_are_in_the_vocabulary() -> None:
    """Slots, figures and quotes of our own packages are pieces that the model knows."""
    for folder in shipped_folder().glob("*/metadata.json"):
        tokenizer = tokenizer_of(Package(folder.parent, "shipped", json.loads(folder.read_text())))
        known = set(json.loads((folder.parent / "model" / "shared_vocabulary.json").read_text()))
        assert set(tokenizer.encode("«Цены» на 5,2% — 2026 год, г. Алматы. Қазақстан")) <= known
