"""The desk: files in, files out. What ``localize translate`` and ``localize apply`` do, for callers without a
terminal; every path, clock and folder of the main job is here and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from localize import formats, pipeline
from localize.document import Article, Draft, Severity
from localize.engines import ENGINES
from localize.errors import ReadError, ReviewError, UsageError
from localize.files import read_source, write_file
from localize.language import NAMES, identify
from localize.review import REVIEW_FORMATS, Review, review_format_of
from localize.review.merge import Merge, merge, require_same_article
from localize.segment import segment_block

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of one call."""

    sources: Sequence[Path]
    languages: Sequence[str]
    out: Path | None = None
    reviews: Sequence[str] = ("po", "html")
    engine: str = "ctranslate"
    package: str | None = None
    format: str | None = None
    whole_page: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article in one language. ``critical`` counts segments with a critical issue."""

    name: str
    lang: str
    segments: int
    words: int
    seconds: float
    flagged: int
    critical: int
    package: str
    paths: tuple[Path, ...]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"paths": [str(p) for p in self.paths], "seconds": round(self.seconds, 3)}


def read_article(path: Path, format_name: str | None = None, whole_page: bool = False, say: Say | None = None) -> Article:
    """A source file as an article with segments; what is odd about it is said, what is wrong raises."""
    name = "stdin.txt" if str(path) == "-" else path.name
    if format_name is None and str(path) != "-":
        formats.format_of(name)
    article = formats.read(read_source(path), name, segment_block, format_name, whole_page=whole_page)
    if say and article.encoding != "utf-8":
        say(f"{name}: read as {article.encoding}; results are UTF-8")
    if not any(True for _ in article.segments()):
        raise ReadError(f"{name}: there is no text to translate", "is it the right file?")
    text = " ".join(segment.text for segment in article.segments())[:20_000]
    found = identify(text)
    if found not in (None, "ru"):
        raise ReadError(
            f"{name}: this is {NAMES[str(found)]}, not Russian", "localize translates Russian articles into Kazakh and English"
        )
    return article


def translate_files(job: Job, say: Say, progress: Callable[[int], None]) -> list[Result]:
    """Read all sources, translate them together, write what was asked for; one result an article and language."""
    if str(Path("-")) in map(str, job.sources) and job.out is None:
        job = replace(job, out=Path())
    for name in job.reviews:
        REVIEW_FORMATS[name]
    engines = {lang: ENGINES[job.engine]("ru", lang, job.package) for lang in dict.fromkeys(job.languages)}
    articles = [read_article(path, job.format, job.whole_page, say) for path in job.sources]
    _refuse_same_names(job, articles)
    results = []
    for lang, engine in engines.items():
        start = time.perf_counter()
        settings = pipeline.Settings(lang)
        done = pipeline.translate(articles, engine, settings, progress)
        seconds = time.perf_counter() - start
        share = sum(a.words for a in articles) or 1
        for path, article in zip(job.sources, done, strict=True):
            paths = write_results(job, path, article, lang)
            results.append(_result(article, lang, seconds * article.words / share, engine.package, paths))
    return results


def _refuse_same_names(job: Job, articles: Sequence[Article]) -> None:
    targets = [str(destination(job.out, path, a, "kk", "")) for path, a in zip(job.sources, articles, strict=True)]
    if twice := {t for t in targets if targets.count(t) > 1}:
        raise UsageError(f"two sources would be written to the same file: {sorted(twice)[0]}", "use a folder for each")


def destination(out: Path | None, source: Path, article: Article, lang: str, suffix: str) -> Path:
    """``article.txt`` → ``article.kk.txt`` beside it or in ``out``; review files get their own suffix."""
    folder = out if out is not None else source.parent
    return folder / f"{article.id}.{lang}{suffix or Path(article.name).suffix or '.txt'}"


def write_results(job: Job, source: Path, article: Article, lang: str) -> tuple[Path, ...]:
    """The translated article and its review files; a review file that a person has edited stays, unless forced."""
    drafts = article.drafts[lang]
    targets = {draft.segment.id: draft.target for draft in drafts}
    final = destination(job.out, source, article, lang, "")
    files: list[tuple[Path, bytes]] = [(final, formats.encode(article, formats.write(article, targets, lang)))]
    for name in job.reviews:
        form = REVIEW_FORMATS[name]()
        path = destination(job.out, source, article, lang, form.suffix)
        if path == final:
            path = path.with_name(f"{article.id}.{lang}.review{form.suffix}")
        if not job.force:
            _refuse_edited(path)
        files.append((path, form.export(article, lang)))
    for path, data in files:
        write_file(path, data)
    return tuple(path for path, _ in files)


def _refuse_edited(path: Path) -> None:
    """``ReviewError`` when ``path`` holds decisions of a person."""
    if not path.exists():
        return
    try:
        review: Review = REVIEW_FORMATS[review_format_of(path)]().load(path.read_bytes(), path.name)
    except (ReviewError, UsageError):
        return
    from localize.review import fingerprint

    if any(e.approved or (e.draft and fingerprint(e.target) != e.draft) or e.comment for e in review.entries):
        raise ReviewError(
            f"{path}: has been edited by a reviewer and would be overwritten",
            f"merge it first: localize apply {path}   (or --force to throw the edits away)",
        )


def _result(article: Article, lang: str, seconds: float, package: str, paths: tuple[Path, ...]) -> Result:
    drafts: tuple[Draft, ...] = article.drafts[lang]
    critical = sum(any(i.severity is Severity.CRITICAL for i in d.issues) for d in drafts)
    flagged = sum(d.flagged for d in drafts)
    return Result(article.name, lang, len(drafts), article.words, seconds, flagged, critical, package, paths)


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of one review file: what was decided, and where the article went (None: nowhere)."""

    review: str
    lang: str
    merge: Merge
    path: Path | None = None

    def to_dict(self) -> dict[str, Any]:
        kinds = ("accepted", "changed", "untouched", "missing", "unknown", "conflict")
        counts: Mapping[str, Any] = {kind: len(getattr(self.merge, kind)) for kind in kinds}
        return {"review": self.review, "lang": self.lang, "path": str(self.path) if self.path else None, **counts}


