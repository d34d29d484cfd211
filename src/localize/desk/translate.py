"""Articles in, drafts and review files out; what was reviewed before, here or elsewhere, is not done again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from localize import formats, pipeline
from localize.checks import check
from localize.desk import earlier, remember
from localize.desk.source import read_article
from localize.document import Article, Draft, Origin, Severity
from localize.engines import ENGINES, Engine
from localize.errors import UsageError
from localize.files import require_writable, write_files
from localize.glossary import terminology_for
from localize.memory import Exact, Memory
from localize.review import REVIEW_FORMATS, SUFFIXES
from localize.review.carry import Carried, carry

Say = Callable[[str], None]
APART = "run the command for each of them, with --out FOLDER for one"


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of one call. Without ``memory`` (a file) nothing is recalled and nothing remembered;
    ``glossaries`` come before those beside the article, the user's own and the shipped one."""

    sources: Sequence[Path]
    languages: Sequence[str]
    out: Path | None = None
    reviews: Sequence[str] = ("po", "html")
    engine: str = "ctranslate"
    package: str | None = None
    format: str | None = None
    whole_page: bool = False
    force: bool = False
    memory: Path | None = None
    exact: Exact = "fuzzy"
    glossaries: Sequence[Path] = ()
    use_glossary: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article in one language. ``critical`` counts segments with a critical issue, ``kept`` and
    ``changed`` those carried over from earlier review files, ``recalled`` those from the memory."""

    name: str
    lang: str
    segments: int
    words: int
    seconds: float
    flagged: int
    critical: int
    package: str
    paths: tuple[Path, ...]
    kept: int = 0
    changed: int = 0
    recalled: int = 0

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"paths": [str(p) for p in self.paths], "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Task:
    """One article on its way, with what people have done to earlier versions of it."""

    path: Path
    article: Article
    earlier: tuple[earlier.Earlier, ...] = ()
    carried: Carried = field(default_factory=Carried)


def translate_files(
    job: Job, say: Say, progress: Callable[[int], None], expect: Callable[[int], None] | None = None
) -> list[Result]:
    """Read all sources, translate them together, write what was asked for; one result an article and language.

    ``expect`` is told how many segments ``progress`` will count.
    """
    if str(Path("-")) in map(str, job.sources) and job.out is None:
        job = replace(job, out=Path())
    for name in job.reviews:
        REVIEW_FORMATS[name]
    load = ENGINES[job.engine]
    articles = [read_article(path, job.format, job.whole_page, say) for path in job.sources]
    _require_places(job, articles)
    engines = {lang: load("ru", lang, job.package) for lang in dict.fromkeys(job.languages)}
    if expect:
        expect(len(engines) * sum(len(block.segments) for article in articles for block in article.blocks))
    tasks = {
        lang: [_task(job, path, article, lang) for path, article in zip(job.sources, articles, strict=True)]
        for lang in engines
    }
    results = []
    with remember.memory_at(job.memory, say) as memory:
        for lang, engine in engines.items():
            for together in _rounds(tasks[lang]):
                results += _translated(job, together, lang, engine, memory, say, progress)
    return results


def _require_places(job: Job, articles: Sequence[Article]) -> None:
    """Every result has a place of its own that can be written, before any work is done.

    Review files know an article by its id alone: ``a.txt`` and ``a.md`` would meet in ``a.kk.po``.
    """
    sources = {path.resolve() for path in job.sources}
    taken: dict[Path, Path] = {}
    for path, article in zip(job.sources, articles, strict=True):
        for lang in dict.fromkeys(job.languages):
            final = destination(job.out, path, article, lang, "")
            if final.resolve() in sources:
                raise UsageError(f"{path} would be written over {final}, which is a source itself", APART)
            meeting = destination(job.out, path, article, lang, ".po") if job.reviews else final
            if meeting.resolve() in taken:
                raise UsageError(f"{taken[meeting.resolve()]} and {path} would go to the same file, {meeting}", APART)
            taken[meeting.resolve()] = path
            require_writable(final)


def _task(job: Job, path: Path, article: Article, lang: str) -> Task:
    """An article with what is carried over to it; --force throws that away."""
    if job.force or not job.reviews:
        return Task(path, article)
    final = destination(job.out, path, article, lang, "")
    found = earlier.look(dict.fromkeys(review_path(final, suffix) for suffix in SUFFIXES))
    return Task(path, article, tuple(found), carry(article, lang, earlier.matching(found, article, lang)))


def _rounds(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Tasks that share a folder (and so its glossary) and whose articles have different ids: the pipeline knows
    carried drafts by article id and segment id."""
    rest = list(tasks)
    while rest:
        folder = rest[0].path.parent
        first = {task.article.id: task for task in reversed(rest) if task.path.parent == folder}
        chosen = list(map(id, first.values()))
        yield [task for task in rest if id(task) in chosen]
        rest = [task for task in rest if id(task) not in chosen]


