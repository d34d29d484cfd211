"""A feed as it came → a UTF-8 file of our own to read twice: it neither changes meanwhile nor fills the memory."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from localize.errors import ReadError, WriteError
from localize.formats.encoding import decode

CHUNK = 1 << 20
DECLARED = re.compile(r"""\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])([\w.:-]+)""")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at ``target`` when the block ends well, and nowhere otherwise."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, target)
    except OSError as error:
        raise WriteError(
            f"{target}: cannot be written ({error.strerror})", "free some disk space, then run it again"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def copy(stream: BinaryIO, target: Path, name: str, limit: int | None = None) -> None:
    """Copy a stream to ``target``; ``ReadError`` when it is longer than ``limit`` bytes."""
    size = 0
    with replacing(target) as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if limit is not None and size > limit:
                raise ReadError(f"{name}: larger than {limit // 2**20} MB", "download it yourself and give the file")
            out.write(chunk)


def to_utf8(raw: Path, target: Path, name: str) -> str:
    """Write ``raw`` as UTF-8 with its declaration set right and without characters XML forbids; what it was.

    Bytes that are UTF-8 are, whatever they declare; Russian letters decide next, and the declaration last.
    """
    encoding = encoding_of(raw, name)
    with replacing(target) as out:
        for number, text in enumerate(_decoded(raw, encoding)):
            if number == 0:
                text = DECLARED.sub(r"\1utf-8", text.removeprefix("\ufeff"))
            out.write(NOT_XML.sub("", text).encode("utf-8"))
    return encoding


def encoding_of(raw: Path, name: str) -> str:
    with raw.open("rb") as stream:
        head = stream.read(200_000)
    if not head.strip():
        raise ReadError(f"{name}: the feed is empty", "is it the right file?")
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    if _is_utf8(raw):
        return "utf-8"
    try:
        return decode(head, name).encoding
    except ReadError:
        return _declared(head)


def _declared(head: bytes) -> str:
    found = DECLARED.match(head.decode("latin-1"))
    try:
        return codecs.lookup(found[2]).name if found else "utf-8"
    except LookupError:
        return "utf-8"


def _is_utf8(raw: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with raw.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with raw.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if text := decoder.decode(chunk):
                yield text
    if tail := decoder.decode(b"", final=True):
        yield tail