def source_of(review: Review, path: Path, named: Path | None) -> Path:
    """The article of a review file: named, or the file of its name beside the review or one folder up."""
    if named:
        return named
    for folder in (path.parent, path.parent.parent, Path()):
        if review.name and (folder / review.name).is_file():
            return folder / review.name
    raise ReviewError(
        f"{path}: its article {review.name!r} is not beside it", f"say where it is: localize apply {path} --source FILE"
    )


def apply_review(
    path: Path, source: Path | None = None, out: Path | None = None, *, allow_fuzzy: bool = False, force: bool = False
) -> Applied:
    """Merge one review file into its article and write the article; refuse, with the reason, what is not sound."""
    review: Review = REVIEW_FORMATS[review_format_of(path)]().load(read_source(path), path.name)
    origin = source_of(review, path, source)
    article = formats.read(read_source(origin), origin.name, segment_block)
    require_same_article(article, review, path.name)
    outcome = merge(article, review)
    if outcome.conflict or outcome.unknown or outcome.missing:
        if not force:
            raise ReviewError(
                f"{path}: {_odd(outcome)}; nothing was written",
                "mend the file, or use --force: what does not fit is then left in Russian or passed over",
            )
    elif outcome.untouched and not allow_fuzzy:
        raise ReviewError(
            f"{path}: {len(outcome.untouched)} of {len(list(article.segments()))} segments are still unreviewed drafts"
            f" ({', '.join(outcome.untouched[:5])}{' …' if len(outcome.untouched) > 5 else ''}); nothing was written",
            "approve them (remove the fuzzy mark), or use --allow-fuzzy to publish drafts as they are",
        )
    target = out or path.with_name(f"{article.id}.{review.lang}{Path(article.name).suffix}")
    write_file(target, formats.encode(article, formats.write(article, outcome.targets, review.lang)))
    return Applied(str(path), review.lang, outcome, target)


def _odd(outcome: Merge) -> str:
    parts = [
        (outcome.conflict, "rows whose source was edited or that disagree"),
        (outcome.unknown, "rows that are not in the article"),
        (outcome.missing, "segments without a row"),
    ]
    return "; ".join(f"{len(ids)} {what} ({', '.join(ids[:3])})" for ids, what in parts if ids)
