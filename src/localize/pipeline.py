"""The one place that knows the whole walk: strip → protect → mask → translate → restore → reinsert → check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from localize import inline, slots
from localize.checks import check
from localize.checks.consistency import check_article
from localize.checks.quality import band, coverage
from localize.document import Article, Draft, Issue, Origin, Placement, Segment, Severity, Span
from localize.engines import Engine, Hypothesis, Link
from localize.glossary.casing import calmed, is_loud
from localize.language import NAMES, identify
from localize.messages import _
from localize.protect import convention, free, protect, shown

Progress = Callable[[int], None]
NEAR = 0.3  # mean log-probability: how much worse a hypothesis may be and still be preferred for its endings
LONGEST = 5000  # characters; `localize.segment` cuts all but endless words and markup far below this
COPIED = ("url", "email", "handle", "hashtag", "code")


class Terminology(Protocol):
    """What the pipeline asks of a glossary; `localize.glossary` answers it.

    ``within`` adds the names of one article, so that they are written one way throughout; ``fits`` says whether
    an ending is one that the Russian form calls for; ``match`` finds the terms of a text; ``masks`` says whether one goes through the engine as a slot (a common
    word is better translated, then placed); ``ending`` is the Russian case ending a slot shows for a term;
    ``render`` writes a term (or a figure) for the ending that the engine hung on its slot, after the target
    text ``before`` and before ``after``; ``place`` puts terms into a plain translation where the engine knows no slots.
    """

    def match(self, text: str) -> list[Span]: ...

    def within(self, texts: Sequence[str]) -> Terminology: ...

    def fits(self, span: Span, ending: str) -> bool: ...

    def masks(self, span: Span) -> bool: ...

    def ending(self, span: Span) -> str: ...

    def render(self, span: Span, ending: str, before: str = "", after: str = "") -> tuple[str, str]: ...

    def place(
        self, text: str, spans: Sequence[Span], target: str, links: Sequence[Link]
    ) -> tuple[str, list[Placement], list[Issue]]: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What a translation depends on beside the text and the package."""

    lang: str
    n_best: int = 4
    slots: bool = True
    terms: Terminology | None = None
    known: Mapping[str, Draft] = field(default_factory=dict)
    suggest: Callable[[Segment], tuple[tuple[int, str, str], ...]] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A segment on its way to the engine."""

    segment: Segment
    settings: Settings
    stripped: inline.Stripped
    masked: slots.Masked
    terms: tuple[Span, ...] = ()

    @property
    def loud(self) -> bool:
        """A headline in capitals: the engine reads it in small letters, the draft is in capitals again."""
        return is_loud(self.stripped.text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A hypothesis with the terms in it: ``links`` are those of ``text``, none where words were replaced."""

    hypothesis: Hypothesis
    text: str
    links: list[Link]
    placements: list[Placement]
    issues: list[Issue]


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
    found = identify(segment.text)
    if found in (None, "ru"):
        return None
    severity = Severity.HINT if found == lang else Severity.WARNING
    message = _("this is {language}, not Russian: the source stands").format(language=_(NAMES[str(found)]))
    return Draft(segment, lang, segment.text, Origin.SOURCE, issues=(Issue("language", severity, message),))


