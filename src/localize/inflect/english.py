"""English forms of a term: possessive, plural, and whether its name needs "the".

Rules after the Associated Press and Chicago usage for news (singular names take 's even after s, plurals
the bare apostrophe); names that follow no rule are data (`data/english.toml`).

>>> possessive("Tokayev"), possessive("United States"), plural("ministry"), with_article("Senate")
("Tokayev's", "United States'", 'ministries', 'the Senate')
"""

from __future__ import annotations

import re
from typing import Literal

from localize.inflect.tables import table, words

Kind = Literal["person", "place", "organisation", "term"]

_VOWEL_SOUND = re.compile(r"(?!uni|use|eu|one\b)[aeiou]|hour|honest|heir", re.IGNORECASE)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"[^aeiou]y$", re.IGNORECASE)


def possessive(term: str) -> str:
    """Add 's, or the apostrophe alone to a plural in -s.

    >>> [possessive(term) for term in ("Kazakhstan", "the Netherlands", "Reuters", "ministers", "children")]
    ["Kazakhstan's", "the Netherlands'", "Reuters'", "ministers'", "children's"]
    >>> possessive("congress"), possessive("Paris")
    ("congress's", "Paris's")
    """
    if not term.strip() or term.endswith(("'s", "s'", "’s", "s’")):
        return term
    return f"{term}'" if _is_plural_s(term) else f"{term}'s"


def plural(term: str) -> str:
    """Make the head of a term plural; the head is the last word, or the one before "of", "for", "in", "to".

    >>> [plural(term) for term in ("minister", "city", "Prime Minister", "head of state", "tax", "analysis")]
    ['ministers', 'cities', 'Prime Ministers', 'heads of state', 'taxes', 'analyses']
    >>> plural("memorandum of understanding"), plural("Attorney General"), plural("NGO")
    ('memorandums of understanding', 'Attorneys General', 'NGOs')
    """
    head = re.match(r"(.+?)((?: (?:of|for|in|to|at|on)\b.*)|(?: General)|(?:-in-.*))$", term)
    if head:
        return plural(head[1]) + head[2]
    before, space, word = term.rpartition(" ")
    return before + space + _plural_word(word)


def with_article(term: str, kind: Kind | None = None) -> str:
    """Put "the" before a term that needs it in running text.

    >>> [with_article(name) for name in ("Kazakhstan", "United Kingdom", "Caspian Sea", "Lake Balkhash")]
    ['Kazakhstan', 'the United Kingdom', 'the Caspian Sea', 'Lake Balkhash']
    >>> [with_article(name, "organisation") for name in ("Ministry of Energy", "UN", "NATO", "Air Astana")]
    ['the Ministry of Energy', 'the UN', 'NATO', 'Air Astana']
    """
    return f"the {term}" if needs_the(term, kind) else term


def needs_the(term: str, kind: Kind | None = None) -> bool:
    """Tell whether a name stands with "the"; persons never do.

    >>> needs_the("Kassym-Jomart Tokayev", "person"), needs_the("Nazarbayev University"), needs_the("Majilis")
    (False, False, True)
    """
    bare = term.strip()
    if kind == "person" or not bare or bare.lower().startswith(("the ", "a ", "an ")):
        return False
    if bare in words("english", "article", "never"):
        return False
    if bare in words("english", "article", "always"):
        return True
    return _proper_head_needs_the(bare)


def indefinite(term: str) -> str:
    """
    >>> [indefinite(term) for term in ("round table", "agreement", "NGO", "university", "UN mission", "hour")]
    ['a', 'an', 'an', 'a', 'a', 'an']
    """
    first = term.split()[0] if term.split() else ""
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    return "an" if _VOWEL_SOUND.match(first) else "a"


def common_article(term: str, *, known: bool) -> str:
    """What a common term in the singular wants before it; ``known``: it is what the sentence speaks of.

    >>> [common_article(term, known=False) for term in ("round table", "akim", "trade", "base rate", "first round")]
    ['a', 'the', '', 'the', 'the']
    """
    article = table("english")["article"]
    definite = any(f"{term} ".startswith(f"{first} ") for first in article["definite"])
    if definite and not term.startswith(tuple(article["indefinite"])):
        return "the"
    head = re.split(r" (?:of|for|on|in|and|to|with|from|against|at|by) ", term)[0].split()[-1:]
    if not head or not term[:1].islower():
        return ""
    if head[0] in article["offices"] or head[0] in article["unique"]:
        return "the"
    countable = head[0] in words("english", "article", "countable")
    return ("the" if known else indefinite(term)) if countable else ""


def _proper_head_needs_the(term: str) -> bool:
    """Common-noun heads take "the" (Ministry of X, Caspian Sea); Lake X and X University stand bare."""
    if not term[:1].isupper() or term.startswith(tuple(table("english")["article"]["bare_first"])):
        return False
    before, *after = re.split(r" (?:of|for|on|in|and) ", term)
    head = before.split()[-1].rstrip("s,")
    if head in words("english", "article", "named_heads"):
        return bool(after) or any(word in words("english", "article", "common_modifiers") for word in before.split())
    heads = words("english", "article", "heads")
    return head in heads and (" " in term or head in words("english", "article", "lone_heads"))


def _is_plural_s(term: str) -> bool:
    last = term.split()[-1]
    if not last.lower().endswith("s"):
        return False
    if term.removeprefix("the ") in words("english", "plural", "names"):
        return True
    return last.islower() and not last.endswith(("ss", "us", "is"))


def _plural_word(word: str) -> str:
    irregular: dict[str, str] = table("english")["plural"]["irregular"]
    if word.lower() in words("english", "plural", "same"):
        return word
    if word.lower() in irregular:
        made = irregular[word.lower()]
        return made.capitalize() if word[:1].isupper() else made
    if word.isupper():
        return f"{word}s"
    if (_CONSONANT_Y.search(word) and not word[:1].isupper()) or word.endswith(("Company", "Ministry", "City")):
        return f"{word[:-1]}ies"
    if word.endswith("sis"):
        return f"{word[:-2]}es"
    return f"{word}es" if _SIBILANT.search(word) else f"{word}s"
