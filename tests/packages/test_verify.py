"""`verify` finds what is wrong with a package, and says it in words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from localize.errors import EngineError
from localize.packages import Package, get, shipped_folder
from localize.packages.pack import pack_folder
from localize.packages.verify import Finding, verify


def echo(package: Package, sentences: Sequence[str]) -> list[str]:
    return [sentence.upper() for sentence in sentences]


def bad(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.seen) for finding in findings if not finding.good]


def test_whole(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Every check of a whole package passes, the trial included."""
    findings = verify(get(str(pack_folder(make(target_prefix="<2kk>"), home))).path, echo)
    assert bad(findings) == []
    assert [f.check for f in findings] == ["metadata", "layout", "hashes", "vocabulary", "trial"]


def test_metadata_first(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Without metadata to rely on, nothing else is checked."""
    folder = make(slots="yes")
    assert bad(verify(folder, echo)) == [("metadata", "not a translation package: slots is 'yes', not true or false")]


def test_layout(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """All that is missing is named at once."""
    folder = make()
    (folder / "model" / "model.bin").unlink()
    (folder / "sentencepiece.model").unlink()
    ((check, seen),) = bad(verify(folder, echo))
    assert check == "layout"
    assert "no model/model.bin" in seen
    assert "no tokenizer" in seen


def test_added_file(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A part that was added after packing is found like one that was changed."""
    folder = get(str(pack_folder(make(), home))).path
    (folder / "bpe.model").write_text("x")
    assert bad(verify(folder)) == [("hashes", "changed, lost or added since it was packed: bpe.model")]


def test_unknown_prefix(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A prefix that the model does not know would be translated as an unknown word."""
    folder = make(target_prefix="<2en>", source_prefix=["<2kk>", "rus_Cyrl"])
    assert bad(verify(folder)) == [("vocabulary", "the model does not know the prefix rus_Cyrl, <2en>")]


def test_tokenizer_of_another_model(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A tokenizer whose pieces the model does not know belongs to another model."""
    folder = make()
    (folder / "model" / "shared_vocabulary.json").write_text(json.dumps(["<s>", "</s>", "<unk>", "▁the"]))
    ((check, seen),) = bad(verify(folder))
    assert check == "vocabulary"
    assert seen == "the model knows 0% of the pieces of sentencepiece.model: they do not belong together"


def test_tokenizer_of_the_target_side(home: Path, make, tokenizer: Path) -> None:  # type: ignore[no-untyped-def]
    """With a vocabulary for each side, each tokenizer is compared with its own."""
    folder = make()
    shared = folder / "model" / "shared_vocabulary.json"
    shared.rename(folder / "model" / "source_vocabulary.json")
    shutil.copyfile(tokenizer, folder / "target.spm")
    target = folder / "model" / "target_vocabulary.json"
    target.write_text(json.dumps(["<s>", "</s>", "<unk>"]))
    assert "0% of the pieces of target.spm" in bad(verify(folder))[0][1]
    target.write_bytes((folder / "model" / "source_vocabulary.json").read_bytes())
    assert bad(verify(folder)) == []


@pytest.mark.parametrize("told", ["[", "5", '[["a"]]', "[" * 100_000])
def test_vocabulary_that_is_none(home: Path, make, told: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever stands where the vocabulary should be, it is a finding."""
    folder = make()
    (folder / "model" / "shared_vocabulary.json").write_text(told)
    ((check, seen),) = bad(verify(folder))
    assert check == "vocabulary"
    assert "cannot be read" in seen


def test_truncated_model(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A model that lost its end is found by its digest, without being run."""
    folder = get(str(pack_folder(make(), home))).path
    (folder / "model" / "model.bin").write_bytes(b"weig")
    assert bad(verify(folder, echo)) == [("hashes", "changed, lost or added since it was packed: model/model.bin")]


def test_slots(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A package that says it carries slots is given some; losing one is a finding."""
    folder = make(slots=True)
    assert bad(verify(folder, echo)) == []
    lossy = verify(folder, lambda package, sentences: [s.replace("⟦2⟧", "") for s in sentences])
    assert [check for check, _ in bad(lossy)] == ["slots"]


def test_trial(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """No translation is a finding, and so is a model that cannot be loaded."""

    def broken(package: Package, sentences: Sequence[str]) -> list[str]:
        raise EngineError("the model cannot be loaded")

    assert bad(verify(make("a"), lambda p, s: [""]))[0][0] == "trial"
    assert bad(verify(make("b"), broken)) == [("trial", "the model cannot be loaded")]


@pytest.mark.model
def test_shipped_packages() -> None:
    """Every package that ships passes, trial sentence included."""
    from localize.engines.ctranslate import open_engine

    folders = sorted(p.parent for p in shipped_folder().glob("*/metadata.json"))
    assert folders
    for folder in folders:
        findings = verify(folder, lambda p, s: [h[0].text for h in open_engine(p).translate(s)])
        assert bad(findings) == [], folder.name
