"""Packages come into the user's folder whole, by the name in their metadata, several versions side by side."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from localize.errors import EngineError, PackageError
from localize.packages import Package, find, get, installed, places, user_folder
from localize.packages.install import install, remove
from localize.packages.pack import pack_folder


def names() -> list[str]:
    return [package.name for package in installed()]


def everything() -> list[str]:
    return sorted(p.name for p in user_folder().iterdir()) if user_folder().is_dir() else []


def test_folder(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A folder is copied under the name its metadata gives, and translates its pair."""
    done = install(make("anything"))
    assert (done.package.name, done.replaced, done.already) == ("translate-ru_kk-1.0", "", False)
    assert everything() == ["translate-ru_kk-1_0"]
    assert find("ru", "kk").path == done.package.path


def test_file(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A file is unpacked under that name too, and has the hash of the folder it was made of."""
    folder = make("anything")
    path = pack_folder(folder, home)
    done = install(path)
    assert done.package.path.name == "translate-ru_kk-1_0"
    assert done.package.hash == get(str(path)).hash


def test_name_of_the_zip_is_not_trusted(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """The top folder of a zip may be called anything; it never names the place on disk."""
    path = home / "odd.argosmodel"
    with zipfile.ZipFile(path, "w") as made:
        for part in sorted(make("anything").rglob("*")):
            if part.is_file():
                made.write(part, f"something else/{part.relative_to(home / 'made' / 'anything')}")
    assert install(path).package.path.name == "translate-ru_kk-1_0"


def test_newer_version_translates(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Two versions stand side by side; the newest is used, whichever came last."""
    install(make("new", package_version="1.10"))
    done = install(make("old", package_version="1.9"))
    assert names() == ["translate-ru_kk-1.10", "translate-ru_kk-1.9"]
    assert done.used == "translate-ru_kk-1.10"


def test_same_version_is_replaced(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """The same version with other weights takes the place of the first, and the caller is told."""
    first = install(make("one", weights=b"one")).package.hash
    second = install(make("two", weights=b"two"))
    assert second.replaced == first != second.package.hash
    assert everything() == ["translate-ru_kk-1_0"]
    assert (second.package.path / "model" / "model.bin").read_bytes() == b"two"


def test_twice(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Installing the same package again says so and changes nothing."""
    folder = make()
    install(folder)
    assert install(folder).already
    assert install(user_folder() / "translate-ru_kk-1_0").already


def test_damaged_one_is_mended(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Installing over a damaged package of that name replaces it."""
    folder = make()
    path = install(folder).package.path
    (path / "model" / "model.bin").unlink()
    assert not install(folder).already
    assert (path / "model" / "model.bin").is_file()


PARTS = ("model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model", "metadata.json")


@pytest.mark.parametrize("lost", PARTS)
def test_incomplete(home: Path, make, lost: str) -> None:  # type: ignore[no-untyped-def]
    """A package without one of its parts is refused, and the folder stays as it was."""
    folder = make()
    (folder / lost).unlink()
    with pytest.raises(PackageError):
        install(folder)
    assert everything() == []


def test_changed_since_packing(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A part that is not what the package's own digests say is refused by name."""
    whole = install(pack_folder(make(), home)).package.path
    copy = home / "copy"
    whole.rename(copy)
    (copy / "model" / "model.bin").write_bytes(b"other")
    with pytest.raises(PackageError, match=r"hashes: changed.*model/model\.bin"):
        install(copy)


def test_trial(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A package whose model does not run is refused with what the engine says; one that loses a slot is not."""

    def broken(package: Package, sentences: Sequence[str]) -> list[str]:
        raise EngineError("it needs the Moses tokenizer", "pip install 'localize[bpe]'")

    folder = make(slots=True)
    with pytest.raises(PackageError, match=r"package: trial: it needs the Moses tokenizer") as caught:
        install(folder, trial=broken)
    assert caught.value.hint == "pip install 'localize[bpe]'"
    assert everything() == []
    assert install(folder, trial=lambda package, sentences: ["word"] * len(sentences)).package.slots


def test_errors_name_what_the_user_named(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """An error tells the file or folder that was given, not the place where it was checked."""
    folder = make("mine")
    (folder / "sentencepiece.model").write_bytes(b"x" * 50)
    with pytest.raises(PackageError) as caught:
        install(folder)
    told = "vocabulary: sentencepiece.model is no SentencePiece model, or a damaged one"
    assert str(caught.value) == f"{folder}: {told}"


def test_link_in_a_folder(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A folder with a link in it is refused: what it leads to is not the package's."""
    folder = make()
    (folder / "model" / "more").symlink_to("/etc/passwd")
    with pytest.raises(PackageError, match="is a link"):
        install(folder)


def test_interrupted(home: Path, make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """When the last move fails, the old version still translates and no scraps are left."""
    from localize.packages import install as module

    install(make("one", weights=b"one"))
    monkeypatch.setattr(module, "put", lambda staged, target: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(PackageError, match="No space left"):
        install(make("two", weights=b"two"))
    assert everything() == ["translate-ru_kk-1_0"]
    assert (find("ru", "kk").path / "model" / "model.bin").read_bytes() == b"one"


def test_remove(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A package goes by its name, with or without the version when there is only one."""
    install(make("one"))
    install(make("two", package_version="2.0"))
    with pytest.raises(PackageError, match=r"several versions: translate-ru_kk-2\.0, translate-ru_kk-1\.0"):
        remove("translate-ru_kk")
    assert remove("translate-ru_kk-1.0") == "translate-ru_kk-1.0"
    assert remove("translate-ru_kk") == "translate-ru_kk-2.0"
    assert everything() == []


def test_remove_a_damaged_one(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A package that no longer says what it is goes by the name of its folder, or the name it had."""
    for named in ("translate-ru_kk-1_0", "translate-ru_kk-1.0"):
        path = install(make(named)).package.path
        (path / "metadata.json").write_text("{")
        assert remove(named) == named
        assert everything() == []


def test_remove_what_is_not_ours(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Shipped packages, those of Argos Translate and folders anywhere are left alone."""
    shipped = home / "shipped" / "translate-ru_kk-1_0"
    shipped.parent.mkdir()
    make("one").rename(shipped)
    with pytest.raises(PackageError, match="comes with localize"):
        remove("translate-ru_kk-1.0")
    with pytest.raises(PackageError, match="is not installed"):
        remove(str(make("two")))
    with pytest.raises(PackageError, match="no package 'translate-kk_en'"):
        remove("translate-kk_en")
    assert shipped.is_dir()


def test_stray_folders(home: Path, make) -> None:  # type: ignore[no-untyped-def]
    """A damaged package and a stray folder break neither the list nor a translation; `places` still tells of them."""
    install(make())
    (user_folder() / "stray").mkdir()
    bad = user_folder() / "bad"
    bad.mkdir()
    (bad / "metadata.json").write_text(json.dumps({"from_code": "ru"}))
    (user_folder() / "half.argosmodel").write_bytes(b"PK")
    assert names() == ["translate-ru_kk-1.0"]
    assert [path.name for _, path in places()] == ["bad", "half.argosmodel", "translate-ru_kk-1_0"]


def test_precedence(home: Path, make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """The user's package wins over a newer shipped one; --package reaches every one of them."""
    (home / "shipped").mkdir()
    make("a", package_version="3.0").rename(home / "shipped" / "a")
    (home / "argos").mkdir()
    make("b", package_version="2.0").rename(home / "argos" / "b")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "argos"))
    install(make("c", package_version="1.0"))
    assert [(p.origin, p.version) for p in installed()] == [("user", "1.0"), ("argos", "2.0"), ("shipped", "3.0")]
    assert find("ru", "kk", "translate-ru_kk-3.0").origin == "shipped"
    with pytest.raises(PackageError, match="translates ru→kk, not ru→en"):
        find("ru", "en", "translate-ru_kk-3.0")
    with pytest.raises(PackageError, match="no package translates ru→en"):
        find("ru", "en")


def test_missing_file_is_named_as_a_file(home: Path) -> None:
    """A path that leads nowhere is not taken for the name of a package."""
    with pytest.raises(PackageError, match=r"^gone\.argosmodel: no such file"):
        get("gone.argosmodel")
    with pytest.raises(PackageError, match=r"^no package 'translate-ru_kk-9'"):
        get("translate-ru_kk-9")
