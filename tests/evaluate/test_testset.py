"""Test sets are read line by line; what does not fit is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.errors import ReadError
from localize.evaluate.testset import read_testset


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_two_files(tmp_path: Path) -> None:
    """Line n of one belongs to line n of the other; line ends of every kind, a BOM and NFD make no difference."""
    one = read_testset(file(tmp_path, "a.ru", "раз\nдва\n"), file(tmp_path, "a.kk", "бір\nекі\n\n"))
    other = read_testset(file(tmp_path, "b.ru", "\ufeffраз\r\nдва"), file(tmp_path, "b.kk", "бір \r\nекі\r\n"))
    assert (one.sources, one.references) == (("раз", "два"), ("бір", "екі"))
    assert one.hash == other.hash
    assert (one.name, one.words) == ("a", 2)


def test_one_file(tmp_path: Path) -> None:
    """One file holds both, with a tab between; more columns are passed over."""
    found = read_testset(file(tmp_path, "a.tsv", "раз\tбір\tисточник\nдва\tекі\n"))
    assert (found.sources, found.references) == (("раз", "два"), ("бір", "екі"))


def test_quoted_fields(tmp_path: Path) -> None:
    """Fields that a CSV writer quoted are read as they were; quotes of the text itself stay."""
    found = read_testset(file(tmp_path, "a.tsv", '"он в ""Барсе"" давно"\t"Барса"\n"a" и "b"\tc\n'))
    assert found.sources == ('он в "Барсе" давно', '"a" и "b"')
    assert found.references == ('"Барса"', "c")


def test_hash_is_of_the_pairs(tmp_path: Path) -> None:
    """Another reference, another order: another test set."""
    texts = ("раз\tбір\nдва\tекі\n", "раз\tбір\nдва\tүш\n", "два\tекі\nраз\tбір\n")
    assert len({read_testset(file(tmp_path, f"{n}.tsv", text)).hash for n, text in enumerate(texts)}) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"), ("\n\n", "is empty"), ("раз бір\n", "line 1 has no tab"),
        ("раз\tбір\n\tекі\n", "line 2 has no source"), ("раз\t\n", "line 1 has no tab"),
        ("раз\t\nдва\tекі", "line 1 has no reference"),
    ],
)  # fmt: skip
def test_what_does_not_fit(tmp_path: Path, text: str, message: str) -> None:
    """The error names the file, the line and what is missing."""
    with pytest.raises(ReadError, match=message):
        read_testset(file(tmp_path, "a.tsv", text))


def test_other_lengths(tmp_path: Path) -> None:
    """Files of different lengths do not belong together."""
    with pytest.raises(ReadError, match=r"a\.ru has 2 lines, .*a\.kk has 1"):
        read_testset(file(tmp_path, "a.ru", "раз\nдва"), file(tmp_path, "a.kk", "бір"))


def test_other_encodings(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named with the first byte that is not."""
    (tmp_path / "a").write_bytes("раз".encode("cp1251"))
    with pytest.raises(ReadError, match="not UTF-8"):
        read_testset(tmp_path / "a")
