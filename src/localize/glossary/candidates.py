"""Names that no glossary holds: found by `ner` or by their capitals, gathered over their cases, with a proposal.

«Бектурову», «Бектуровым» and «Бектуров» are one candidate: the dictionary form is the one that explains every
form seen, a form seen in the text before one that is only possible.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from localize.glossary import ner, paradigm
from localize.glossary.agency import agencies
from localize.glossary.names import nominative, rendered
from localize.glossary.ner import Entity
from localize.glossary.term import Kind, Term
from localize.glossary.terminology import GlossaryTerminology
from localize.glossary.words import Token, is_known, lowered, readings, tokens

Find = Callable[[Sequence[str]], list[list[Entity]]]
CONTEXTS = 3
_BETWEEN = re.compile(r"[ \u00a0]|-|[ \u00a0]?[«\"]")
_ENDINGS = ("ого", "ому", "ой", "ей", "ом", "ем", "ым", "им", "ую", "ия", "ию", "ии", *"ауеыияю", "")
_RESTORED = ("", "а", "я", "й", "ь", "ия", "ий", "ая")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to decide on: how often and in what forms it stands, where, and what it could be in the targets.

    A proposal is empty where only a translator can say (a name of common words). ``sure``: the text shows the
    dictionary form, nothing was guessed.
    """

    source: str
    kind: Kind
    count: int
    forms: tuple[str, ...]
    contexts: tuple[str, ...]
    proposals: dict[str, str]
    sure: bool = False

    def term(self, lang: str) -> Term:
        note = "\n".join([f"{self.count}×: {', '.join(self.forms)}", *self.contexts])
        return Term(
            self.source, self.proposals.get(lang, ""), lang, self.kind, "candidate", note, provenance="suggested"
        )


@dataclass
class _Cluster:
    """Forms of one name; ``possible`` are the nominatives, word by word, that explain all of them."""

    possible: list[frozenset[str]]
    kinds: Counter[Kind] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)


def candidates(texts: Iterable[str], terminology: GlossaryTerminology, find: Find | None = None) -> list[Candidate]:
    """The names in sentences that the terminology does not know, the commonest first."""
    sentences = list(texts)
    found = (find or (ner.entities if ner.is_installed() else capitalised))(sentences)
    clusters: dict[str, list[_Cluster]] = {}
    every: list[_Cluster] = []
    for text, entities in zip(sentences, found, strict=True):
        known = terminology.match(text)
        for entity in entities:
            if not any(s.start < entity.stop and entity.start < s.stop for s in known):
                _gather(clusters, every, entity, text)
    full = [_candidate(c) for c in every if len(c.possible) > 1]
    surnames = [c.source.split()[-1] for c in full if c.kind == "person" and c.sure]
    single = [_candidate(c, surnames) for c in every if len(c.possible) == 1]
    return sorted([*full, *single], key=lambda c: (-c.count, c.source))


def local_terms(texts: Iterable[str], terminology: GlossaryTerminology, find: Find | None = None) -> list[Term]:
    """Terms for the persons that an article names and the agency that signs it, so that it writes each one way.

    Only names that are nothing but names: what is made of dictionary words is for the engine to translate. Sentences
    without a capitalised word that could be one are not even looked at: recognition costs more than all the rest.
    """
    lang, texts = terminology.lang, list(texts)
    signed = [agency for agency in agencies(texts, lang) if not _is_known_whole(agency.source, terminology)]
    texts = [text for text in texts if _may_hold_a_name(text, terminology)]
    return signed + [
        Term(c.source, _like_relatives(c.source, terminology), lang, c.kind, provenance="article")
        for c in candidates(texts, terminology, find)
        if c.sure and c.kind == "person" and _is_bare_name(c.source)
    ]


def _is_known_whole(source: str, terminology: GlossaryTerminology) -> bool:
    return any(span.stop - span.start == len(source) for span in terminology.match(source))


def _like_relatives(source: str, terminology: GlossaryTerminology) -> str:
    """A name for the target, its surname as the glossary writes it for others: Suleimenova beside Suleimenov."""
    *given, surname = rendered(source, terminology.lang).split(" ")
    russian = source.split(" ")[-1]
    known = terminology.surnames
    own = known.get(russian, "")
    if not own and russian.endswith(("ва", "на")) and russian[:-1] in known:
        own = known[russian[:-1]] + ("a" if terminology.lang == "en" else "а")
    return " ".join([*given, own or surname])


def _may_hold_a_name(text: str, terminology: GlossaryTerminology) -> bool:
    """Whether a capitalised word of a text is in no term and may be a name."""
    runs = list(_runs(text))
    known = terminology.match(text) if runs else []
    return any(
        all(s.stop <= run.start or run.stop <= s.start for s in known) and _is_bare_name(run.surface) for run in runs
    )


def capitalised(texts: Sequence[str]) -> list[list[Entity]]:
    """Runs of capitalised words inside sentences: what can be seen of names without a model."""
    return [list(_runs(text)) for text in texts]


def _runs(text: str) -> Iterator[Entity]:
    found = tokens(text)
    run: list[Token] = []
    for number, token in enumerate([*found, None]):
        fits = token is not None and _may_name(token, number == 0)
        if run and (not fits or token is None or not _BETWEEN.fullmatch(text[run[-1].stop : token.start])):
            if len(run) <= 4:
                start, stop = run[0].start, run[-1].stop
                yield Entity(start, stop, text[start:stop], _kind_of(run, text[:start]))
            run = []
        if fits and token is not None:
            run.append(token)


