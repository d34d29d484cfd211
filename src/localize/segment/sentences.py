"""Text → sentences: razdel proposes the cuts, the rules of `cuts` refuse some, and what razdel oversees is added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from localize.segment.cuts import DATELINE, JOIN, Cut, decide

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
