"""Stock Argos Translate runs our packages unchanged.

Run in the venvs that ``tests/environments/torch.sh`` and ``argos.sh`` build; elsewhere the tests marked ``argos`` are skipped.
The sentence splitter of Argos Translate is downloaded at the first call, so here it is given one that splits
nothing; everything else (installing, opening, tokenising, translating) is the program's own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from localize.engines.argos import OneSentence, load
from localize.errors import EngineError
from localize.packages import Package, installed, places
from localize.packages.pack import pack_folder

stock = [pytest.mark.argos, pytest.mark.model, pytest.mark.filterwarnings("ignore")]
SENTENCES = ["Правительство рассмотрело проект бюджета.", "В Алматы открылась новая школа на 1000 мест."]


def test_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error says how to get it."""
    monkeypatch.setitem(sys.modules, "argostranslate.package", None)
    pair = next((p.source, p.target) for p in installed())
    with pytest.raises(EngineError) as caught:
        load(*pair)
    assert caught.value.hint == "pip install 'localize[argos]'"


class TestStock:
    pytestmark = stock

    @pytest.fixture(autouse=True)
    def program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("argostranslate.translate", reason="no Argos Translate: tests/environments/torch.sh")

    @pytest.fixture(params=[path for origin, path in places() if origin == "shipped"], ids=lambda path: path.name)
    def package(self, request: pytest.FixtureRequest) -> Package:
        return next(p for p in installed() if p.path == request.param)

    def test_installed_by_the_program(self, package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A packed file is installed and found by Argos Translate itself, and translates both ways of calling it."""
        from argostranslate import package as argos
        from argostranslate import settings, translate

        monkeypatch.setattr(settings, "package_data_dir", tmp_path)
        monkeypatch.setattr(settings, "package_dirs", [tmp_path])
        argos.install_from_path(pack_folder(package.path, tmp_path.parent / "packed.argosmodel"))
        (found,) = argos.get_installed_packages()
        assert (found.from_code, found.to_code, found.package_version) == (
            package.source, package.target, package.version
        )  # fmt: skip
        translate.installed_translates.clear()
        translation = translate.get_translation_from_codes(package.source, package.target)
        translation.underlying.sentencizer = OneSentence()
        target = translation.translate("\n".join(SENTENCES))
        assert len(target.split("\n")) == len(SENTENCES)
        assert all(len(line) > 15 and "<2" not in line for line in target.split("\n"))

    def test_engine(self, package: Package) -> None:
        """The engine gives a translation for every text in order, with scores as means of log-probabilities."""
        engine = load(package.source, package.target, str(package.path))
        told: list[int] = []
        found = engine.translate([*SENTENCES, "", SENTENCES[0]], 2, told.append)
        assert [len(hypotheses) for hypotheses in found] == [2, 2, 1, 2]
        assert found[0][0].text == found[3][0].text != found[1][0].text
        assert found[2][0].text == ""
        assert -5 < found[0][0].score < 0
        assert sum(told) == 4
        assert engine.package_hash == package.hash

    def test_same_words_as_ours(self, package: Package) -> None:
        """Our own engine says the same of a plain sentence but for its length penalty: most words are shared."""
        from localize.engines.ctranslate import open_engine

        theirs = load(package.source, package.target, str(package.path)).translate(SENTENCES)
        ours = open_engine(package).translate(SENTENCES)
        for one, other in zip(theirs, ours, strict=True):
            shared = set(one[0].text.lower().split()) & set(other[0].text.lower().split())
            assert len(shared) >= len(other[0].text.split()) // 3
