"""Does it look right? Quotes, brackets, final punctuation, capitals, spaces, dashes, number format, markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from localize.checks.rule import Found, rule
from localize.checks.subject import MARKUP, Subject, tag_pattern
from localize.document import Severity
from localize.messages import _

CLOSERS = "»”\"’')]} \u00a0*_"
OPENERS = " «“„\"'([{*_—–-\u00a0"
FINAL = {
    ".": "end_stop",
    "?": "end_question",
    "!": "end_exclamation",
    ":": "end_colon",
    "…": "end_ellipsis",
    ";": "end_semicolon",
}
# Signs that translators rightly change for one another.
SOFT = frozenset(".…;:")
SPACED = re.compile(r"(?<=[^\s.…]) (?=[,;](?:\s|$))|(?<=\w) (?=[.!?](?:\s|$))|(?<=[(«“„]) (?=\S)|(?<=\w) (?=[»”)])")
# What `SPACED` may match holds one of these.
MISPLACED = (" ,", " ;", " .", " !", " ?", "( ", "« ", "“ ", "„ ", " »", " ”", " )")
DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
PERCENT = {"kk": re.compile(r"\d[ \u00a0]%"), "en": re.compile(r"\d[ \u00a0]%")}
GLUED_UNIT = re.compile(r"\d(?:км|кг|млн|млрд|мың|теңге|га|тонна)\b")
COMMA_DECIMAL = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])")
POINT_DECIMAL = re.compile(r"(?<![\d.,])\d+\.\d(?![\d.])")
HYPHEN_DASH = re.compile(r"(?<=[^\W\d]) - (?=[^\W\d])")
# Four words or more: somebody's words, not the name of a company (English leaves names unquoted).
SAID = re.compile(r"[«“„\"](?:[^«»“”„\"\s]+\s+){3,}[^«»“”„\"]+[»”\"]")
TITLE = re.compile(r"«[^«»]{1,40}»|\"[^\"]{1,40}\"(?!\w)|“[^“”]{1,40}”|„[^„“”]{1,40}[“”]")
MARKS = frozenset("<*_`&(")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def final(text: str) -> str:
    """The sign a text ends with, quotes and brackets after it left out; empty when it ends with a word.

    >>> final("«Кто?»"), final("Мы идём..."), final("Заголовок"), final('He said "no."')
    ('?', '…', '', '.')
    """
    bare = text.rstrip(CLOSERS)
    if bare.endswith(("...", "…")):
        return "…"
    return bare[-1:] if bare[-1:] in FINAL else ""


def _final_rule(sign: str, severity: Severity, title: str) -> object:
    """One Weblate check for each sign, so that a reviewer sees its familiar name."""

    def look(subject: Subject) -> Iterator[Found]:
        here, there = final(subject.source), final(subject.target)
        said = sign in "?!:" and subject.target.count(sign) >= subject.source.count(sign)
        if here == sign and there != sign and subject.target.strip() and not said and not {here, there} <= SOFT:
            end = len(subject.draft.target.rstrip())
            yield Found(_("the source ends with “{sign}”").format(sign=sign), max(0, end - 1), end)

    look.__doc__ = title
    return rule(FINAL[sign], severity)(look)


end_stop = _final_rule(".", Severity.HINT, "The full stop at the end is missing")
end_question = _final_rule("?", Severity.WARNING, "The question mark at the end is missing")
end_exclamation = _final_rule("!", Severity.HINT, "The exclamation mark at the end is missing")
end_colon = _final_rule(":", Severity.HINT, "The colon at the end is missing")
end_ellipsis = _final_rule("…", Severity.HINT, "The ellipsis at the end is missing")
end_semicolon = _final_rule(";", Severity.HINT, "The semicolon at the end is missing")


@rule("end_added", Severity.HINT)
def end_added(subject: Subject) -> Iterator[Found]:
    """A sign was added at the end: the source has none (a headline?)"""
    there = final(subject.target)
    if there and not final(subject.source) and subject.source.strip()[-1:].isalnum():
        end = len(subject.draft.target.rstrip())
        yield Found(_("“{sign}” is not in the source").format(sign=there), end - 1, end)


@rule("begin_capital", Severity.HINT)
def begin_capital(subject: Subject) -> Iterator[Found]:
    """The first letter is small where the source has a capital"""
    source, target = subject.source.lstrip(OPENERS), subject.target.lstrip(OPENERS)
    if source[:1].isupper() and target[:1].islower() and not re.match(r"[a-z]+[A-Z]", target):
        at = len(subject.target) - len(target)
        before = subject.draft.target[:at]
        if "`" not in before and not any(address in before for address in subject.copied[1]):
            yield Found(_("begins with a small letter"), at, at + 1)


@rule("quotes", Severity.WARNING)
def quotes(subject: Subject) -> Iterator[Found]:
    """Quotation marks are unpaired or lost"""
    balanced = _quote_balance(subject.source) == 0
    if balanced and _quote_balance(subject.target):
        at = _last_quote(subject.target)
        # What somebody says may go on in the next sentence; a title or a name ends where it began.
        severity = None if TITLE.search(subject.source) else Severity.HINT
        yield Found(_("unpaired quotation mark"), at, at + 1, severity=severity)
    elif balanced and not _quoted(subject.target) and SAID.search(subject.source) and subject.target.strip():
        yield Found(_("the quotation marks are gone"), severity=Severity.HINT)


def _quote_balance(text: str) -> int:
    guillemets = text.count("«") - text.count("»")
    curly = (text.count("“") + text.count("„") - text.count("”")) if "”" in text or "„" not in text else 0
    straight = text.count('"') % 2
    if straight and curly:
        return abs(curly) - 1
    return abs(guillemets) + abs(curly) + straight


def _quoted(text: str) -> int:
    return sum(text.count(c) for c in "«“„\"'‘")


def _last_quote(text: str) -> int:
    return max(0, *(text.rfind(c) for c in '«»“”„"'))


@rule("brackets", Severity.WARNING)
def brackets(subject: Subject) -> Iterator[Found]:
    """Brackets are unpaired or lost"""
    for left, right in ("()", "[]", "{}"):
        here = subject.source.count(left) - subject.source.count(right)
        there = subject.target.count(left) - subject.target.count(right)
        if here == 0 and there:
            at = max(0, subject.target.rfind(left), subject.target.rfind(right))
            yield Found(_("unpaired bracket"), at, at + 1)
        elif subject.source.count(left) > subject.target.count(left) == 0 and subject.target.strip():
            yield Found(_("the brackets are gone"), severity=Severity.HINT)


@rule("double_space", Severity.HINT)
def double_space(subject: Subject) -> Iterator[Found]:
    """Two spaces in a row"""
    if "  " in subject.draft.segment.text or not ("  " in subject.draft.target or "\u00a0" in subject.draft.target):
        return
    for match in DOUBLE.finditer(subject.draft.target):
        yield Found(_("two spaces"), match.start(), match.end())


@rule("begin_space", Severity.HINT)
def begin_space(subject: Subject) -> Iterator[Found]:
    """Space at the beginning or at the end that the source has not"""
    target, source = subject.draft.target, subject.draft.segment.text
    if target.strip() and target[0].isspace() and not source[:1].isspace():
        yield Found(_("space at the beginning"), 0, 1)
    if target.strip() and target[-1].isspace() and not source[-1:].isspace():
        yield Found(_("space at the end"), len(target) - 1, len(target))


@rule("punctuation_spacing", Severity.HINT)
def punctuation_spacing(subject: Subject) -> Iterator[Found]:
    """A space on the wrong side of a sign"""
    target = subject.draft.target
    if not any(pair in target for pair in MISPLACED) or SPACED.search(subject.source):
        return
    for match in SPACED.finditer(target):
        yield Found(_("space before or after a sign"), match.start(), match.end())


@rule("zero-width-space", Severity.WARNING)
def zero_width_space(subject: Subject) -> Iterator[Found]:
    """An invisible character"""
    for match in INVISIBLE.finditer(subject.draft.target):
        if match[0] not in subject.draft.segment.text:
            yield Found(_("invisible character U+{code:04X}").format(code=ord(match[0])), match.start(), match.end())


@rule("percent-space", Severity.HINT, ("kk", "en"))
def percent_space(subject: Subject) -> Iterator[Found]:
    """A space before the percent sign, or none before a unit"""
    if not subject.target_figures:
        return
    for match in PERCENT[subject.lang].finditer(subject.target):
        yield Found(_("remove the space before %"), match.start() + 1, match.end())
    if subject.lang == "kk":
        for match in GLUED_UNIT.finditer(subject.target):
            yield Found(_("put a space before the unit"), match.start(), match.end())


@rule("number-format", Severity.HINT, ("kk", "en"))
def number_format(subject: Subject) -> Iterator[Found]:
    """A decimal comma in English, or a decimal point in Kazakh"""
    if not subject.target_figures:
        return
    pattern = COMMA_DECIMAL if subject.lang == "en" else POINT_DECIMAL
    for match in pattern.finditer(subject.target):
        swapped = match[0].replace(",", ".") if subject.lang == "en" else match[0].replace(".", ",")
        if (match[0] in subject.source and subject.lang == "en") or swapped in subject.source:
            yield Found(_("write {number}").format(number=swapped), match.start(), match.end())


@rule("dash", Severity.HINT)
def dash(subject: Subject) -> Iterator[Found]:
    """A hyphen stands where a dash belongs"""
    if " - " not in subject.target or HYPHEN_DASH.search(subject.source):
        return
    for match in HYPHEN_DASH.finditer(subject.target):
        yield Found(_("a dash, not a hyphen"), match.start(), match.end())


@rule("xml-tags", Severity.CRITICAL)
def tags(subject: Subject) -> Iterator[Found]:
    """Markup is lost, added or crossed"""
    draft = subject.draft
    if not draft.segment.markup and MARKS.isdisjoint(draft.segment.text) and MARKS.isdisjoint(draft.target):
        return
    spans = [s for s in draft.segment.markup if s.kind in ("markup", "code")]
    here = [s.text for s in spans] or MARKUP.findall(draft.segment.text)
    if not draft.target.strip():
        return
    pattern = tag_pattern(here) if here else MARKUP
    there = [(m[0], m.start()) for m in pattern.finditer(draft.target)]
    lost = Counter(here) - Counter(tag for tag, _at in there)
    if lost:
        yield Found(_("lost: {tags}").format(tags=" ".join(lost.elements())))
    for tag, at in there:
        if tag not in here or sum(t == tag for t, a in there if a <= at) > here.count(tag):
            yield Found(_("not in the source: {tag}").format(tag=tag), at, at + len(tag))
            return
    if not lost and [t for t, _at in there] != here and not _nested([t for t, _at in there], _pairs(spans, here)):
        yield Found(
            _("markup in another order: {tags}").format(tags=" ".join(t for t, _at in there)),
            there[0][1],
            len(draft.target),
        )


def _pairs(spans: list, here: list[str]) -> dict[str, str]:  # type: ignore[type-arg]
    """Opening tag → its closing tag."""
    opened = {s.data: s.text for s in spans if s.role == "open"}
    pairs = {opened[s.data]: s.text for s in spans if s.role == "close" and s.data in opened}
    if not spans:
        pairs = {t: f"</{t[1:].split()[0].rstrip('>')}>" for t in here if t.startswith("<") and not t.startswith("</")}
    return {left: right for left, right in pairs.items() if left != right}


def _nested(order: list[str], pairs: dict[str, str]) -> bool:
    """Every opening tag before its closing tag, none crossed. Equal marks (``**``) pair up by themselves."""
    stack: list[str] = []
    for tag in order:
        if stack and stack[-1] == tag:
            stack.pop()
        elif tag in pairs:
            stack.append(pairs[tag])
        elif tag in pairs.values():
            return False
    return not stack
