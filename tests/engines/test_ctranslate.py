"""The engine of the house: order, loops, long texts and alignment, with the model replaced where it can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.engines.ctranslate import CTranslateEngine, _repaired, is_loop, load, open_engine
from localize.engines.tokenizers import Places
from localize.errors import EngineError, PackageError
from localize.packages import Package, installed

SENTENCES = Path(__file__).parents[1] / "cases" / "packages" / "sentences.txt"


class Words:
    """A tokenizer whose pieces are words."""

    def encode(self, text: str) -> list[str]:
        return text.split()

    def offsets(self, text: str, pieces: list[str]) -> Places:
        return [m.span() for m in re.finditer(r"\S+", text)]

    def decode(self, pieces: list[str]) -> tuple[str, Places]:
        text = " ".join(pieces)
        return text, self.offsets(text, pieces)


@dataclass
class Answer:
    """What an asynchronous call gives."""

    value: SimpleNamespace

    def result(self) -> SimpleNamespace:
        return self.value


@dataclass
class Model:
    """A translator that reverses the words; ``answers`` overrides it, and a retry gets the second answer."""

    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    lengths: list[set[int]] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)

    def translate_batch(self, batch: Sequence[Sequence[str]], **options: Any) -> list[Answer]:
        self.batches.append(len(batch))
        self.lengths.append({len(pieces) for pieces in batch})
        self.seen.append(options)
        return [Answer(self._result(pieces, options)) for pieces in batch]

    def _result(self, pieces: Sequence[str], options: dict[str, Any]) -> SimpleNamespace:
        text = " ".join(pieces)
        retry = "no_repeat_ngram_size" in options
        target = self.answers[text][retry].split() if text in self.answers else list(pieces)[::-1]
        prefix = options["target_prefix"][0] if options["target_prefix"] else []
        size = len(pieces)
        rows = [[float(size - 1 - at == n) for n in range(size)] for at in range(len(target))]
        n = options["num_hypotheses"]
        return SimpleNamespace(
            hypotheses=[prefix + target] * n, scores=[-0.5] * n, attention=[[[0.0]] * len(prefix) + rows] * n
        )


def engine(model: Model, **metadata: Any) -> CTranslateEngine:
    told = {"package_version": "1", "from_code": "ru", "to_code": "kk", **metadata}
    return CTranslateEngine(Package(Path("nowhere"), "given", told), model, Words())


def targets(found: list[list[Any]]) -> list[str]:
    return [hypotheses[0].text for hypotheses in found]


@given(st.lists(st.text(alphabet="абв ", max_size=30), max_size=30))
def test_every_text_has_its_translation(texts: list[str]) -> None:
    """No text is dropped, reordered or confused with another, repeated ones included."""
    found = engine(Model()).translate(texts)
    assert targets(found) == [" ".join(text.split()[::-1]) for text in texts]


def test_equal_texts_are_translated_once() -> None:
    """The model sees a text once, however often it stands in the articles."""
    model = Model()
    engine(model).translate(["а б", "в г", "а б", "а б"])
    assert model.batches == [2]


def test_only_texts_of_one_length_share_a_batch() -> None:
    """No text is padded, for padding changes scores; and no batch is larger than the processor likes."""
    model = Model()
    engine(model).translate([f"{'а ' * (n % 3)}{n}" for n in range(3000)])
    assert all(len(lengths) == 1 for lengths in model.lengths)
    assert all(size * max(lengths) <= 1024 for size, lengths in zip(model.batches, model.lengths, strict=True))


def test_a_package_says_how_it_is_searched() -> None:
    """The beam of the metadata is used; more hypotheses than that widen it."""
    model = Model()
    engine(model, beam_size=6).translate(["а б"])
    engine(model).translate(["а б"], 5)
    assert [told["beam_size"] for told in model.seen] == [6, 5]


def test_second_tries_are_pooled() -> None:
    """All loops of a call are tried again together, not one by one."""
    model = Model({f"дом {n}": ("үй үй үй үй үй", "үй") for n in range(9)})
    engine(model).translate([f"дом {n}" for n in range(9)])
    assert model.batches == [9, 9]


def test_progress_tells_of_every_text() -> None:
    """The numbers told add up to the number of texts, with repeated and with divided texts."""
    told: list[int] = []
    texts = ["а б", "а б", "в, г " * 50, *(f"а {n}" for n in range(700))]
    engine(Model(), max_pieces=8).translate(texts, 1, told.append)
    assert sum(told) == 703


def test_long_texts_are_divided() -> None:
    """A text longer than the model reads is translated in parts, joined in order, its links moved along."""
    model = Model()
    ((best,),) = engine(model, max_pieces=8).translate(["раз два три четыре пять, шесть семь восемь девять десять"])
    assert best.text == "пять, четыре три два раз десять девять восемь семь шесть"
    text = "раз два три четыре пять, шесть семь восемь девять десять"
    assert all(best.text[k.start : k.stop] == text[k.source_start : k.source_stop] for k in best.links)


def test_links() -> None:
    """A target word is linked to the source word that the attention points to, but for the first: in a batch,
    CTranslate2 gives it another text's attention."""
    ((best,),) = engine(Model()).translate(["мама мыла раму"])
    assert [(best.text[k.start : k.stop], "мама мыла раму"[k.source_start : k.source_stop]) for k in best.links] == [
        ("мыла", "мыла"), ("мама", "мама")
    ]  # fmt: skip


