"""Names that no glossary holds: gathered over their cases, proposed, and rendered one way in an article."""

from __future__ import annotations

import subprocess
import sys

import pytest

from localize.glossary import ner
from localize.glossary.candidates import candidates, capitalised, local_terms
from localize.glossary.names import latin, nominative, rendered
from localize.glossary.term import Term
from localize.glossary.termbase import Termbase
from localize.glossary.terminology import terminology_of

TEXTS = [
    "Предприниматель Аскар Бектуров открыл в селе Кызылкайрат новый цех.",
    "По словам Бектурова, завод даст работу тысяче человек.",
    "Вчера Аскару Бектурову вручили награду.",
    "Директор компании Динара Нурланова поблагодарила Бектурова.",
    "Потом Нурлановой помогал её брат.",
    "Жители Кызылкайрата рады, в Кызылкайрате построят школу.",
]
FINDERS = [
    capitalised,
    pytest.param(ner.entities, marks=pytest.mark.skipif(not ner.is_installed(), reason="needs localize[ner]")),
]


def terminology(*terms: Term, lang: str = "kk") -> object:
    return terminology_of(Termbase(lang, terms))


@pytest.mark.parametrize("find", FINDERS)
def test_gathers_the_cases_of_a_name(find: object) -> None:
    """All forms of a name are one candidate, in its dictionary form, with counts and contexts."""
    found = {c.source: c for c in candidates(TEXTS, terminology(), find)}  # type: ignore[arg-type]
    assert {"Аскар Бектуров", "Бектуров", "Кызылкайрат", "Динара Нурланова", "Нурланова"} <= set(found)
    assert found["Кызылкайрат"].count == 3
    assert set(found["Аскар Бектуров"].forms) == {"Аскар Бектуров", "Аскару Бектурову"}
    assert found["Бектуров"].contexts[0] == TEXTS[1]
    assert found["Аскар Бектуров"].proposals == {"kk": "Асқар Бектұров", "en": "Askar Bekturov"}


def test_proposes_no_name_that_a_glossary_holds() -> None:
    """A known name is no candidate, in any case."""
    known = terminology(Term("Кызылкайрат", "Қызылқайрат", "kk", "place"))
    assert "Кызылкайрат" not in {c.source for c in candidates(TEXTS, known, capitalised)}  # type: ignore[arg-type]


def test_an_article_writes_a_name_one_way() -> None:
    """Names said twice become terms of the article, found in every case."""
    here = terminology()
    named = here.with_terms(local_terms(TEXTS, here, capitalised))  # type: ignore[attr-defined, arg-type]
    written = [s.term.target for text in TEXTS for s in named.match(text)]
    assert written.count("Бектұров") == 2
    assert written.count("Асқар Бектұров") == 2


def test_an_unsure_name_is_no_term_of_the_article() -> None:
    """A surname seen in one form only may be a man's or a woman's: it is left to the engine."""
    assert local_terms(["Вот Сарбасовой дали.", "Сарбасовой нет."], terminology(), capitalised) == []  # type: ignore[arg-type]


def test_a_candidate_is_written_as_one() -> None:
    """The term of a candidate is fuzzy and says where it was seen."""
    [first, *_] = candidates(TEXTS, terminology(), capitalised)  # type: ignore[arg-type]
    assert (first.term("kk").status, first.term("kk").note.startswith("3×")) == ("candidate", True)


@pytest.mark.parametrize(
    ("russian", "kazakh", "english"),
    [
        ("Тимур Сулейменов", "Тимур Сүлейменов", "Timur Suleymenov"),
        ("Ерболат Досаев", "Ерболат Досаев", "Yerbolat Dosayev"),
        ("Гульнара Жумагалиева", "Гүлнара Жұмағалиева", "Gulnara Zhumagaliyeva"),
        ("Иван Щербаков", "Иван Щербаков", "Ivan Shcherbakov"),
        ("Нурлан Серикулы", "Нұрлан Серікұлы", "Nurlan Serikuly"),
    ],
)
def test_renders_names(russian: str, kazakh: str, english: str) -> None:
    """Kazakh letters come back where they are known; Latin follows the Wikipedia scheme."""
    assert (rendered(russian, "kk"), rendered(russian, "en")) == (kazakh, english)


def test_latin_knows_kazakh_letters() -> None:
    """The Kazakh letters have Latin ones."""
    assert latin("Әғқңөұүһі").isascii()


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("Сулейменову", "Сулейменов"), ("Нурлановой", "Нурланова"), ("Токаев", "Токаев"), ("Института", "Институт")],
)
def test_guesses_the_dictionary_form(form: str, lemma: str) -> None:
    """Surnames by their endings, heads of organisations by the dictionary."""
    assert nominative(form) == lemma


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for the model without it names the extra."""
    from localize.errors import GlossaryError

    monkeypatch.setattr(ner, "find_spec", lambda name: None)
    with pytest.raises(GlossaryError) as caught:
        ner.entities(["Текст."])
    assert "localize[ner]" in caught.value.hint


def test_importing_loads_nothing() -> None:
    """The glossary's modules import neither pymorphy3 nor numpy nor a model."""
    code = (
        "import sys, localize.glossary.terminology, localize.glossary.candidates, localize.cli.glossary;"
        "print([m for m in ('pymorphy3', 'numpy', 'slovnet', 'natasha', 'polib', 'iuliia') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
