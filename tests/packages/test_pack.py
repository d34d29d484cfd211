"""Packing: the same parts give the same bytes, and only whole packages are written."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from localize.errors import PackageError
from localize.packages import get
from localize.packages.install import install
from localize.packages.pack import describe, pack, pack_folder
from localize.packages.verify import require_sound


def test_pack_and_open(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A model folder and its tokenizer become a package that opens, with what was said of it."""
    parts = make()
    (home / "README.md").write_text("# card")
    path = pack(
        parts / "model", {"sentencepiece.model": parts / "sentencepiece.model"},
        describe("ru", "kk", "1.2", {"slots": True, "scores": {"news": {"chrF2": 43.0}}}), home, [home / "README.md"],
    )  # fmt: skip
    package = get(str(path))
    assert path.name == "translate-ru_kk-1_2.argosmodel"
    assert (package.name, package.slots, package.metadata["from_name"]) == ("translate-ru_kk-1.2", True, "Russian")
    assert (package.path / "README.md").read_text() == "# card"
    require_sound(package.path)


def test_deterministic(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Two runs give the same bytes, and so does packing what was unpacked."""
    folder = make()
    one, two = pack_folder(folder, home / "a.argosmodel"), pack_folder(folder, home / "b.argosmodel")
    again = pack_folder(install(one).package.path, home / "c.argosmodel")
    assert one.read_bytes() == two.read_bytes() == again.read_bytes()


def test_scores_do_not_change_the_hash(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """What was measured of a package may be written into it: its hash names what translates."""
    plain, scored, other = make("a"), make("b", scores={"news": {"chrF2": 43.0}}), make("c", target_prefix="<2kk>")
    assert get(str(plain)).hash == get(str(scored)).hash != get(str(other)).hash


def test_digests_do_not_change_the_hash(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A packed package has the hash of the folder it was made of: its digests say nothing new."""
    folder = make("a")
    packed = get(str(pack_folder(folder, home)))
    assert "files" in packed.metadata
    assert packed.hash == get(str(folder)).hash


def test_model_card_does_not_change_the_hash(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Neither does a text beside the parts; a changed weight does."""
    folder = make("a")
    before = get(str(folder)).hash
    (folder / "README.md").write_text("card")
    assert get(str(folder)).hash == before
    (folder / "model" / "model.bin").write_bytes(b"x")
    assert get(str(folder)).hash != before


def test_readable_by_any_zip_program(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """The zip has one top folder, plain files and the digests of all parts in its metadata."""
    path = pack_folder(make(), home)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {"translate-ru_kk-1_0"}
        told = json.loads(archive.read("translate-ru_kk-1_0/metadata.json"))
    assert sorted(told["files"]) == [
        "model/config.json", "model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"
    ]  # fmt: skip


def test_incomplete(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A model folder without a vocabulary is refused, and no file is written."""
    parts = make()
    (parts / "model" / "shared_vocabulary.json").unlink()
    with pytest.raises(PackageError, match="no vocabulary"):
        pack(parts / "model", {"sentencepiece.model": parts / "sentencepiece.model"}, describe("ru", "kk", "1"), home)
    assert not list(home.glob("*.argosmodel"))


def test_wrong_metadata(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Metadata that the reader would refuse is refused by the writer."""
    parts = make()
    with pytest.raises(PackageError, match="max_pieces"):
        pack(
            parts / "model", {"sentencepiece.model": parts / "sentencepiece.model"},
            describe("ru", "kk", "1", {"max_pieces": "many"}), home,
        )  # fmt: skip


def test_unknown_tokenizer(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Only names that a reader looks for are packed as tokenizers."""
    parts = make()
    with pytest.raises(PackageError, match=r"'spm\.model' is no tokenizer"):
        pack(parts / "model", {"spm.model": parts / "sentencepiece.model"}, describe("ru", "kk", "1"), home)
