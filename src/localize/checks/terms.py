"""Are the terms those of the glossary, and none that it forbids?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.checks.rule import Found, rule
from localize.checks.subject import Subject
from localize.document import Severity
from localize.messages import _


@rule("glossary", Severity.WARNING)
def glossary(subject: Subject) -> Iterator[Found]:
    """A glossary term is not in the translation"""
    left = [(p.source, p.target) for p in subject.draft.placements if p.how == "left" and p.kind in ("term", "name")]
    wanted = [(w.source, w.target) for w in subject.wanted]
    for source, target in dict.fromkeys([*left, *wanted]):
        if target and not list(occurrences(target, subject.target, subject.lang)):
            at = max(0, subject.source.find(source))
            message = _("{source}: the glossary says “{target}”").format(source=source, target=target)
            yield Found(message, at, at + len(source), "source")


@rule("forbidden", Severity.WARNING)
def forbidden(subject: Subject) -> Iterator[Found]:
    """A rendering that the glossary forbids"""
    for term in subject.wanted:
        allowed = list(occurrences(term.target, subject.target, subject.lang))
        for rendering in term.forbidden:
            for start, stop in occurrences(rendering, subject.target, subject.lang):
                if not any(a <= start and stop <= b for a, b in allowed):
                    message = _("not “{bad}” but “{good}”").format(bad=rendering, good=term.target)
                    yield Found(message, start, stop)


def occurrences(term: str, text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text, in any of its forms.

    >>> list(occurrences("Ұлттық банк", "Ол Ұлттық банктің төрағасы", "kk"))
    [(3, 17)]
    >>> list(occurrences("ministry", "two ministries", "en"))
    [(4, 14)]
    """
    if lang == "kk":
        yield from _kazakh(term, text)
    elif lang == "en":
        yield from (
            m.span() for form in _english(term) for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.I)
        )
    else:
        yield from (m.span() for m in re.finditer(re.escape(term), text))


def _english(term: str) -> Sequence[str]:
    from localize.inflect.english import plural

    return (term,) if plural(term).lower() == term.lower() else (plural(term), term)


def _kazakh(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Stretches of as many words as the term has, each asked of the term's paradigm."""
    from localize.inflect.kazakh import accepts

    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\s«»\"“”„(),;:!?…]+", text)]
    size = len(re.findall(r"[^\s«»\"“”„(),;:!?…]+", term))
    start_of_term = term.lstrip('«"“„')[:2].lower()
    for i in range(len(tokens) - size + 1):
        start, stop = tokens[i][0], tokens[i + size - 1][1]
        stretch = text[start:stop].rstrip(".")
        if not stretch.lower().startswith(start_of_term):
            continue
        first = stretch[:1].upper() + stretch[1:] if term[:1].isupper() and start == 0 else stretch
        if accepts(term, first) or (term[:1].islower() and accepts(term, stretch[:1].lower() + stretch[1:])):
            yield start, start + len(stretch)
