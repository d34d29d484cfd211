"""Kazakh inflection as a whole: properties over many lemmas, term checks, suffixes of slots."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.inflect.kazakh import CASES, Case, Features, accepts, analyse, ending, features, forms, inflect

CASES_DIR = Path(__file__).parents[1] / "cases" / "inflect"
LEMMAS = tomllib.loads((CASES_DIR / "kazakh-lemmas.toml").read_text(encoding="utf-8"))["lemmas"]

lemmas = st.sampled_from(LEMMAS)
cases = st.sampled_from(CASES)


@given(lemmas, cases, st.booleans(), st.booleans())
def test_every_form_analyses_back_to_its_lemma(lemma: str, case: Case, plural: bool, possessive: bool) -> None:
    """Among the analyses of a form is its lemma, and every analysis gives the form back."""
    form = inflect(lemma, case, plural=plural, possessive=possessive)
    found = analyse(form)
    assert lemma in {analysis.lemma for analysis in found}, (form, found)
    for one in found:
        assert inflect(one.lemma, one.case, plural=one.plural, possessive=one.possessive) == form


@given(lemmas, cases, st.booleans(), st.booleans())
def test_every_form_is_accepted_by_the_term_check(lemma: str, case: Case, plural: bool, possessive: bool) -> None:
    """House rule 23."""
    assert accepts(lemma, inflect(lemma, case, plural=plural, possessive=possessive))


@given(lemmas, cases)
def test_a_known_lemma_ranks_first(lemma: str, case: Case) -> None:
    """With the glossary's lemmas at hand the first analysis is one of them."""
    known = frozenset(LEMMAS)
    assert analyse(inflect(lemma, case), known)[0].lemma in known


@given(st.text(max_size=12), cases)
def test_nothing_crashes_on_any_text(text: str, case: Case) -> None:
    """Untrusted terms come back with at most a suffix added."""
    inflect(text, case, possessive=True)
    analyse(text)
    accepts(text, text)


@given(lemmas, cases, st.booleans())
def test_the_suffix_of_a_slot_sets_the_same_case_on_another_term(lemma: str, case: Case, plural: bool) -> None:
    """The way of the slots: the package leaves a suffix, we read its case and decline the term."""
    form = inflect("Қазақстан", case, plural=plural)
    said = features(form.removeprefix("Қазақстан"))
    if form != "Қазақстан":
        wanted = inflect(lemma, case, plural=plural)
        assert wanted in {inflect(lemma, one.case, plural=one.plural) for one in said}


def test_the_first_analysis_is_the_one_a_reader_sees() -> None:
    """Ranking, on forms from the news."""
    seen = {
        "министрліктің": ("министрлік", "genitive"),
        "Энергетика министрлігіне": ("Энергетика министрлігі", "dative"),
        "АҚШ-тың": ("АҚШ", "genitive"),
        "Тоқаевқа": ("Тоқаев", "dative"),
        "журналиске": ("журналист", "dative"),
        "Минскіде": ("Минск", "locative"),
        "2026 жылға": ("2026 жылы", "dative"),
        "Алматыдағы": ("Алматы", "attributive"),
        "«Қайраттың»": ("«Қайрат»", "genitive"),
        "«ПСЖ»-ға": ("«ПСЖ»", "dative"),
        "Украина": ("Украина", "nominative"),
    }
    for form, (lemma, case) in seen.items():
        assert (analyse(form)[0].lemma, analyse(form)[0].case) == (lemma, case)


@pytest.mark.parametrize(
    ("suffixes", "case"),
    [
        ("ның нің дың дің тың тің", "genitive"),
        ("ға ге қа ке на не", "dative"),
        ("ны ні ды ді ты ті н", "accusative"),
        ("да де та те нда нде", "locative"),
        ("дан ден тан тен нан нен", "ablative"),
        ("мен бен пен", "instrumental"),
        ("дағы дегі тағы тегі ндағы ндегі", "attributive"),
    ],
)
def test_every_allomorph_has_its_case(suffixes: str, case: Case) -> None:
    """`ending` reads any allomorph, with a hyphen or without."""
    for suffix in suffixes.split():
        assert ending(suffix) == ending(f"-{suffix}") == case


def test_a_chain_of_suffixes_says_number_and_possessive() -> None:
    """What a slot may carry beyond the case."""
    assert features("лардың")[0] == Features("genitive", plural=True)
    assert features("ына")[0] == Features("dative", possessive=True)
    assert features("бол") == ()


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("Тоқаев", "Тоқаевтан"),
        ("Тоқаев", "ТОҚАЕВТЫҢ"),
        ("министр", "Министрлеріміздің"),
        ("Қазақстан", "Қазақстанымызға"),
        ("Қазақстан", "Қазақстандағылар"),
        ("журналист", "журналистке"),
        ("журналист", "журналиске"),
        ("факт", "фактіні"),
        ("ФРЖ", "ФРЖ-ның"),
        ("ФРЖ", "ФРЖ-нің"),
        ("Google", "Google-дің"),
        ("Энергетика министрлігі", "Энергетика министрліктерінің"),
        ("Энергетика министрлігі", "Энергетика министрлігіміз"),
        ("«Қайрат»", "“Қайратқа”"),
        ("Кот-д’Ивуар", "Кот-д'Ивуарда"),
        ("Гонконг", "Гонконгте"),
        ("2026 жылы", "2026 жылғы"),
        ("халық", "халқымыздың"),
        ("Абай", "Абайша"),
        ("АҚШ", "АҚШ-тікі"),
        ("ауыл", "аулының"),
        ("нарық", "нарқына"),
    ],
)
def test_forms_that_print_varies_are_accepted(term: str, form: str) -> None:
    """A term check must not raise a false alarm on them."""
    assert accepts(term, form)


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("Алма", "Алматы"),
        ("Тоқаев", "тоқаевтың"),
        ("Тоқаев", "Тоқаева"),
        ("Қазақстан", "қазақстандық"),
        ("Иран", "Ирак"),
        ("Энергетика министрлігі", "Қаржы министрлігі"),
        ("АҚШ", "АҚ-тың"),
        ("Ресей", ""),
    ],
)
def test_other_words_are_not_accepted(term: str, form: str) -> None:
    """Neighbours of a term, derived adjectives and nothing at all do not stand for it."""
    assert not accepts(term, form)


def test_the_paradigm_of_a_term_is_complete() -> None:
    """`localize glossary forms` prints every case in three columns."""
    table = forms("Ұлттық Банкі")
    assert list(table.singular) == list(table.plural) == list(table.possessive) == list(CASES)
    assert table.plural["dative"] == "Ұлттық Банктеріне"


def test_import_is_light() -> None:
    """Importing reads no table and loads nothing heavy (house rule 5)."""
    code = (
        "import sys, localize.inflect.kazakh, localize.inflect.tables as t;"
        "assert t.table.cache_info().currsize == 0;"
        "assert not {'numpy', 'ctranslate2', 'pymorphy3', 'lxml', 'babel'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
