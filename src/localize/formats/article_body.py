"""Which part of a page is the article: `<article>`, else `<main>`, else where the prose is densest.

Menus, side bars, footers and forms are left out; so are blocks whose class says «related», «share» ….
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from localize.formats.html_page import Page, Run
from localize.formats.html_tokens import Attribute, names

BOILERPLATE = frozenset(("nav", "aside", "footer", "header", "form", "button", "select", "dialog", "menu"))
ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog")
)
FURNITURE = names(
    """advert advertisement banner breadcrumb breadcrumbs comments cookie cookies menu navbar newsletter pagination
    promo related share sharing sidebar social subscribe subscription toolbar"""
)
NEVER_FURNITURE = frozenset(("html", "body", "main", "article", "h1", "h2", "p"))
CONTAINERS = frozenset(("", "body", "div", "section", "td", "center", "main", "article"))
PROSE = 25  # characters without links that make a run count as prose
Attributes = dict[str, Attribute]


@dataclass(frozen=True, slots=True)
class Body:
    """For every element of a page: does its own text belong to the article?"""

    wanted: list[bool]

    def holds(self, element: int) -> bool:
        return self.wanted[element]


def body(page: Page) -> Body:
    """The article of a page."""
    given = [page.attributes(element.token) if element.token >= 0 else {} for element in page.elements]
    skipped = _skipped(page, given)
    runs = [run for run in page.runs if not skipped[run.element]]
    root = _root(page, given, runs)
    inside = inherited(page, lambda index: index == root)
    wanted = [here and not left for here, left in zip(inside, skipped, strict=True)]
    headline = _headline(page, wanted, root)
    return Body([here or index == headline for index, here in enumerate(wanted)])


def inherited(page: Page, test: Callable[[int], bool]) -> list[bool]:
    """For every element: does ``test`` hold for it or for an element around it?"""
    found: list[bool] = []
    for index, element in enumerate(page.elements):
        found.append((index > 0 and found[element.parent]) or test(index))
    return found


def totals(page: Page, runs: list[Run]) -> list[int]:
    """For every element the characters of the runs in it, at any depth."""
    sums = [0] * len(page.elements)
    for run in runs:
        sums[run.element] += run.characters
    for index in range(len(sums) - 1, 0, -1):
        sums[page.elements[index].parent] += sums[index]
    return sums


def _skipped(page: Page, given: list[Attributes]) -> list[bool]:
    """Boilerplate: by element, by role, hidden, or by class unless it holds the headline or most of the text."""
    in_article = inherited(page, lambda index: _is_named(page, given, index, "article", "main"))
    sums = totals(page, page.runs)
    headed = _headed(page)

    def test(index: int) -> bool:
        name = page.elements[index].name
        if (name == "header" and in_article[index]) or (name == "footer" and page.elements[index].kind == "quote"):
            return False
        if name in BOILERPLATE or _says(given[index], "role") & ROLES or is_hidden(given[index]):
            return True
        named = name not in NEVER_FURNITURE and _says(given[index], "class", "id") & FURNITURE
        return bool(named) and not headed[index] and sums[index] * 2 <= sums[0]

    return inherited(page, test)


def is_hidden(given: Attributes) -> bool:
    return "hidden" in given or ("aria-hidden" in given and given["aria-hidden"].value.strip().lower() == "true")


def _headed(page: Page) -> list[bool]:
    """For every element: is there an ``<h1>`` in it?"""
    found = [element.name == "h1" for element in page.elements]
    for index in range(len(found) - 1, 0, -1):
        found[page.elements[index].parent] |= found[index]
    return found


def _says(given: Attributes, *names: str) -> set[str]:
    """The words of some attributes: `class="article-share big"` says article, share and big."""
    words = " ".join(given[name].value for name in names if name in given)
    return set(re.split(r"[\s_-]+", words.lower()))


def _is_named(page: Page, given: list[Attributes], index: int, *names: str) -> bool:
    return page.elements[index].name in names or bool(_says(given[index], "role") & set(names))


def _root(page: Page, given: list[Attributes], runs: list[Run]) -> int:
    sums = totals(page, runs)
    for name in ("article", "main"):
        found = inherited(page, lambda index, name=name: _is_named(page, given, index, name))  # type: ignore[misc]
        outermost = [i for i, here in enumerate(found) if here and not (i and found[page.elements[i].parent])]
        best = max(outermost, key=lambda index: sums[index], default=0)
        # A page of many teasers, each an <article>, has no article.
        if outermost and sums[best] and sums[best] * 2 >= sum(sums[index] for index in outermost):
            return best
    return _densest(page, runs)


def _densest(page: Page, runs: list[Run]) -> int:
    """The container with most prose of its own; its parent gets half, for bodies cut into many boxes."""
    scores = [0.0] * len(page.elements)
    container = _containers(page)
    for run in runs:
        if run.characters - run.linked >= PROSE and run.linked * 2 < run.characters:
            near = container[run.element]
            scores[near] += run.characters - run.linked
            scores[container[page.elements[near].parent]] += (run.characters - run.linked) / 2
    return max(range(len(scores)), key=lambda index: scores[index])


def _containers(page: Page) -> list[int]:
    """For every element the nearest one, itself or around it, that may hold a whole article."""
    nearest: list[int] = []
    for index, element in enumerate(page.elements):
        nearest.append(index if element.name in CONTAINERS else nearest[element.parent])
    return nearest


def _headline(page: Page, wanted: list[bool], root: int) -> int:
    """The last ``<h1>`` before a body that has none of its own; -1 when there is none."""
    headings = [index for index, element in enumerate(page.elements) if element.name == "h1"]
    if any(wanted[index] for index in headings):
        return -1
    outside = inherited(page, lambda index: page.elements[index].name in ("nav", "aside", "footer", "form"))
    return max((index for index in headings if index < root and not outside[index]), default=-1)
