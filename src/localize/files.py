"""Reading sources and writing results: whole files or none, and plain words when the disk refuses."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from localize.errors import ReadError, WriteError
from localize.formats.encoding import LIMIT


def read_source(path: Path, most: int = LIMIT + 1) -> bytes:
    """A file's bytes, ``most`` of them; ``-`` is standard input. One more than an article may have tells it is too long."""
    if str(path) == "-":
        if sys.stdin and (data := sys.stdin.buffer.read(most)):
            return data
        raise ReadError("standard input: there is nothing in it", "localize translate - --to kk < article.txt")
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder", f"translate its files: localize batch {path} --to kk --out FOLDER")
        with path.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise ReadError(
            f"{path}: no such file", "check the name; `localize translate -` reads standard input"
        ) from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})", "check the file's permissions") from error


Data = bytes | Iterable[bytes]
Verify = Callable[[bytes], None]


def write_file(path: Path, data: Data, verify: Verify | None = None) -> None:
    """Put ``data`` (or its pieces) at ``path``, complete or not at all; ``verify`` may refuse what came out on disk."""
    write_files([(path, data)], verify)


def write_files(files: Sequence[tuple[Path, Data]], verify: Verify | None = None) -> None:
    """Write files that belong together: none takes its place before all are on the disk."""
    staged: dict[Path, Path] = {}
    try:
        for path, data in files:
            with _plain_words(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
                staged[path] = Path(temporary)
                _fill(handle, data)
                if verify:
                    verify(staged[path].read_bytes())
                staged[path].chmod(0o666 & ~_umask())
        for path, ready in staged.items():
            with _plain_words(path):
                os.replace(ready, path)
    finally:
        for left in staged.values():
            left.unlink(missing_ok=True)


def _fill(handle: int, data: Data) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.writelines([data] if isinstance(data, bytes) else data)
        stream.flush()
        os.fsync(stream.fileno())


def require_writable(path: Path) -> None:
    """``WriteError`` when ``path`` could not be written, told before the work is done."""
    with _plain_words(path):
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        folder = next((parent for parent in path.absolute().parents if parent.exists()), Path("/"))
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _plain_words(path: Path) -> Iterator[None]:
    """What the disk refuses, as a ``WriteError`` with a next step."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = (
            "make room on the disk, or choose another folder with --out DIR"
            if full
            else "choose another folder with --out DIR"
        )
        raise WriteError(f"{path}: cannot be written ({error.strerror})", hint) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
