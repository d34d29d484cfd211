"""Sources: the article in a file, and the file of an article that a review file was made for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from localize import formats
from localize.document import Article
from localize.errors import LocalizeError, ReadError, ReviewError
from localize.files import read_source
from localize.formats.encoding import decode
from localize.language import NAMES, identify
from localize.review import Review
from localize.segment import segment_block

Say = Callable[[str], None]
LOOKED_AT = 300  # files of a folder, in search of an article that got another name
SAMPLE = 20_000  # characters, enough to tell a language by
MIXED = ("ru", "kk", "en", "other")
RECOVER = "get the article again from where it came from, or save it there as UTF-8"


def read_article(
    path: Path, format_name: str | None = None, whole_page: bool = False, say: Say | None = None
) -> Article:
    """A source file as an article with segments; what is odd about it is said, what is wrong raises."""
    name = "stdin.txt" if str(path) == "-" else path.name
    if not name.isprintable() or any("\udc80" <= c <= "\udcff" for c in name):
        raise ReadError(f"{path}: line ends, control characters or broken letters in its name", "rename the file")
    if format_name is None and str(path) != "-":
        formats.format_of(name)
    article = formats.read(read_source(path), name, segment_block, format_name, whole_page=whole_page)
    if say and article.encoding != "utf-8":
        say(f"{name}: read as {article.encoding}; results are UTF-8")
    if not any(True for _ in article.segments()):
        raise ReadError(f"{name}: there is no text to translate", "is it the right file?")
    require_russian(article, say)
    return article


def require_russian(article: Article, say: Say | None = None) -> None:
    """``ReadError`` for a text in another language; Kazakh and English parts of a Russian one (a third of it at least)
    are said."""
    text = " ".join(segment.text for segment in islice(article.segments(), 1000))
    whole = identify(text[:SAMPLE]) or "ru"
    letters: Counter[str] = Counter()
    for segment in article.segments():
        letters[identify(segment.text) or whole] += len(segment.text)
    if whole not in MIXED or letters["ru"] < letters.total() / 3:
        found = max(set(letters) - {"ru"}, key=lambda lang: letters[lang]) if whole in MIXED else whole
        hint = RECOVER if found == "garbled" else "localize translates Russian articles into Kazakh and English"
        raise ReadError(f"{article.name}: this is {NAMES[found]}, not Russian", hint)
    if say and (others := [NAMES[lang] for lang, _ in letters.most_common() if lang != "ru"]):
        say(f"{article.name}: partly {', '.join(others)}; that part is left as it is")


def source_of(review: Review, path: Path, named: Path | None) -> Path:
    """The article of a review file: named, or of its name or its hash beside the review, one folder up or here.

    Only the last part of the name in the file counts: a review file must not lead us elsewhere on the disk.
    """
    if named:
        return named
    name = Path(review.name.replace("\\", "/")).name
    folders = list(dict.fromkeys((path.parent, path.absolute().parent.parent, Path())))
    there = [folder / name for folder in folders if name and (folder / name).is_file()]
    for candidate in [*there, *_renamed(folders, name)]:
        if _hash(candidate) == review.hash:
            return candidate
    if there:
        return there[0]
    raise ReviewError(
        f"{path}: its article {name!r} is not beside it", f"say where it is: localize apply {path} --source FILE"
    )


def _renamed(folders: list[Path], name: str) -> Iterator[Path]:
    for folder in folders:
        try:
            found = sorted(folder.glob(f"*{Path(name).suffix}"))[:LOOKED_AT]
        except OSError:
            continue
        yield from (path for path in found if path.is_file())


def _hash(path: Path) -> str:
    """The hash that an article in this file has (`Article.hash`); empty for what cannot be read."""
    try:
        return hashlib.sha256(decode(read_source(path), path.name).text.encode()).hexdigest()
    except LocalizeError:
        return ""


def article_for(review: Review, path: Path, format_name: str | None) -> Article:
    """The article as it was cut when the review file was made: of a whole page if its rows say so."""
    data = read_source(path)
    article = formats.read(data, path.name, segment_block, format_name)
    ids = {entry.id for entry in review.entries}
    if ids <= {segment.id for segment in article.segments()}:
        return article
    whole = formats.read(data, path.name, segment_block, format_name, whole_page=True)
    return whole if ids <= {segment.id for segment in whole.segments()} else article