def _for_article(settings: Settings, article: Article) -> Settings:
    if settings.terms is None:
        return settings
    return replace(
        settings, terms=settings.terms.within([s.text for s in article.segments() if len(s.text) <= LONGEST])
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
        hypotheses = engine.translate([p.masked.text for p in waiting.values()], n_best, progress)
        again: dict[int, Prepared] = {}
        for (n, p), found in zip(
            waiting.items(), _rescued(list(waiting.values()), hypotheses, engine, n_best), strict=True
        ):
            near = _intact(p, found)
            if near:
                drafts[n] = finish(p, _placed_best(p, near), found, engine)
            else:
                again[n] = _easier(p, found[0], plain=p is not prepared[n])
        waiting, progress = again, None
    return [drafts[n] for n in range(len(prepared))]


def _rescued(
    prepared: Sequence[Prepared], hypotheses: Sequence[Sequence[Hypothesis]], engine: Engine, n_best: int
) -> list[Sequence[Hypothesis]]:
    """The hypotheses, and more of them where none kept every slot: nine of ten such have one twice, not too few, and
    an engine that may not repeat itself gets four of five right (docs/glossary.md)."""
    lost = [n for n, p in enumerate(prepared) if not _intact(p, hypotheses[n])]
    carefully = getattr(engine, "carefully", None)
    found = list(hypotheses)
    if lost and carefully:
        for n, more in zip(lost, carefully([prepared[n].masked.text for n in lost], n_best), strict=True):
            found[n] = [*found[n], *more]
    return found


def prepare(segment: Segment, with_slots: bool, settings: Settings) -> Prepared:
    """Take markup out; put slots in for terms, figures and what is only copied."""
    stripped = inline.strip(segment)
    terms = settings.terms.match(stripped.text) if settings.terms else []
    copied = [_code(stripped, s) for s in segment.markup if s.kind in COPIED]
    figures = [s for s in protect(stripped.text, numbers=with_slots) if free(s, terms) and free(s, copied)]
    masking = [t for t in terms if with_slots and settings.terms and settings.terms.masks(t)] + copied + figures
    masking = masking[: slots.LIMIT]  # a figure without a slot comes through mostly; a term would have to be placed
    masking = sorted(masking, key=lambda s: s.start) if with_slots else []
    return Prepared(segment, settings, stripped, _masked(stripped.text, masking, settings), tuple(terms))


def _masked(text: str, spans: Sequence[Span], settings: Settings) -> slots.Masked:
    """The text with slots for the spans, and with nothing shouted."""
    masked = slots.fill(text, spans, _ending(settings))
    return replace(masked, text=calmed(masked.text))


def _code(stripped: inline.Stripped, span: Span) -> Span:
    """A code span's place in the stripped text."""
    shift = sum(len(tag.text) for _, tag in stripped.tags if tag.stop <= span.start)
    return span.shifted(-shift)


def _easier(prepared: Prepared, hypothesis: Hypothesis, *, plain: bool) -> Prepared:
    """The segment with only those slots that came through, or with none."""
    masked = prepared.masked
    numbers = [int(match[1]) for match in slots.SLOT.finditer(hypothesis.text)]
    kept = [span for n, span in enumerate(masked.spans, start=1) if numbers.count(n) == 1 and not plain]
    return replace(prepared, masked=_masked(prepared.stripped.text, kept, prepared.settings))


def _ending(settings: Settings) -> Callable[[Span], str]:
    """What a slot shows of what it stands for: a sign, or the Russian case, which only a glossary knows."""
    case = settings.terms.ending if settings.terms else (lambda span: "")
    return lambda span: shown(span) or case(span)


def _intact(prepared: Prepared, hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    """The hypotheses with every slot in them that are nearly as good as the best such; none asks for another try.

    First those whose endings are what the Russian forms call for.
    """
    bare = not prepared.masked.spans  # nothing to lose: a slot that the engine made up is taken out later
    good = [h for h in hypotheses if bare or not h.text or slots.intact(prepared.masked, h.text)]
    terms = prepared.settings.terms
    if not good or terms is None or not good[0].text:
        return good[:1]
    near = [h for h in good if h.text and h.score >= good[0].score - NEAR]
    if bare or len(near) == 1:
        return near
    return sorted(near, key=lambda h: sum(not terms.fits(*placed) for placed in _endings(prepared.masked, h.text)))


def _endings(masked: slots.Masked, text: str) -> list[tuple[Span, str]]:
    return [(span, ending) for span, _start, _stop, ending in slots.restore(masked, text).placed]


def _placed_best(prepared: Prepared, near: Sequence[Hypothesis]) -> Placed:
    """The first hypothesis in which every term could be placed, else the one that misses fewest."""
    best = _placed(prepared, near[0])
    for hypothesis in near[1:]:
        if not best.issues:
            break
        other = _placed(prepared, hypothesis)
        best = other if len(other.issues) < len(best.issues) else best
    return best


def _placed(prepared: Prepared, hypothesis: Hypothesis) -> Placed:
    """A hypothesis with its slots filled and the other terms placed."""
    settings = prepared.settings
    placements: list[Placement] = []
    restored = slots.restore(prepared.masked, hypothesis.text, _writer(settings, placements))
    text = slots.LEFTOVER.sub("", restored.text)
    links = _outer(hypothesis.links, prepared.masked, restored)
    plain = _plain(prepared)
    issues: list[Issue] = []
    if settings.terms and plain:
        text, more, issues = settings.terms.place(prepared.stripped.text, plain, text, links)
        placements += more
        links = links if text == restored.text else []
    if prepared.loud:
        text, placements = _loudly(text, placements)
    return Placed(hypothesis, text, links, placements, issues)


def _loudly(text: str, placements: list[Placement]) -> tuple[str, list[Placement]]:
    """A draft in capitals, but for what is copied as it is (an address, a hashtag)."""
    loud = text.upper()
    said = [replace(p, target=p.target if p.kind in COPIED else p.target.upper()) for p in placements]
    for kept in (p.target for p in placements if p.kind in COPIED):
        loud = loud.replace(kept.upper(), kept)
    return loud, said


def _plain(prepared: Prepared) -> list[Span]:
    """The terms that did not go through the engine as slots."""
    return [term for term in prepared.terms if term not in prepared.masked.spans]


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


def _writer(settings: Settings, placements: list[Placement]) -> Callable[[Span, str, str, str], str]:
    def write(span: Span, ending: str, before: str, after: str) -> str:
        if settings.terms:
            text, case = settings.terms.render(span, ending, before, after)
        else:
            text, case = convention(span, settings.lang) + ending, ""
        placements.append(Placement(span.text, text, span.kind, "slot", case, span.data))
        return text

    return write


def _outer(links: Sequence[Link], masked: slots.Masked, restored: slots.Restored) -> list[Link]:
    """Links between the masked texts → links between the real ones."""
    if not masked.spans:
        return list(links)
    here, there = restored.table(), masked.table()
    outer = slots.mapped
    return [
        Link(
            outer(link.start, here),
            max(outer(link.start, here) + 1, outer(link.stop, here)),
            outer(link.source_start, there),
            max(outer(link.source_start, there) + 1, outer(link.source_stop, there)),
            link.weight,
        )
        for link in links
    ]


def _untranslated(segment: Segment, engine: Engine, settings: Settings) -> Draft:
    issue = Issue("untranslated", Severity.CRITICAL, _("the engine found no translation: the source stands"))
    return Draft(segment, settings.lang, segment.text, Origin.SOURCE, engine.package, issues=(issue,))
