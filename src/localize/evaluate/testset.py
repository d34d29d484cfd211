"""Test sets: sources with their references, a line each, known by a hash."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from localize.errors import ReadError


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and references of the same length, in order; NFC, without blanks at the edges."""

    __test__ = False  # not a test, whatever pytest makes of its name

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 of the pairs: a score belongs to exactly these."""
        pairs = "".join(f"{s}\t{r}\n" for s, r in zip(self.sources, self.references, strict=True))
        return hashlib.sha256(pairs.encode()).hexdigest()[:12]

    @property
    def words(self) -> int:
        return sum(len(source.split()) for source in self.sources)


def read_testset(source: Path, reference: Path | None = None) -> TestSet:
    """Two files of lines, or one of ``source<TAB>reference``; ``ReadError`` names the line that does not fit."""
    lines = read_lines(source)
    if reference is None:
        pairs = [_pair(line, source, number) for number, line in enumerate(lines, start=1)]
        sources, references = [s for s, _ in pairs], [r for _, r in pairs]
    else:
        sources, references = lines, read_lines(reference)
        require_same_length(source, sources, reference, references)
    for number, (text, expected) in enumerate(zip(sources, references, strict=True), start=1):
        if not text or not expected:
            raise ReadError(f"{source}: line {number} has no {'reference' if text else 'source'}", "take the line out")
    return TestSet(source.stem, tuple(sources), tuple(references))


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file; blank ones at its end are none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 (byte {error.start})", f"convert it: iconv -t UTF-8 {path}") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})", "check the name") from error
    lines = [unicodedata.normalize("NFC", line).strip(" \r") for line in text.rstrip().split("\n")]
    if lines == [""]:
        raise ReadError(f"{path}: is empty", "is it the right file?")
    return lines


def require_same_length(one: Path, first: Sequence[str], other: Path, second: Sequence[str]) -> None:
    """``ReadError`` when two files that go line by line do not."""
    if len(first) != len(second):
        raise ReadError(f"{one} has {len(first)} lines, {other} has {len(second)}", "they must correspond line by line")


def _pair(line: str, path: Path, number: int) -> tuple[str, str]:
    source, tab, reference = line.partition("\t")
    if not tab:
        raise ReadError(
            f"{path}: line {number} has no tab between source and reference",
            "name the references as a second file, or use source<TAB>reference",
        )
    return _unquoted(source.strip()), _unquoted(reference.partition("\t")[0].strip())


def _unquoted(field: str) -> str:
    """A field as it was before a CSV writer quoted it: only one whose inner quotes are all doubled was.

    >>> _unquoted('"в \"\"Барсу\"\" из \"\"Севильи\"\""'), _unquoted('"Барса"')
    ('в "Барсу" из "Севильи"', '"Барса"')
    """
    inner = field[1:-1]
    quoted = len(field) > 2 and field[0] == field[-1] == '"' and '""' in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted else field
