"""Reading sources and writing results: whole files or none, and plain words when the disk refuses."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from localize.errors import ReadError, WriteError
from localize.formats.encoding import LIMIT


def read_source(path: Path) -> bytes:
    """A file's bytes; ``-`` is standard input. Of what is larger than an article may be, one byte more than that."""
    if str(path) == "-":
        if data := sys.stdin.buffer.read(LIMIT + 1):
            return data
        raise ReadError("standard input: there is nothing in it", "localize translate - --to kk < article.txt")
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder", f"translate its files: localize batch {path} --to kk --out FOLDER")
        with path.open("rb") as stream:
            return stream.read(LIMIT + 1)
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file", "check the name; `localize translate -` reads standard input") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})", "check the file's permissions") from error


def write_file(path: Path, data: bytes | Iterable[bytes], verify: Callable[[bytes], None] | None = None) -> None:
    """Put ``data`` (or its pieces) at ``path``, complete or not at all; ``verify`` may refuse what came out on disk."""
    handle, temporary = -1, ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines([data] if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        if verify:
            verify(Path(temporary).read_bytes())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be written ({error.strerror})", "choose another folder with --out DIR"
        ) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
