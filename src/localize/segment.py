"""Blocks → sentences. razdel proposes the cuts; small rules of our own refuse some and add others.

A rule looks at one possible cut and answers `JOIN`, `SPLIT` or None (no opinion); the first answer counts.
Offsets are never lost: segments and the gaps between them give the block's text back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from localize.document import Block, Segment, Span

JOIN, SPLIT = "join", "split"

DATELINE = re.compile(
    r"(?P<line>[А-ЯЁA-Z][А-ЯЁA-Zа-яё\- ]{2,30}[.,] *(?:\d{1,2} +[а-яё]{3,9}\.?(?: +\d{4}(?: *г(?:ода|\.))?)? *)?"
    r"[—–-] *(?:[A-ZА-ЯЁ][\w.\-]*|/[\w\- ]+/)(?: [A-ZА-ЯЁ][\w\-]*){0,3}\.)\s+(?=[А-ЯЁA-Z«\"0-9])"
    r"|(?P<head>[А-ЯЁ][А-ЯЁ\-]{2,30}\. *\d{1,2} +[а-яё]{3,9}\. *[А-ЯЁA-Z][\w.\-]*) +[—–-] "
)
ABBREVIATION_BEFORE = re.compile(
    r"(?:^|[\s(«])(?:т\. ?н|и\. ?о|вр\. ?и\. ?о|врио|им|г|гг|ул|пр|просп|пер|пл|д|кв|корп|стр|оф|обл|р-н|пос|дер|с|мкр"
    r"|руб|тыс|тг|долл|евро|млн|млрд|трлн|коп|см|напр|др|проф|акад|доц|канд|докт|ист|наук|экон|юрид|техн|физ|мат|мед"
    r"|ген|полк|подп|майор|кап|лейт|ст|п|пп|ч|гл|рис|табл|т|тт|№|стр|англ|рус|каз|лат|сокр|ред|прим|род|ок|мин|макс"
    r"|кг|км|м|л|га|ч|сек|кв|куб|янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\.$",
    re.IGNORECASE,
)
MEASURE_BEFORE = re.compile(r"(?:тыс|млн|млрд|трлн|долл|руб|тг|кв|куб)\.$")
COUNTRY_AFTER = re.compile(
    r"(?:USD|KZT|EUR|RUB|Гкал|[МГТ]Вт|[МГТ]Б|США|РК|РФ|Казахстана?|Гонконга|Канады|Австралии|м|км|см)\b"
)
INITIAL_BEFORE = re.compile(r"(?:^|[\s(«\"-])[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ][а-яё]?\.$")
DEGREE_BEFORE = re.compile(r"(?:канд|докт|д|к)\. *(?:[а-яё]+\. *)?$", re.IGNORECASE)
CLAUSE = re.compile(r"(?<=[.!?…;:,])\s+|\s+(?=[—–] )")
BLANKS = re.compile(r"\s+")
# razdel sees no end after these: «$320 млн. «Мы рады», …», «12 млн кВт·ч. Телефон …».
OVERSEEN = re.compile(
    r"(?:\d[ \u00a0\u202f](?:млн|млрд|трлн)|[\d ][кМГТ]?Вт[·⋅*]ч|\d ?км/ч|\d ?м/с|°[CС]|[МГ]бит/с|\bк?м[²³23])\.(?=\s+[«\"“]?[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ])"
)
# «… не позднее 31 декабря 2026 г. Полный текст …»: far into a sentence a full date ends it; at its head it does not.
FULL_DATE = re.compile(r"\d{1,2} [а-я]{2,7}[ая] \d{4} г\.(?=\s+[«\"“]?[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ])")
FAR = 30  # characters; of 21 such dates in the corpora the six beyond it end a sentence
STOP = re.compile(r"[^\w\s,]\s")  # without one of these razdel sees a single sentence
ENDLESS = re.compile(r"(?<!\S)\S{2000,}")
LONGEST, SIGHT, WINDOW = 2000, 700, 8000


@dataclass(frozen=True, slots=True)
class Cut:
    """A possible cut: the text before it (of this sentence so far) and after it, and the gap between."""

    left: str
    gap: str
    right: str


def inside_quote(cut: Cut) -> str | None:
    """Quoted speech of several sentences stays whole: half a quotation cannot be translated or reviewed."""
    opened = cut.left.count("«") - cut.left.count("»") + cut.left.count("“") - cut.left.count("”")
    rest = cut.right.find("»") if "«" in cut.left else cut.right.find("”")
    if opened > 0 and 0 <= rest < 600 and len(cut.left) < 600:
        return JOIN
    return None


def quote_then_speaker(cut: Cut) -> str | None:
    """«…?» — сказал он. The dash with a small letter after it goes on with the sentence."""
    return JOIN if re.match(r"[—–-]\s*[а-яё]", cut.right) and not cut.right.startswith("-т") else None


def lower_case_next(cut: Cut) -> str | None:
    """No Russian sentence begins with a small letter: «и т.д. в городе»."""
    return JOIN if cut.right[:1].islower() and not cut.right.startswith(("iPhone", "eGov")) else None


def after_initial(cut: Cut) -> str | None:
    """К.-Ж. Токаев; А. С. Пушкин. A single capital with a dot is an initial when a capital follows."""
    if INITIAL_BEFORE.search(cut.left) and re.match(r"[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ]", cut.right):
        return JOIN
    return None


def after_measure(cut: Cut) -> str | None:
    """«10 тыс. долл. США»: the country belongs to the currency; a digit to the amount."""
    if MEASURE_BEFORE.search(cut.left) and COUNTRY_AFTER.match(cut.right):
        return JOIN
    return None


def after_abbreviation(cut: Cut) -> str | None:
    """«ул. Абая», «г. Алматы», «и.о. министра», «Канд. ист. наук»: these never end a sentence here,
    unless what stands before them is a number (2026 г. Завод…; 5 млрд. Это…)."""
    if not ABBREVIATION_BEFORE.search(cut.left):
        return None
    if re.search(r"\b(?:кв|куб)\. (?:м|км|см)\.$", cut.left):
        return None
    if re.search(r"\d\s*(?:г|гг|руб|тг|долл|тыс|млн|млрд|трлн|м|км|кг|л|га|ч|мин|сек|см|кв)\.$", cut.left):
        return None
    if re.search(r"(?:тыс|млн|млрд|трлн)\.? (?:руб|тг|долл|евро)\.$", cut.left) or cut.left.endswith(" др."):
        return None
    return JOIN


def in_dateline(cut: Cut) -> str | None:
    """«НУР-СУЛТАН. 15 мая. КазТАГ — Банк сообщил…» is one sentence up to its end."""
    match = DATELINE.match(cut.left + cut.gap + cut.right)
    return JOIN if match and match["head"] and len(cut.left) < match.end("head") else None


def numbered_item(cut: Cut) -> str | None:
    """«1. Первое»: the number of an item is not a sentence."""
    return JOIN if re.fullmatch(r"\s*(?:\d{1,3}|[IVX]{1,5}|[А-Яа-я])[.)]", cut.left) else None


RULES: tuple[Callable[[Cut], str | None], ...] = (
    numbered_item, in_dateline, inside_quote, quote_then_speaker, lower_case_next, after_initial, after_measure,
    after_abbreviation,
)  # fmt: skip


def decide(cut: Cut) -> tuple[str, str]:
    """(answer, rule that gave it); SPLIT by ``razdel`` when no rule has an opinion.

    >>> decide(Cut("Это сказал К.-Ж.", " ", "Токаев вчера."))
    ('join', 'after_initial')
    """
    for rule in RULES:
        if answer := rule(cut):
            return answer, rule.__name__
    return SPLIT, "razdel"


def sentences(text: str, explain: Callable[[Cut, str, str], None] | None = None) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences in a text, blanks at the edges left out.

    A rule sees the last 700 characters before a cut and the first 700 after it. What is longer than `LONGEST` after
    all joins is cut at the end of a clause, or at a blank: nobody can review it otherwise.
    """
    datelines = _datelines(text)
    merged: list[tuple[int, int]] = []
    for start, stop in _pieces(text, datelines):
        if merged and merged[-1][1] not in datelines and stop - merged[-1][0] <= LONGEST:
            begin, end = merged[-1]
            cut = Cut(text[max(begin, end - SIGHT) : end], text[end:start], text[start : start + SIGHT])
            answer, rule = decide(cut)
            if explain:
                explain(cut, answer, rule)
            if answer == JOIN:
                merged[-1] = (begin, stop)
                continue
        merged.append((start, stop))
    return [part for start, stop in merged for part in _shortened(text, start, stop)]