def _may_name(token: Token, first: bool) -> bool:
    """A capital says something when the word is not the sentence's first, or none that a dictionary holds."""
    if not token.text[0].isupper() or len(token.text) < 3 or not token.text[0].isalpha():
        return False
    return not first or not is_known(token.lower) or any(r.proper for r in readings(token.lower)[:1])


def _kind_of(run: Sequence[Token], before: str) -> Kind:
    if before.endswith(("«", '"', "“")) or any(len(t.text) > 1 and t.text.isupper() for t in run):
        return "organisation"
    if any(re.search(r"(?:[оеё]в|[иы]н)(?:[аыеу]|ой|ым)?$|ск(?:ий|ая|ого|ому|им|ой|ую)$", t.lower) for t in run):
        return "person"
    return "person" if len(run) > 1 else "place"


def _gather(clusters: dict[str, list[_Cluster]], every: list[_Cluster], entity: Entity, text: str) -> None:
    surface = " ".join(entity.surface.strip('«»“”"„ ').split())
    words = [word for word in re.split(r"[ -]", surface) if word]
    if not words or len(surface) < 3:
        return
    possible = [nominatives(word) for word in words]
    cluster = next((c for key in possible[0] for c in clusters.get(key, ()) if _same(c, possible)), None)
    if cluster is None:
        cluster = _Cluster(possible)
        every.append(cluster)
        for key in possible[0]:
            clusters.setdefault(key, []).append(cluster)
    cluster.possible = [a & b for a, b in zip(cluster.possible, possible, strict=True)]
    cluster.kinds[entity.kind] += 1
    cluster.forms[surface] += 1
    if len(cluster.contexts) < CONTEXTS and text not in cluster.contexts:
        cluster.contexts.append(text)


def _same(cluster: _Cluster, possible: Sequence[frozenset[str]]) -> bool:
    return len(cluster.possible) == len(possible) and all(
        a & b for a, b in zip(cluster.possible, possible, strict=True)
    )


@lru_cache(maxsize=8192)
def nominatives(word: str) -> frozenset[str]:
    """Every nominative that a word may be a form of, itself included.

    >>> sorted(nominatives("Бектуровым"))[:1]
    ['Бектуров']
    """
    lower = lowered(word)
    found = {lower, *(r.lemma for r in readings(lower) if r.case and r.proper)}
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) > 2:
            stems = (lower[: len(lower) - len(ending)] + end for end in _RESTORED)
            found |= {name for name in stems if lower in paradigm.forms(name)}
    return frozenset(_like(name, word) for name in found)


def _like(name: str, word: str) -> str:
    return (
        name.upper()
        if len(word) > 1 and word.isupper()
        else name[:1].upper() + name[1:]
        if word[:1].isupper()
        else name
    )


def _candidate(cluster: _Cluster, surnames: Sequence[str] = ()) -> Candidate:
    """``surnames`` are those of full names in the same text: «Бектурова» is one of «Аскар Бектуров»."""
    seen = [re.split(r"[ -]", form) for form, _ in cluster.forms.most_common()]
    chosen = _chosen(cluster.possible, seen, surnames)
    marks = re.findall(r"[ -]", cluster.forms.most_common(1)[0][0])
    source = "".join(word + mark for word, mark in zip(chosen, [*marks, ""], strict=True))
    proposals = {lang: rendered(source, lang) if _is_bare_name(source) else "" for lang in ("kk", "en")}
    shown = chosen in seen and (len(seen) > 1 or len(chosen) > 1)  # one form of one word proves nothing
    sure = shown or chosen[-1] in surnames
    kind = cluster.kinds.most_common(1)[0][0]
    forms = tuple(form for form, _ in cluster.forms.most_common())
    return Candidate(source, kind, cluster.forms.total(), forms, tuple(cluster.contexts), proposals, sure)


def _chosen(possible: Sequence[frozenset[str]], seen: Sequence[list[str]], surnames: Sequence[str]) -> list[str]:
    """The nominative that explains all forms: one that stands in the text, else what the dictionary says.

    A second name stands in the nominative where the first one does: «Динара Нурланова».
    """
    first = next((name for name in surnames if name in possible[0]), None) if len(possible) == 1 else None
    chosen = [first or _nominative_of(possible[0], [form[0] for form in seen])]
    straight = next((form for form in seen if form[0] == chosen[0]), None)
    for number in range(1, len(possible)):
        words = [form[number] for form in seen]
        chosen.append(straight[number] if straight else _nominative_of(possible[number], words))
    return chosen


def _nominative_of(possible: frozenset[str], seen: Sequence[str]) -> str:
    there = [word for word in seen if word in possible]
    guess = nominative(seen[0])
    if there and (len(set(seen)) > 1 or guess not in possible):
        return there[0]
    return guess if guess in possible else min(possible, key=lambda name: (len(name), name), default=seen[0])


def _is_bare_name(source: str) -> bool:
    """Every word is a name or unknown to the dictionary; none is an acronym."""
    words = re.findall(r"[^\W\d_]+", source)
    return bool(words) and all(
        word[0].isupper() and not (len(word) > 1 and word.isupper())
        and (not is_known(lowered(word)) or any(r.proper for r in readings(lowered(word))))
        for word in words
    )  # fmt: skip
