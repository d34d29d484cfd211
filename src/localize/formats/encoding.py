"""Bytes → text: UTF-8, or one of the single-byte encodings that Russian files still come in."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from localize.errors import ReadError

CANDIDATES = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
LIMIT = 50 * 1024 * 1024
DAMAGED = 0.1  # broken characters for each byte above 127; hardly any byte of an old code page is good UTF-8
LABELS = {"cp1251": "windows-1251", "koi8_r": "KOI8-R", "cp866": "CP866", "iso8859_5": "ISO-8859-5"}
BY_FREQUENCY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
TYPOGRAPHIC = "«»—–…№“”„‘’°•§\xa0"
WEIGHTS = {letter: 1 - 0.04 * rank for rank, letter in enumerate(BY_FREQUENCY)} | dict.fromkeys(TYPOGRAPHIC, 0.5)
ODD_SHAPES = re.compile(r"(?<=[а-яё])[А-ЯЁ]|(?<=[A-Za-z])[А-Яа-яЁё]|(?<=[А-Яа-яЁё])[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with ``\\n`` line ends, and what the bytes were: encoding, line ends, byte-order mark."""

    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    bom: bool = False


def decode(data: bytes, name: str) -> Decoded:
    """Text of a file; ``ReadError`` for what is empty, binary, too large or in no encoding we trust."""
    if len(data) > LIMIT:
        raise ReadError(
            f"{name}: larger than an article may be (limit {LIMIT // 2**20} MB)",
            "cut it into articles, one file each, and translate their folder: localize batch FOLDER --to kk --out FOLDER",
        )
    bom = data.startswith(codecs.BOM_UTF8)
    text, encoding = _text(data, name)
    if not text.strip():
        raise ReadError(f"{name}: the file is empty", "write the Russian text into it first")
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    if newline == "\r\n" and text.count("\r\n") != text.count("\n"):
        newline = "\n"  # mixed ends: kept as they are, a carriage return is a blank like any other
    plain = text.replace(newline, "\n") if newline != "\n" else text
    return Decoded(plain, encoding, newline, bom)


def _text(data: bytes, name: str) -> tuple[str, str]:
    marks = {"utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)}
    encoding = next((e for e, bom in marks.items() if data.startswith(bom)), "utf-8-sig")
    if encoding == "utf-8-sig" and (b"\x00" in data or _control_share(data[:8192]) > 0.02):
        raise ReadError(
            f"{name}: this is not a text file", "open it in the program it comes from and save it as plain text (UTF-8)"
        )
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        _refuse_damage(data, name, encoding, error)
    return _single_byte(data, name)


def _refuse_damage(data: bytes, name: str, encoding: str, error: UnicodeDecodeError) -> None:
    """``ReadError`` for a damaged file; silent for one that is in another encoding altogether."""
    # A multi-byte character cut in two at the end is a truncated file, not another encoding.
    if error.start >= len(data) - 3 and error.reason in ("unexpected end of data", "truncated data"):
        raise ReadError(f"{name}: the file ends in the middle of a character", "copy it again; it is cut off") from None
    broken = data.decode(encoding, errors="replace").count("\ufffd")
    if encoding != "utf-8-sig" or broken < DAMAGED * sum(byte > 127 for byte in data):
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"{name}: damaged {encoding.removesuffix('-sig').upper()}, first in line {line} (broken characters: {broken})",
            "copy it again, or mend it in an editor and save it as UTF-8",
        ) from None


def _control_share(data: bytes) -> float:
    return sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in data) / max(1, len(data))


def _single_byte(data: bytes, name: str) -> tuple[str, str]:
    """Russian letter frequencies and word shapes decide among the Cyrillic code pages; of equals, the first.
    charset-normalizer only names what the file looks like when none fits."""
    sample = data[:200_000]
    scores = {encoding: _russianness(sample.decode(encoding, errors="replace")) for encoding in CANDIDATES}
    encoding = max(CANDIDATES, key=lambda candidate: scores[candidate])
    if scores[encoding] < 0.35:
        from charset_normalizer import from_bytes

        guess = from_bytes(sample).best()
        label = guess.encoding if guess else "unknown"
        raise ReadError(
            f"{name}: cannot tell its encoding (looks like {label}, not Russian)",
            "save the file as UTF-8 and run the command again",
        )
    return data.decode(encoding, errors="replace"), LABELS.get(encoding, encoding)


def _russianness(text: str) -> float:
    """How Russian the non-ASCII characters of a text are, 1 at most: common letters count most, typographic
    marks a little; anything else, capitals inside words and Cyrillic joined to Latin count against.

    >>> round(_russianness("Привет"), 2), round(_russianness("оПХБЕР"), 2), round(_russianness("╧Ёштхт"), 2)
    (0.75, 0.41, 0.07)
    """
    characters = Counter(c for c in text.lower() if ord(c) > 127)
    if not characters:
        return 0.0
    known = sum(WEIGHTS.get(c, -1.0) * times for c, times in characters.items())
    return (known - len(ODD_SHAPES.findall(text))) / characters.total()