def _shortened(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentence in parts of at most `LONGEST` characters; a word without an end is a part of its own."""
    while stop - start > LONGEST:
        cut = _last(CLAUSE, text, start + LONGEST // 2, start + LONGEST) or _last(BLANKS, text, start, start + LONGEST)
        if cut is None and (cut := BLANKS.search(text, start + LONGEST, stop)) is None:
            break
        yield start, cut.start()
        gap = BLANKS.match(text, cut.start())  # the whole run of blanks: it may cross the window
        start = gap.end() if gap else cut.end()
    yield start, stop


def _last(pattern: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, stop), key=lambda match: match.end(), default=None)


def _datelines(text: str) -> frozenset[int]:
    """Where a dateline ends: «АСТАНА, 21 фев — Агентство.» is a segment of its own."""
    match = DATELINE.match(text)
    return frozenset((match.end("line"),)) if match and match["line"] else frozenset()


def _pieces(text: str, datelines: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What razdel takes for sentences; a dateline is one, whatever dots it holds, and so is a word without an end."""
    at = 0
    for stop in sorted(datelines):
        yield at, stop
        at = stop
    for word in ENDLESS.finditer(text, at):
        yield from _sentenized(text, at, word.start())
        yield word.span()
        at = word.end()
    yield from _sentenized(text, at, len(text))


def _sentenized(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """razdel's sentences of ``text[at:end]``. It copies a sentence at every dot, so it is given some pages at a time;
    the last sentence of a window is looked at again at the beginning of the next."""
    from razdel import sentenize

    if not STOP.search(text, at, end):
        part = text[at:end]
        if part.strip():
            yield end - len(part.lstrip()), at + len(part.rstrip())
        return
    while at < end:
        blank = BLANKS.search(text, at + WINDOW, end)
        stop = blank.end() if blank else end
        found = [
            (at + piece.start + start, part)
            for piece in sentenize(text[at:stop])
            for start, part in _with_overseen(piece.text)
            if part.strip()
        ]
        final = stop == end or len(found) < 2
        for start, piece in found if final else found[:-1]:
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        at = stop if final else found[-1][0]


def _with_overseen(sentence: str) -> Iterator[tuple[int, str]]:
    """The sentence cut where razdel proposes no cut though there is one; a rule may still refuse it."""
    ends = {match.end() for match in OVERSEEN.finditer(sentence)}
    ends |= {match.end() for match in FULL_DATE.finditer(sentence) if match.start() >= FAR}
    at = 0
    for stop in sorted(ends):
        yield at, sentence[at:stop]
        at = stop
    yield at, sentence[at:]


def segment_block(block: Block) -> Block:
    """The block with its segments: ids ``p3.s1`` …, offsets in ``block.text``, markup cut to each.

    A block whose text has no letter (a rule, a number, an address) has no segment and is left alone.
    """
    starts = [span.start for span in block.markup]
    segments = [
        Segment(
            f"{block.id}.s{number}", block.text[start:stop], start, stop, _markup_in(block.markup, starts, start, stop)
        )
        for number, (start, stop) in enumerate(_keep_pairs(block, _boundaries(block)), start=1)
    ]
    return replace(block, segments=tuple(segments))


def _boundaries(block: Block) -> list[tuple[int, int]]:
    plain, places = _without_markup(block)
    if not any(c.isalpha() for c in plain):
        return []
    if block.kind in ("heading", "title", "metadata", "cell", "caption") and len(plain) < 200:
        cuts = [(len(plain) - len(plain.lstrip()), len(plain.rstrip()))]
    else:
        cuts = sentences(plain)
    return _with_markup(block, [(places[start], places[stop - 1] + 1) for start, stop in cuts])


def _without_markup(block: Block) -> tuple[str, Sequence[int]]:
    """The text without markup, so that no rule sees it, and where each of its characters stands."""
    hidden = {at for span in block.markup if span.kind == "markup" for at in range(span.start, span.stop)}
    if not hidden:
        return block.text, range(len(block.text))
    places = [at for at in range(len(block.text)) if at not in hidden]
    return "".join(block.text[at] for at in places), places


def _with_markup(block: Block, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches with the markup that touches them: openings before, closings after, points on either side."""
    spans = [span for span in block.markup if span.kind == "markup" and span.start < span.stop]
    before = {span.stop: span.start for span in spans if span.role != "close"}
    after = {span.start: span.stop for span in spans if span.role != "open"}
    return [(_followed(before, start), _followed(after, stop)) for start, stop in cuts]


def _followed(steps: Mapping[int, int], at: int) -> int:
    while at in steps:
        at = steps[at]
    return at


def _keep_pairs(block: Block, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences between the two halves of a pair (a link over two sentences) become one segment."""
    pairs: dict[str, list[int]] = {}
    for span in block.markup:
        if span.role != "point":
            pairs.setdefault(span.data, []).append(span.start)
    open_pairs = sorted((min(at), max(at)) for at in pairs.values())[::-1]
    merged: list[tuple[int, int]] = []
    reach = -1
    for start, stop in cuts:
        while merged and open_pairs and open_pairs[-1][0] < merged[-1][1]:
            reach = max(reach, open_pairs.pop()[1])
        if merged and reach >= start:
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    return merged


def _markup_in(markup: tuple[Span, ...], starts: list[int], start: int, stop: int) -> tuple[Span, ...]:
    """The spans inside a stretch; they stand in reading order."""
    inside = markup[bisect_left(starts, start) : bisect_left(starts, stop)]
    return tuple(span.shifted(-start) for span in inside if span.stop <= stop)
