"""The registry of checks and what each check promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.checks import CHECKS, Wanted, check, rules
from localize.document import Draft, Issue, Placement, Segment, Severity, Span
from localize.errors import UsageError

texts = st.text(alphabet=st.sampled_from("абвАБ қҚөai <b>*«»()\"'.,!?:…-—5%№$@/_⟦1⟧\u200b"), max_size=60)


def draft(source: str, target: str, lang: str = "kk", **more: object) -> Draft:
    return Draft(Segment("p1.s1", source, 0, len(source)), lang, target, **more)  # type: ignore[arg-type]


def ids(issues: list[Issue]) -> set[str]:
    return {issue.check for issue in issues}


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_its_id_a_severity_and_a_title_of_one_line(name: str) -> None:
    """A reviewer sees the title; it is the docstring's first line and no sentence with a full stop."""
    rule = CHECKS[name]
    assert rule.id == name
    assert rule.severity in Severity
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")


def test_an_unknown_check_lists_those_there_are() -> None:
    """House rule 10."""
    with pytest.raises(UsageError) as error:
        list(check(draft("а", "б"), names=("nubmers",)))
    assert "numbers" in error.value.hint


def test_only_the_named_checks_run() -> None:
    """A caller may ask for a few."""
    wrong = draft("Погибли 12 человек.", "13 адам  қаза тапты")
    assert ids(list(check(wrong, names=("numbers",)))) == {"numbers"}


def test_an_empty_target_is_said_once() -> None:
    """The finer checks stay silent where nothing was translated."""
    assert ids(list(check(draft("В 2025 году «Труд» закрыли (совсем).", "")))) == {"empty"}


@given(texts, texts, st.sampled_from(["kk", "en", "de"]))
def test_no_text_breaks_a_check_and_every_place_lies_in_it(source: str, target: str, lang: str) -> None:
    """Untrusted input is normal; places are offsets of the side the issue names."""
    for issue in check(draft(source, target, lang)):
        side = target if issue.side == "target" else source
        assert 0 <= issue.start <= issue.stop <= len(side), issue
        assert issue.message


@given(texts)
def test_a_check_does_not_depend_on_what_ran_before(text: str) -> None:
    """Checks are pure: the same draft gives the same issues."""
    one = draft(text, text)
    assert list(check(one)) == list(check(one))


def test_the_rules_are_the_registry_in_its_order() -> None:
    """No rule is forgotten, none runs twice."""
    assert [rule.id for rule in rules()] == list(CHECKS)


def test_a_term_left_by_the_pipeline_is_reported() -> None:
    """A placement that was left as the engine had it names the term and its approved target."""
    placement = Placement("Нацбанк", "", "term", "left")
    left = Placement("Национальный банк", "Ұлттық банк", "term", "left")
    found = list(
        check(draft("Национальный банк решил.", "Банк шешті.", placements=(placement, left)), names=("glossary",))
    )
    assert [issue.side for issue in found] == ["source"]
    assert "Ұлттық банк" in found[0].message


@pytest.mark.parametrize("target", ["Ұлттық банк шешті.", "Ол Ұлттық банктің шешімі.", "Ұлттық банктегілер шешті."])
def test_a_term_in_any_of_its_forms_is_there(target: str) -> None:
    """Weblate's glossary check fails on every Kazakh suffix; this one asks the paradigm."""
    wanted = (Wanted("Национальный банк", "Ұлттық банк"),)
    assert not list(check(draft("Национальный банк решил.", target), wanted, ("glossary",)))


@pytest.mark.parametrize(("lang", "target"), [("kk", "Орталық банк шешті."), ("en", "The central bank decided.")])
def test_a_term_that_is_not_there_is_reported(lang: str, target: str) -> None:
    """In Kazakh and in English."""
    wanted = (Wanted("Национальный банк", "Ұлттық банк" if lang == "kk" else "National Bank"),)
    assert ids(list(check(draft("Национальный банк решил.", target, lang), wanted, ("glossary",)))) == {"glossary"}


def test_english_terms_are_found_in_the_plural_and_possessive() -> None:
    """ministries and ministry's are the ministry."""
    wanted = (Wanted("министерство", "ministry"),)
    for target in ("The ministry's plan.", "Two ministries agreed.", "Ministry"):
        assert not list(check(draft("Министерство.", target, "en"), wanted, ("glossary",)))


def test_a_forbidden_rendering_is_reported_where_it_stands() -> None:
    """The place is the rendering's, in any form, and the approved term is named."""
    wanted = (Wanted("аким", "әкім", ("мэр",)),)
    found = list(check(draft("Аким уехал.", "Кеше мэрдің орынбасары кетті."), wanted, ("forbidden",)))
    assert [("Кеше мэрдің орынбасары"[i.start : i.stop], "әкім" in i.message) for i in found] == [("мэрдің", True)]


def test_a_forbidden_word_inside_the_approved_term_is_none() -> None:
    """«банк» is forbidden for «Ұлттық банк», not in it."""
    wanted = (Wanted("Нацбанк", "Ұлттық банк", ("банк",)),)
    assert not list(check(draft("Нацбанк решил.", "Ұлттық банк шешті."), wanted, ("forbidden",)))


def test_markup_is_compared_with_the_segments_own() -> None:
    """``**`` known to the format pairs up by itself; the lost one is named."""
    marks = (Span(0, 2, "**", "markup", "open", "1"), Span(5, 7, "**", "markup", "close", "1"))
    segment = Segment("p1.s1", "**Дом** построен.", 0, 17, marks)
    good = Draft(segment, "kk", "**Үй** салынды.")
    lost = Draft(segment, "kk", "**Үй салынды.")
    assert not list(check(good, names=("xml-tags",)))
    assert "**" in next(check(lost, names=("xml-tags",))).message


def test_figures_inside_links_and_tags_are_no_numbers() -> None:
    """A link's digits are the link check's affair."""
    text = '<a href="https://a.kz/2024/17">Дом</a> построен.'
    assert not list(
        check(draft(text, '<a href="https://a.kz/2024/17">Үй</a> салынды.'), names=("numbers", "url", "xml-tags"))
    )


@pytest.mark.parametrize(
    ("target", "severity"), [("26 млн теңге.", Severity.CRITICAL), ("26 млрд теңге, 7 рет.", Severity.WARNING)]
)
def test_a_changed_figure_is_worse_than_an_added_one(target: str, severity: Severity) -> None:
    """Critical stops a file (exit code 3); an addition is worth a look."""
    assert [i.severity for i in check(draft("26 млрд тенге.", target), names=("numbers",))] == [severity]
