"""TMX in and out: a pair of inverses, in constant memory, closed to tricks."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import ReadError
from localize.memory import Memory, Pair, tmx

PAIR = Pair("Рынок & «ждёт» <b1>решений</b1>.", "Нарық ]]> күтеді.", "kk", "news", "p1.s1", "2026-02-21", 'А "б" <в>',
            "ru_kk 0.1", "Базар & күтеді.")  # fmt: skip
LONG = """
import io, resource, sys
from localize.memory import tmx
side = '<tuv xml:lang="%s"><seg>' + "сөз " * 40 + "</seg></tuv>"
unit = f"<tu>{side % 'ru'}{side % 'kk'}</tu>"
class Endless(io.RawIOBase):
    left = int(sys.argv[1])
    head = True
    def read(self, size=-1):
        if self.head:
            self.head = False
            return b'<tmx version="1.4"><body>'
        if self.left <= 0:
            self.left, done = self.left - 1, self.left == 0
            return b"</body></tmx>" if done else b""
        self.left -= 1
        return unit.encode() * 100
count = sum(1 for _ in tmx.read(Endless(), "big.tmx"))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).map(
    lambda text: " ".join(text.split())
)


def written(pairs: list[Pair]) -> bytes:
    return b"".join(tmx.write(pairs))


def read_pairs(data: bytes, date: str = "") -> Iterator[Pair]:
    for unit in tmx.read(io.BytesIO(data), "x.tmx"):
        yield from unit.pairs("ru", date)


def test_pair_survives() -> None:
    """Markup, quotes, place, day, reviewer and draft come back."""
    assert list(read_pairs(written([PAIR]))) == [PAIR]


@given(plain.filter(bool), plain.filter(bool))
def test_any_text_survives(source: str, target: str) -> None:
    """What XML can hold comes back as it was; what it cannot is left out, and the file stays readable."""
    clean = [tmx.NOT_XML.sub("", text).strip() for text in (source, target)]
    found = [(pair.source, pair.target) for pair in read_pairs(written([Pair(source, target, "kk")]))]
    assert found == ([tuple(clean)] if all(clean) else [])


def test_control_characters_do_not_break_the_file() -> None:
    """A form feed in a text does not make the export unreadable."""
    assert [pair.source for pair in read_pairs(written([Pair("а\x0cб\x00", "в", "kk")]))] == ["аб"]


def test_export_import_is_identity(memory: Memory, tmp_path: Path) -> None:
    """A memory filled from another's export holds the same pairs."""
    pairs = [replace(PAIR, source=f"{PAIR.source} {n}", segment=f"p{n}.s1") for n in range(5)]
    memory.add([*pairs, replace(PAIR, lang="en", target="The market waits.")])
    with Memory.open(tmp_path / "other.sqlite") as other:
        found = tmx.load(other, io.BytesIO(written(list(memory.pairs()))), "x.tmx", "2026-12-31")
        assert (found.units, found.pairs, found.new, found.skipped) == (6, 6, 6, 0)
        assert list(other.pairs()) == list(memory.pairs())
        again = tmx.load(other, io.BytesIO(written(list(memory.pairs()))), "x.tmx", "2026-12-31")
        assert again.new == 0


FOREIGN = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="RU-ru" segtype="sentence"/><body>
 <tu creationid="OmegaT"><note>x</note>
  <tuv xml:lang="RU-ru" changedate="20240305T101112Z" changeid="Асель"><seg>Он <bpt i="1">&lt;b&gt;</bpt>пришёл<ept
  i="1">&lt;/b&gt;</ept>&nbsp;вчера.</seg></tuv>
  <tuv xml:lang="kk_KZ"><seg>Ол кеше <bpt i="1">&lt;b&gt;</bpt>келді<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
  <tuv lang="en"><seg>He came yesterday.</seg></tuv>
 </tu>
 <tu><tuv xml:lang="de"><seg>Nichts</seg></tuv><tuv xml:lang="kk"><seg>Ештеңе</seg></tuv></tu>
 <tu><tuv xml:lang="ru"><seg></seg></tuv><tuv xml:lang="kk"><seg>Бос</seg></tuv></tu>
</body></tmx>"""


def test_other_tools_files_are_read() -> None:
    """UTF-16, region codes, old attributes, inline codes, two targets, the day of the change."""
    found = list(read_pairs(FOREIGN.encode("utf-16")))
    assert [(p.lang, p.source, p.target, p.date, p.reviewer) for p in found] == [
        ("kk", "Он <b>пришёл</b>\u00a0вчера.", "Ол кеше <b>келді</b>.", "2024-03-05", "Асель"),
        ("en", "Он <b>пришёл</b>\u00a0вчера.", "He came yesterday.", "2024-03-05", "Асель"),
    ]


def test_units_without_a_pair_are_counted(memory: Memory) -> None:
    """What has no Russian side, or an empty one, is skipped and said."""
    assert tmx.load(memory, io.BytesIO(FOREIGN.encode("utf-16")), "x.tmx", "2026-01-01").skipped == 2


USE = "<tmx><body><tu><tuv><seg>&x;</seg></tuv></tu></body></tmx>"
BOMB = f'<!DOCTYPE tmx [<!ENTITY a "ха"><!ENTITY x "&a;&a;&a;&a;">]>{USE}'
STEAL = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>{USE}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "declares XML entities"),
        (STEAL, "declares XML entities"),
        ("<html><body/></html>", "not TMX"),
        ("<tmx><body><tu></body></tmx>", "damaged TMX at line 1"),
        ("<tmx>\n<body>", "damaged TMX at line 2"),
        ("", "damaged TMX"),
        ("PK\x03\x04", "damaged TMX"),
    ],
)
def test_bad_files_are_refused(text: str, message: str) -> None:
    """Entities, other XML, cut-off files: one clear error with the file's name."""
    with pytest.raises(ReadError, match=message) as caught:
        list(read_pairs(text.encode()))
    assert "x.tmx" in str(caught.value)


def test_pairs_before_the_damage_are_kept(memory: Memory) -> None:
    """A file that breaks off in the middle has given what stood before."""
    data = written([replace(PAIR, source=f"{n}", segment=f"{n}") for n in range(5000)])
    with pytest.raises(ReadError):
        tmx.load(memory, io.BytesIO(data[: len(data) // 2]), "x.tmx", "2026-01-01")
    assert len(list(memory.pairs())) == 2000


def test_endless_segment_takes_no_memory() -> None:
    """A segment longer than any sentence is left out, not collected."""
    data = b'<tmx><body><tu><tuv xml:lang="ru"><seg>' + b"a" * 5_000_000 + b"</seg></tuv>"
    data += b'<tuv xml:lang="kk"><seg>b</seg></tuv></tu></body></tmx>'
    assert list(read_pairs(data)) == []


def test_memory_is_constant() -> None:
    """Thirty times the file, the same memory: 2 MB against 60 MB differ by less than 4 MB at the peak."""
    peaks = []
    for pieces in (30, 900):
        done = subprocess.run([sys.executable, "-c", LONG, str(pieces)], capture_output=True, text=True, check=True)
        count, peak = map(int, done.stdout.split())
        assert count == pieces * 100
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 4096
