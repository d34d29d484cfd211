"""Are the facts the same? Numbers, dates, links, and a hint where a "not" went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from localize.checks.figures import Figure, values_of
from localize.checks.numerals import lexicon
from localize.checks.rule import Found, rule
from localize.checks.subject import Subject
from localize.checks.tables import table
from localize.document import Severity
from localize.messages import _

# +7 727 250-00-00, 8 (800) 080-77-77: its groups may be parted otherwise, its digits may not change.
PHONE = re.compile(r"(?<![\w+])(?:\+\d|8(?=[ \u00a0-]?\())(?:[ \u00a0\u2011()-]{0,2}\d){9,13}(?!\d)")
NO_DIGIT = re.compile(r"[^\d.,;:+]+")
# HJR-3, K-12: the figure is part of a name that the source may leave out.
NAMED = re.compile("[A-Z][-‑]$")


@rule("numbers", Severity.CRITICAL)
def numbers(subject: Subject) -> Iterator[Found]:
    """A number differs from the source"""
    if not subject.target.strip():
        return
    lost = _unmatched(subject.source_figures, subject.target_figures, subject.target, subject.lang)
    added = _unmatched(subject.target_figures, subject.source_figures, subject.source, "ru")
    for old, new in zip(lost, added, strict=False):
        message = _("{old} in the source, {new} here").format(
            old=_text(subject.source, old), new=_text(subject.target, new)
        )
        yield Found(message, new.start, new.stop)
    for old in lost[len(added) :]:
        yield Found(_("{old} is not here").format(old=_text(subject.source, old)), old.start, old.stop, "source")
    for new in added[len(lost) :]:
        if NAMED.search(subject.target, max(0, new.start - 4), new.start):
            continue
        message = _("{new} is not in the source").format(new=_text(subject.target, new))
        yield Found(message, new.start, new.stop, severity=Severity.WARNING)
    if not lost:
        yield from _lost_phones(subject)


@rule("number-words", Severity.WARNING)
def number_words(subject: Subject) -> Iterator[Found]:
    """A number that the source has in words differs or is gone"""
    lost = _said_unmatched(subject.source_figures, subject.target_figures)
    added = _said_unmatched(subject.target_figures, subject.source_figures)
    for old, new in zip(lost, added, strict=False):
        message = _("{old} in the source, {new} here").format(
            old=_text(subject.source, old), new=_text(subject.target, new)
        )
        yield Found(message, new.start, new.stop)
    for old in lost[len(added) :] if subject.target.strip() else ():
        # «четырехугольный», «трехсторонний»: what is made of a number often has a name of its own.
        plain = _text(subject.source, old).lower() in lexicon("ru").words
        message = _("{old} is not here").format(old=_text(subject.source, old))
        yield Found(message, old.start, old.stop, "source", None if plain else Severity.HINT)


def _lost_phones(subject: Subject) -> Iterator[Found]:
    """Telephone numbers whose digits the target does not hold in one piece."""
    there = NO_DIGIT.sub("", subject.target) if "+" in subject.source or "(" in subject.source else ""
    for phone in PHONE.finditer(subject.source):
        if NO_DIGIT.sub("", phone[0]) not in there:
            yield Found(_("{old} is not here").format(old=phone[0]), *phone.span(), "source")


def _text(side: str, figure: Figure) -> str:
    return side[figure.start : figure.stop]


def _unmatched(here: tuple[Figure, ...], there: tuple[Figure, ...], text: str, lang: str) -> list[Figure]:
    """Numbers in digits that the other side lacks, or has less often; ``text`` is that side's.

    A date in digits agrees with one whose month is a word: 12.05 and «12 мамыр».
    """
    values = values_of(there)
    lost = [f for f in here if f.written and not f.agrees(values)]
    if any(len(f.parts) > 1 for f in lost):
        dated = values | {float(_index(m)) for m in _calendar("months", lang).finditer(text)}
        lost = [f for f in lost if len(f.parts) < 2 or not f.agrees(dated)]
    again = Counter(f.values for f in here if f.written and f.values)
    for named, times in again.items():
        if times > 1 and 0 < sum(bool(set(f.values + f.parts) & set(named)) for f in there) < times:
            lost.append(next(f for f in reversed(here) if f.values == named))
    return lost


def _said_unmatched(here: tuple[Figure, ...], there: tuple[Figure, ...]) -> list[Figure]:
    """Plain number words from three up; one and two have too many other words for them."""
    values = values_of(there)
    return [f for f in here if not f.written and len(f.values) == 1 and f.values[0] >= 3 and not f.agrees(values)]


WEDNESDAY = re.compile(r"\b(?:во?\s+среду|к\s+среде|до\s+среды|со\s+среды|по\s+средам)\b", re.IGNORECASE)


IN_MONTH = {
    "ru": re.compile(r"(?:^|\s)(?:в|с|до|за|на|к)\s$"), "en": re.compile(r"(?:^|\s)(?:in|of|by|until|since|from|to|last)\s$"),
}  # fmt: skip


@cache
def _calendar(group: str, lang: str) -> re.Pattern[str]:
    """Every name of a month or weekday with its index as the group's number."""
    data = table("months")[group][lang]
    names = "|".join(f"(?P<n{i}>{stem}{data['rest']})" for i, stem in enumerate(data["stems"], 1))
    short = "|".join(f"(?P<s{i}_{n}>{form}\\.?)" for i, (form, n) in enumerate(data["short"].items()))
    pattern = rf"(?<!\w)(?:{names}{'|' + short if short else ''})(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _first_letters(group: str, lang: str) -> frozenset[str]:
    """What the names of months or weekdays begin with, three letters of each («мая», «май»: all that «ма» takes)."""
    data = table("months")[group][lang]
    starts = {form.lower()[:3] for form in (*data["stems"], *data["short"])}
    return frozenset(s for s in starts if s.isalpha()) | (
        frozenset("май мая маю мае".split()) if lang == "ru" else frozenset()
    )