def _translated(
    job: Job, tasks: Sequence[Task], lang: str, engine: Engine, memory: Memory | None, say: Say,
    progress: Callable[[int], None],
) -> list[Result]:  # fmt: skip
    start = time.perf_counter()
    settings = remember.recalled(memory, [task.article for task in tasks], lang, job.exact, say)
    carried = {f"{t.article.id}/{id}": draft for t in tasks for id, draft in t.carried.drafts.items()}
    terms = terminology_for(lang, tasks[0].path, job.glossaries) if job.use_glossary else None
    settings = replace(settings, known={**settings.known, **carried}, terms=terms)
    done = pipeline.translate([task.article for task in tasks], engine, settings, progress)
    seconds = time.perf_counter() - start
    share = sum(article.words for article in done) or 1
    results = []
    for task, article in zip(tasks, done, strict=True):
        article = completed(article, task.carried, lang)
        paths = write_results(job, task.path, article, lang, task.earlier, say)
        if job.reviews:
            remember.remember_drafts(memory, article.drafts[lang], say)
        result = _result(article, lang, seconds * article.words / share, engine.package, paths)
        results.append(replace(result, kept=task.carried.kept, changed=task.carried.changed))
    return results


def completed(article: Article, carried: Carried, lang: str) -> Article:
    """The drafts with reviewers' comments and old targets that no longer fit; checked where nothing has been yet."""
    drafts = []
    for draft in article.drafts[lang]:
        id = draft.segment.id
        draft = replace(draft, comment=carried.comments.get(id, draft.comment))
        if id in carried.offered:
            offer = carried.offered[id]
            draft = replace(draft, previous=offer[1], suggestions=(offer, *draft.suggestions))
        if draft.origin is Origin.MEMORY or draft.previous:
            draft = replace(draft, issues=tuple(dict.fromkeys((*draft.issues, *check(draft)))))
        drafts.append(draft)
    return pipeline.assessed(replace(article, drafts={**article.drafts, lang: tuple(drafts)}), lang)


def destination(out: Path | None, source: Path, article: Article, lang: str, suffix: str) -> Path:
    """``article.txt`` → ``article.kk.txt`` beside it or in ``out``; review files get their own suffix."""
    folder = out if out is not None else source.parent
    return folder / f"{article.id}.{lang}{suffix or Path(article.name).suffix or '.txt'}"


def review_path(final: Path, suffix: str) -> Path:
    """Beside the final article; ``….review.html`` where the article itself has the suffix."""
    stem = final.name.removesuffix(final.suffix)
    return final.with_name(f"{stem}.review{suffix}" if suffix == final.suffix else f"{stem}{suffix}")


def write_results(
    job: Job, source: Path, article: Article, lang: str, found: Sequence[earlier.Earlier] = (), say: Say | None = None
) -> tuple[Path, ...]:
    """The translated article and its review files; what people did in the files that stood there is not lost."""
    drafts = article.drafts[lang]
    targets = {draft.segment.id: draft.target for draft in drafts}
    final = destination(job.out, source, article, lang, "")
    files: list[tuple[Path, bytes]] = [(final, formats.encode(article, formats.write(article, targets, lang)))]
    for name in job.reviews:
        form = REVIEW_FORMATS[name]()
        files.append((review_path(final, form.suffix), form.export(article, lang)))
    new = dict(files)
    for old in found:
        if old.path in new and (copy := earlier.keep(old, new[old.path])) and say:
            say(f"{old.path.name}: not all of a reviewer's work fits the new text; the old file is kept as {copy.name}")
    write_files(files)
    return tuple(path for path, _ in files)


def _result(article: Article, lang: str, seconds: float, package: str, paths: tuple[Path, ...]) -> Result:
    drafts: tuple[Draft, ...] = article.drafts[lang]
    critical = sum(any(i.severity is Severity.CRITICAL for i in d.issues) for d in drafts)
    flagged = sum(d.flagged for d in drafts)
    recalled = sum(d.origin is Origin.MEMORY for d in drafts)
    return Result(
        article.name, lang, len(drafts), article.words, seconds, flagged, critical, package, paths, recalled=recalled
    )