def test_the_first_piece_of_a_word_follows_the_second() -> None:
    """What the first piece lacks is known from the rest of its word."""
    rows = [[], [0.1, 0.9], [0.8, 0.2]]
    assert _repaired(rows, "аб в", [(0, 1), (1, 2), (2, 4)]) == [[0.1, 0.9], [0.1, 0.9], [0.8, 0.2]]
    assert _repaired(rows, "а б в", [(0, 1), (1, 3), (3, 5)]) == rows
    assert _repaired([[]], "а", [(0, 1)]) == [[]]


def test_target_prefix() -> None:
    """The language token is given to the model and taken from its answer."""
    model = Model()
    ((best,),) = engine(model, target_prefix="<2kk>").translate(["а б"])
    assert (best.text, model.seen[0]["target_prefix"], len(best.links)) == ("б а", [["<2kk>"]], 2)


def test_a_loop_is_tried_again() -> None:
    """A looping answer is replaced by what the careful second try gives."""
    model = Model({"дом у реки": ("үй үй үй үй үй", "өзен бойындағы үй")})
    assert targets(engine(model).translate(["дом у реки", "а б"])) == ["өзен бойындағы үй", "б а"]


def test_a_loop_twice_is_no_translation() -> None:
    """A text that loops again, or gives nothing twice, has no translation rather than a bad one."""
    model = Model({"дом": ("үй үй үй үй үй", "үй үй үй үй үй үй"), "сад": ("", "")})
    assert targets(engine(model).translate(["дом", "сад"])) == ["", ""]


def test_one_lost_part_loses_the_text() -> None:
    """Where one part of a long text has no translation, the text has none: half a sentence misleads."""
    model = Model({"раз два три четыре,": ("", "")})
    assert targets(engine(model, max_pieces=4).translate(["раз два три четыре, пять шесть семь"])) == [""]


LOOPS = ["бұл бұл бұл бұл", "о бұл жер о бұл жер о бұл жер", "ааааааааааааааааааааааааа", "а" * 200]
FINE = ["Бұл — жақсы күн.", "ха ха ха", "өте-өте жақсы, өте-өте жақсы", "1 000 000 000", "— — —", ""]


@pytest.mark.parametrize("text", LOOPS)
def test_loops(text: str) -> None:
    """What repeats itself, or runs on beyond its source, is a loop; unless the source does the same."""
    assert is_loop(text, "это дом")
    assert not is_loop(text, text)


@pytest.mark.parametrize("text", FINE)
def test_no_loops(text: str) -> None:
    """Emphasis, figures and dashes are none."""
    assert not is_loop(text, "это хороший день, очень хороший")


def test_engine_failure() -> None:
    """What CTranslate2 raises comes as an `EngineError` that names the package."""

    class Broken(Model):
        def translate_batch(self, batch: Sequence[Sequence[str]], **options: Any) -> list[Answer]:
            raise RuntimeError("out of memory")

    with pytest.raises(EngineError, match="translate-ru_kk-1: out of memory"):
        engine(Broken()).translate(["а"])


def test_model_that_cannot_be_loaded(tmp_path: Path) -> None:
    """A folder without a model is named, with what to do."""
    (tmp_path / "sentencepiece.model").write_bytes(b"")
    told = {"package_version": "1", "from_code": "ru", "to_code": "kk"}
    with pytest.raises(EngineError, match="the model cannot be loaded") as caught:
        open_engine(Package(tmp_path, "given", told))
    assert "localize packages verify" in caught.value.hint


def test_no_package() -> None:
    """A pair that no package translates names the pairs there are."""
    with pytest.raises(PackageError, match="no package translates xx→yy"):
        load("xx", "yy")


@pytest.mark.model
def test_a_text_becomes_the_same_in_any_company() -> None:
    """Alone, in order, or with others before it: text, score and links of every hypothesis are the same."""
    model = load("ru", "kk")
    texts = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line][:40]
    together = model.translate(texts, 3)
    assert model.translate(texts[::-1], 3) == together[::-1]
    assert [model.translate([text], 3)[0] for text in texts] == together


@pytest.mark.model
def test_real_package() -> None:
    """The packages that ship translate blanks, symbols, an emoji, a very long text and a plain sentence."""
    long = "Министр сказал, что дорога готова. " * 20
    texts = ["", "   ", "!!!", "🙂", "Правительство рассмотрело проект бюджета.", long]
    for package in installed():
        if package.origin == "shipped":
            found = targets(open_engine(package).translate(texts))
            assert found[:2] == ["", ""]
            assert len(found[4]) > 15
            assert len(found[5]) > 60 or found[5] == ""
            assert not any("⁇" in text or "<2" in text for text in found)
