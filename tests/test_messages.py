"""The program's own messages: the template is the source's, the catalogues are complete, the right one is used."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import polib
import pytest
from click.testing import CliRunner

from localize import messages
from localize.checks import CHECKS
from localize.checks.consistency import TITLES
from localize.cli import main
from localize.document import Article
from localize.errors import ReadError
from localize.messages import _, catalogue_path, locales_folder, ngettext, wanted_languages
from localize.review import view

ROOT = Path(__file__).parents[1]
FORMS = {"ru": 3, "kk": 2}
LANGUAGES = sorted(FORMS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No catalogue of one test is remembered in the next."""
    messages._catalogue.cache_clear()
    yield
    messages._catalogue.cache_clear()


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda language: monkeypatch.setenv("LANGUAGE", language)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a Russian catalogue of so much text the only one."""

    def write(text: str) -> None:
        path = tmp_path / "ru" / "LC_MESSAGES" / "localize.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")

    monkeypatch.setattr(messages, "locales_folder", lambda: tmp_path)
    monkeypatch.setenv("LANGUAGE", "ru")
    return write


def catalogue(lang: str) -> polib.POFile:
    """A shipped catalogue without its obsolete entries."""
    file = polib.pofile(str(catalogue_path(lang)))
    for entry in file.obsolete_entries():
        file.remove(entry)
    return file


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> list[tuple[str | None, str | None]]:
    """Fields of both kinds, ``{n:04X}`` and ``%(n)s``, with their formats, in any order."""
    braces = [(name, spec) for _text, name, spec, _conversion in Formatter().parse(text) if name is not None]
    return sorted([*braces, *re.findall(r"%\((\w+)\)(\w)", text)])


def extraction() -> ModuleType:
    """``locales/extract.py``, the command that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("extract", ROOT / "locales" / "extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ── the files ───────────────────────────────────────────────────────────────────────────────────


def test_template_is_what_the_source_says() -> None:
    """locales/localize.pot is `python locales/extract.py`."""
    assert (locales_folder() / "localize.pot").read_text(encoding="utf-8") == f"{extraction().template()}\n"


def test_extraction_sees_every_kind_of_message() -> None:
    """Calls, templates of both rooms, plurals, titles in docstrings and tables, column heads."""
    found = {entry.msgid for entry in extraction().template()}
    assert found >= {
        "“{word}” twice", "Translations", "Names and terms", "%(n)s segment", "A number differs from the source",
        "A name is rendered in two ways", "From the memory, with other figures", "untouched", "skipped", "Ukrainian",
    }  # fmt: skip


def test_carrying_over_keeps_what_people_wrote() -> None:
    """Translations and remarks stay; a message that is gone becomes obsolete; a second time changes nothing."""
    old = polib.pofile('msgid "yes"\nmsgstr "да"\n\n# who says so\nmsgid "gone"\nmsgstr "нет больше"\n')
    new = extraction().carried(old)
    assert new.find("yes").msgstr == "да"
    gone = new.find("gone", include_obsolete_entries=True)
    assert (gone.msgstr, gone.tcomment, gone.obsolete) == ("нет больше", "who says so", 1)
    assert str(extraction().carried(polib.pofile(str(new)))) == str(new)


@every_language
def test_catalogue_is_up_to_date(lang: str) -> None:
    """A catalogue has the template's messages and no others."""
    pot = polib.pofile(str(locales_folder() / "localize.pot"))
    assert [(e.msgid, e.msgid_plural) for e in catalogue(lang)] == [(e.msgid, e.msgid_plural) for e in pot]


@every_language
def test_catalogue_is_complete(lang: str) -> None:
    """Every message is translated, none is fuzzy."""
    entries = catalogue(lang)
    assert [e.msgid for e in entries if e.fuzzy or not all(translations(e))] == []


@every_language
def test_placeholders_are_those_of_the_message(lang: str) -> None:
    """`{name}` stands as often in the translation as in the message, with the same format."""
    wrong = [e.msgid for e in catalogue(lang) for t in translations(e) if placeholders(t) != placeholders(e.msgid)]
    assert wrong == []


@every_language
def test_number_of_plural_forms(lang: str) -> None:
    """Russian has three forms, Kazakh two; the header says the same."""
    entries = catalogue(lang)
    assert f"nplurals={FORMS[lang]};" in entries.metadata["Plural-Forms"]
    assert {len(e.msgstr_plural) for e in entries if e.msgid_plural} == {FORMS[lang]}


@every_language
def test_nothing_is_left_in_english(lang: str) -> None:
    """A translation has a Cyrillic letter, unless the message is nothing but placeholders."""
    worded = [e for e in catalogue(lang) if re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", e.msgid))]
    assert [e.msgid for e in worded for t in translations(e) if not re.search("[А-яЁёІі]", t)] == []


def test_every_issue_has_a_title() -> None:
    """An id that stands in ``Issue("…")`` is a check's or has a title of its own."""
    calls = (
        node
        for path in (ROOT / "src" / "localize").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Issue" and node.args
    )
    ids = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert ids
    assert ids - {*CHECKS, *TITLES, *view.TITLES} == set()


# ── what is said ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"LANGUAGE": "kk:ru"}, ["kk", "ru"]),
        ({"LANGUAGE": "", "LANG": "ru_RU.UTF-8"}, ["ru"]),
        ({"LC_ALL": "kk_KZ@latin", "LANG": "ru"}, ["kk"]),
        ({"LC_MESSAGES": "ru-KZ", "LANG": "en_GB"}, ["ru"]),
        ({"LANGUAGE": "../../etc:/tmp"}, []),
        ({"LANG": ""}, []),
    ],
)
def test_languages_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], found: list[str]
) -> None:
    """The first variable that is set decides; territory and encoding do not matter, a path is no language."""
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    assert wanted_languages() == found


