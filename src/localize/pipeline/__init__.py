"""The one place that knows the whole walk: strip → protect → mask → translate → restore → reinsert → check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from localize import inline
from localize.checks import check
from localize.checks.consistency import check_article
from localize.checks.quality import band, coverage
from localize.document import Article, Draft, Issue, Origin, Segment, Severity
from localize.engines import Engine, Hypothesis
from localize.language import NAMES, identify
from localize.messages import _
from localize.pipeline.choose import Placed, as_it_is, best_placed, nearly_best, rescued
from localize.pipeline.prepare import Prepared, easier, prepare
from localize.pipeline.settings import Settings, Terminology

__all__ = ["Settings", "Terminology", "assessed", "drafted", "drafts_of", "prepare", "translate"]

Progress = Callable[[int], None]
LONGEST = 5000  # characters; `localize.segment` cuts all but endless words and markup far below this


def translate(
    articles: Sequence[Article], engine: Engine, settings: Settings, progress: Progress | None = None
) -> list[Article]:
    """The articles with drafts in ``settings.lang`` for every segment; all segments go to the engine at once.

    Segments in ``settings.known`` (by segment id or by text) are not translated again.
    """
    known = {
        id(segment): replace(draft, segment=segment)
        for article in articles
        for segment in article.segments()
        if (draft := _known(settings, article, segment)) is not None
    }
    prepared: list[Prepared] = []
    for article in articles:
        todo = [segment for segment in article.segments() if id(segment) not in known]
        own = _for_article(settings, article) if todo else settings
        prepared += [prepare(segment, engine.slots and settings.slots, own) for segment in todo]
    drafts = drafted(prepared, engine, settings.n_best, progress)
    made = {id(p.segment): draft for p, draft in zip(prepared, drafts, strict=True)}
    if progress and known:
        progress(len(known))
    done = []
    for article in articles:
        ordered = tuple(known.get(id(segment)) or made[id(segment)] for segment in article.segments())
        done.append(assessed(replace(article, drafts={**article.drafts, settings.lang: ordered}), settings.lang))
    return done


def assessed(article: Article, lang: str) -> Article:
    """The article's drafts with what only shows across segments, and with their bands."""
    across = check_article(article, lang)
    drafts = []
    for draft in article.drafts[lang]:
        issues = tuple(dict.fromkeys((*draft.issues, *across.get(draft.segment.id, ()))))
        draft = replace(draft, issues=issues)
        drafts.append(replace(draft, band=band(draft)))
    return replace(article, drafts={**article.drafts, lang: tuple(drafts)})


def _known(settings: Settings, article: Article, segment: Segment) -> Draft | None:
    """What need not go to the engine: drafts that are there already, and sources that stand as they are."""
    return (
        settings.known.get(f"{article.id}/{segment.id}")
        or settings.known.get(segment.text)
        or (_standing(segment, settings.lang) if article.lang == "ru" else None)
    )


def _standing(segment: Segment, lang: str) -> Draft | None:
    """The source itself, where a Russian engine could only spoil it: other languages, words without an end."""
    if len(segment.text) > LONGEST:
        issue = Issue("untranslated", Severity.CRITICAL, _("too long to be a sentence: the source stands"))
        return Draft(segment, lang, segment.text, Origin.SOURCE, issues=(issue,))
    found = identify(inline.strip(segment).text)
    if found in (None, "ru"):
        return None
    severity = Severity.HINT if found == lang else Severity.WARNING
    message = _("this is {language}, not Russian: the source stands").format(language=_(NAMES[str(found)]))
    return Draft(segment, lang, segment.text, Origin.SOURCE, issues=(Issue("language", severity, message),))


def _for_article(settings: Settings, article: Article) -> Settings:
    if settings.terms is None:
        return settings
    return replace(
        settings,
        terms=settings.terms.within([inline.strip(s).text for s in article.segments() if len(s.text) <= LONGEST]),
    )


def drafts_of(
    segments: Sequence[Segment], engine: Engine, settings: Settings, progress: Progress | None = None
) -> list[Draft]:
    """A draft for every segment of no article in particular, in order; without bands."""
    with_slots = engine.slots and settings.slots
    return drafted([prepare(s, with_slots, settings) for s in segments], engine, settings.n_best, progress)


def drafted(prepared: Sequence[Prepared], engine: Engine, n_best: int, progress: Progress | None = None) -> list[Draft]:
    """A draft for every prepared segment, in order. A slot that every hypothesis lost is shown to the engine as it
    is, and the segment translated again: fewer slots each time, so this ends."""
    drafts: dict[int, Draft] = {}
    waiting = dict(enumerate(prepared))
    while waiting:
        hypotheses = _hypotheses(list(waiting.values()), engine, n_best, progress)
        again: dict[int, Prepared] = {}
        for (n, p), found in zip(
            waiting.items(), rescued(list(waiting.values()), hypotheses, engine, n_best), strict=True
        ):
            near = nearly_best(p, found)
            if near:
                drafts[n] = finish(p, best_placed(p, near), found, engine)
            else:
                again[n] = easier(p, found[0], plain=p is not prepared[n])
        waiting, progress = again, None
    return [drafts[n] for n in range(len(prepared))]


def _hypotheses(
    prepared: Sequence[Prepared], engine: Engine, n_best: int, progress: Progress | None
) -> list[Sequence[Hypothesis]]:
    """The engine's hypotheses; a text of slots and marks alone («⟦1⟧, ⟦2⟧ — ⟦3⟧.», a dateline) needs no engine."""
    asked = [p.masked.text for p in prepared if not p.bare]
    if progress and len(asked) < len(prepared):
        progress(len(prepared) - len(asked))
    found = iter(engine.translate(asked, n_best, progress))
    return [[as_it_is(p)] if p.bare else next(found) for p in prepared]


def finish(prepared: Prepared, placed: Placed, found: Sequence[Hypothesis], engine: Engine) -> Draft:
    """The draft: markup back in, checked."""
    segment, settings = prepared.segment, prepared.settings
    if not placed.hypothesis.text.strip():
        return _untranslated(segment, engine, settings)
    issues = list(placed.issues)
    back = inline.reinsert(prepared.stripped, placed.text, placed.links)
    if not back.sure:
        issues.append(Issue("markup-placed", Severity.HINT, _("check where the formatting stands")))
    draft = Draft(
        segment, settings.lang, back.text, Origin.MACHINE, engine.package, round(placed.hypothesis.score, 3),
        tuple(h.text for h in found[1:] if h.text and not prepared.masked.spans), tuple(placed.placements),
        tuple(issues), suggestions=settings.suggest(segment) if settings.suggest else (),
        coverage=coverage(prepared.masked.text, ((k.source_start, k.source_stop) for k in placed.hypothesis.links)),
    )  # fmt: skip
    told = {issue.check for issue in draft.issues}  # placement knows more of a missing term than the check does
    return replace(draft, issues=(*draft.issues, *(i for i in check(draft) if i.check not in told)))


def _untranslated(segment: Segment, engine: Engine, settings: Settings) -> Draft:
    issue = Issue("untranslated", Severity.CRITICAL, _("the engine found no translation: the source stands"))
    return Draft(segment, settings.lang, segment.text, Origin.SOURCE, engine.package, issues=(issue,))