def _named(text: str, group: str, lang: str) -> dict[int, tuple[int, int]]:
    """Index of a month or weekday → its place. «мая», "May" and "March" count only beside a number or as a name."""
    found: dict[int, tuple[int, int]] = {}
    for match in _calendar(group, lang).finditer(text):
        index = _index(match)
        if _is_weekday(match, text, index) if group == "weekdays" else _is_month(match, text, lang):
            found.setdefault(index, match.span())
    return found


def _is_weekday(match: re.Match[str], text: str, index: int) -> bool:
    """«среда» is more often an environment: only «в среду», «к среде», «до среды», «по средам» are Wednesday."""
    if index != 3 or not match[0].lower().startswith("сред"):
        return True
    return bool(WEDNESDAY.search(text, max(0, match.start() - 4), match.end()))


def _is_month(match: re.Match[str], text: str, lang: str) -> bool:
    """Beside a number of its date, or after a preposition of time; «мая» and "may" are other words too."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 6]
    if re.search(r"\d\S{0,3}\s$", before) or re.match(r",?\s\d", after):
        return True
    if lang == "en" and not match[0][0].isupper():
        return False
    return lang in IN_MONTH and bool(IN_MONTH[lang].search(before.lower()))


@rule("dates", Severity.CRITICAL, ("kk", "en"))
def dates(subject: Subject) -> Iterator[Found]:
    """A month or a weekday differs from the source"""
    for group in ("months", "weekdays"):
        begun, ended = subject.beginnings
        if begun.isdisjoint(_first_letters(group, "ru")) and ended.isdisjoint(_first_letters(group, subject.lang)):
            continue
        here, there = _named(subject.source, group, "ru"), _named(subject.target, group, subject.lang)
        every = {n for m in _calendar(group, subject.lang).finditer(subject.target) for n in [_index(m)]}
        numeric = values_of(subject.target_figures) if group == "months" else frozenset()
        lost = [n for n in here if n not in every and n not in numeric]
        added = [n for n in there if n not in here and n not in {_index(m) for m in _calendar(group, "ru").finditer(subject.source)}]  # fmt: skip
        for n in lost:
            old = subject.source[slice(*here[n])]
            if added:
                place = there[added[0]]
                message = _("{old} in the source, {new} here").format(old=old, new=subject.target[slice(*place)])
                yield Found(message, *place)
            elif subject.target.strip():
                yield Found(_("{old} is not here").format(old=old), *here[n], "source", Severity.WARNING)


def _index(match: re.Match[str]) -> int:
    name = str(match.lastgroup)
    return int(name.rpartition("_")[2] if name[0] == "s" else name[1:])


@rule("url", Severity.CRITICAL)
def url(subject: Subject) -> Iterator[Found]:
    """A link, an address or a handle was changed or lost"""
    source, target = subject.copied
    if not source or not subject.target.strip():
        return
    for text in dict.fromkeys(source):
        if text not in subject.draft.target:
            near = next((t for t in target if t not in source), "")
            at = subject.draft.target.find(near) if near else 0
            yield Found(_("{old} is not here").format(old=text), at, at + len(near))


DENIALS = frozenset("не нет ни нельзя никогда никто ничего без невозможно нигде".split())
NEGATION = {
    "ru": re.compile(rf"\b(?:{'|'.join(sorted(DENIALS))})\b", re.IGNORECASE),
    # -ма- before the endings of verbs alone: «бағдарламаға» and «жобасын» deny nothing; neither does «ешқандай» by itself.
    "kk": re.compile(
        r"\b(?:емес\w*|жоқ\w*|тыйым|тыс\w*|шектеу\w*|гөрі|бас тарт\w*)\b|\b(?!тәуелсізд)\w{2,}с[ыі]з(?!д[ае]р\b)\w*"
        r"|\b(?!немесе|болмаса)\w{2,}[мбп][ае](?:й(?!л)|у|ған|ген|ст[ае]н|д[ыі]|пт[ыі]|с\b|с[ае]|ң[ыі]з)\w*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|non|no(?!\.)|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|hardly|barely|scarcely"
        r"|un(?!der|ti|it|i[ofqsv]|cle|e?sco)[a-z]{4,}"
        r"|dis(?:a(?:gr|ppr|ll|bl|dv)|l(?:ik|oy)|reg|satisf|contin|conn|respect|hon|obed|order|proport|belie|qual)\w*"
        r"|in(?:ability|adequa|approp|sufficient|visible|complete|correct|dependent|capab|consist|eligib|accura|effectiv|evitab)\w*"
        r"|im(?:possib|prop|perf|matur|prac)\w*|il(?:legal|log)\w*|ir(?:rel|resp|reg)\w*"
        r"|fail\w*|lack\w*|refus\w*|den(?:y|ies|ied|ying)|reject\w*|prevent\w*|avoid\w*|unless|instead|rather than|few|except\w*"
        r"|miss(?:ed|es|ing)|stop\w*|ban(?:s|ned)?|absen\w*|free of|out of|far from|beyond|impasse|against|too\s\w+\sto)\b"
        r"|n['’]t\b|\w{3,}less(?:ly|ness)?\b|\bnon-", re.IGNORECASE,
    ),
}  # fmt: skip
# «не только», «не менее»: the "not" of these is no denial.
NO_DENIAL = re.compile(
    r"\bне\s+(?:только|менее|более|меньше|больше|раз|случайно|столько|столь|просто|позднее|позже|ранее|один|одна|одно|так|хуже|исключ\w+|обош\w+"
    r"|мог\w*\s+не|сто[ия]\w*|прост\w+|ли)\b|\b(?:едва|чуть|пока|почти|если|вряд ли)\s+не\b|\bкак\s+(?:бы|можно)\b|\bбез\s+(?:малого|четверти|\d+)"
    r"|\bтем не менее\b|\bни\s+один\b|\bне\s+\w+,\s+а\b|\bнесмотря\b",
    re.IGNORECASE,
)


@rule("negation", Severity.HINT, ("kk", "en"))
def negation(subject: Subject) -> Iterator[Found]:
    """The source denies something, the translation does not seem to"""
    if not any(w.text.lower() in DENIALS for w in subject.source_words):
        return
    denial = NEGATION["ru"].search(NO_DENIAL.sub("", subject.source))
    if denial and subject.target.strip() and not NEGATION[subject.lang].search(subject.target):
        word = re.search(rf"\b{denial[0]}\b", subject.source)
        start = word.start() if word else 0
        message = _("“{word}” of the source: is it denied here too?").format(word=denial[0])
        yield Found(message, start, start + len(denial[0]), "source")