@pytest.mark.parametrize(("n", "said"), [(1, "1 слово"), (3, "3 слова"), (11, "11 слов"), (21, "21 слово")])
def test_russian_plural(speak: Callable[[str], None], n: int, said: str) -> None:
    """Russian takes the form by the last digits."""
    speak("ru")
    assert ngettext("%(n)s word", "%(n)s words", n) % {"n": n} == said


def test_kazakh_plural(speak: Callable[[str], None]) -> None:
    """A Kazakh noun stays singular after a number."""
    speak("kk")
    assert [ngettext("%(n)s word", "%(n)s words", n) % {"n": n} for n in (1, 5)] == ["1 сөз", "5 сөз"]


@pytest.mark.parametrize("language", ["en", "en:ru", "de", "C"])
def test_english_elsewhere(speak: Callable[[str], None], language: str) -> None:
    """English where it is asked for, and where there is no catalogue."""
    speak(language)
    assert _("Summary") == "Summary"
    assert ngettext("%(n)s word", "%(n)s words", 2) == "%(n)s words"


def test_next_language_where_the_first_has_no_catalogue(speak: Callable[[str], None]) -> None:
    """LANGUAGE is a list."""
    speak("de:kk")
    assert _("Summary") == "Қорытынды"


def test_english_for_what_is_missing_or_fuzzy(written: Callable[[str], None]) -> None:
    """An untranslated message, a fuzzy one and an unknown one come out as they are in the source."""
    written('msgid "no"\nmsgstr ""\n\n#, fuzzy\nmsgid "yes"\nmsgstr "да?"\n\nmsgid "file"\nmsgstr "файл"\n')
    assert [_(text) for text in ("no", "yes", "file", "nowhere")] == ["no", "yes", "файл", "nowhere"]


@pytest.mark.parametrize("text", ['msgid "no\nmsgstr', 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n ?;\\n"\n'])
def test_damaged_catalogue(written: Callable[[str], None], text: str) -> None:
    """A slip of the translator's is told with the way out, not as a traceback."""
    written(text)
    with pytest.raises(ReadError, match="catalogue of messages is damaged") as caught:
        _("no")
    assert "LANGUAGE=en" in caught.value.hint


@pytest.mark.parametrize(
    ("language", "head"), [("ru", "падеж"), ("kk_KZ.UTF-8", "септік"), ("en", "case"), ("fr", "case")]
)
def test_table_heads(speak: Callable[[str], None], language: str, head: str) -> None:
    """The command line speaks the user's language."""
    speak(language)
    result = CliRunner().invoke(main, ["glossary", "forms", "Астана"])
    assert (result.exit_code, result.stdout.split()[0]) == (0, head)


@pytest.mark.parametrize(("language", "title"), [("ru", "Число отличается"), ("kk", "Сан түпнұсқадағыдан")])
def test_titles_of_checks(speak: Callable[[str], None], language: str, title: str) -> None:
    """A check's title is its docstring, translated; one that is no check of ours goes by its id."""
    speak(language)
    assert view.check_title("numbers").startswith(title)
    assert view.check_title("of-a-plug-in") == "of-a-plug-in"


@every_language
def test_review_page_names_its_language(speak: Callable[[str], None], article: Article, lang: str) -> None:
    """The page's `lang` is that of its words, for hyphenation and screen readers."""
    from dataclasses import replace

    from localize.document import Draft
    from localize.review.html import HtmlReview

    speak(lang)
    drafts = tuple(Draft(segment, "kk", segment.text) for segment in article.segments())
    page = HtmlReview().export(replace(article, drafts={"kk": drafts}), "kk").decode()
    assert f'<html lang="{lang}">' in page
    assert f"<summary>{_('Summary')}</summary>" in page
    assert ">Summary<" not in page
