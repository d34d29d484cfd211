"""What recurring corrections teach."""

from __future__ import annotations

import csv
import io

import pytest

from localize.desk.lessons import candidates_csv
from localize.memory import Memory, Pair
from localize.memory.lessons import Lesson, candidates, corrections, lessons


def corrected(number: int, source: str, draft: str, target: str, lang: str = "kk") -> Pair:
    return Pair(source, target, lang, f"article{number}", "p1.s1", "2026-02-21", draft=draft)


PAIRS = [
    corrected(1, "Маслихат одобрил бюджет города.", "Мәслихат қала бюджетін мақұлдады.",
              "Мәслихат қала қазынасын мақұлдады."),
    corrected(2, "Депутаты обсудили бюджет на год.", "Депутаттар жылдық бюджетті талқылады.",
              "Депутаттар жылдық қазынаны талқылады."),
    corrected(3, "Новый бюджет вырос.", "Жаңа бюджет өсті.", "Жаңа қазына өсті."),
    corrected(3, "Погода испортилась сегодня.", "Ауа райы бүгін нашарлады.", "Ауа райы бүгін бұзылды."),
    corrected(4, "Рабочие строят дорогу.", "Жұмысшылар жол салуда.", "Жұмысшылар жол салуда."),
    corrected(5, "Всё решат завтра утром.", "Бәрін ертең таңертең шешеді.", "Мүлдем басқа сөйлем осында тұр енді."),
]  # fmt: skip


def test_correction_made_in_several_articles_is_a_lesson(memory: Memory) -> None:
    """Three articles, three inflected forms, one lesson, with the Russian word they share."""
    memory.add(PAIRS)
    (lesson,) = lessons(memory, "kk")
    assert (lesson.articles, lesson.times, lesson.source.lower()) == (3, 3, "бюджет")
    assert lesson.draft.startswith("бюджет")
    assert lesson.approved.startswith("қазына")


def test_articles_are_counted_not_sentences(memory: Memory) -> None:
    """One article with the same correction ten times is one."""
    memory.add(
        Pair(f"Бюджет номер {n} принят.", f"{n} нөмірлі қазына қабылданды.", "kk", "one", f"p{n}.s1",
             draft=f"{n} нөмірлі бюджет қабылданды.") for n in range(10)
    )  # fmt: skip
    assert lessons(memory, "kk") == []
    assert [(x.articles, x.times) for x in lessons(memory, "kk", least=1)] == [(1, 10)]


def test_russian_word_that_is_everywhere_is_no_source(memory: Memory) -> None:
    """When the shared word mostly stood without the correction, the lesson names no Russian."""
    memory.add(PAIRS[:3])
    others = [corrected(10 + n, f"Тут бюджет и дело {n} раз.", "Бірдей.", "Бірдей.") for n in range(20)]
    memory.add(others)
    assert [lesson.source for lesson in lessons(memory, "kk")] == [""]


@pytest.mark.parametrize(
    ("draft", "approved", "expected"),
    [
        ("Ұлттық банк шешті", "Ұлттық Банк шешті", [("банк", "Банк")]),
        ("Ол келді", "Ол келді", []),
        ("Ол бүгін келді", "Ол келді", []),
        ("а б в г д е", "а б в 1 2 3 4 5 е", []),
        ("бір екі үш төрт", "бес алты жеті сегіз", []),
        ("<b1>Қала</b1> әкімі келді", "<b1>Қала</b1> басшысы келді", [("әкімі", "басшысы")]),
    ],
)
def test_corrections(draft: str, approved: str, expected: list[tuple[str, str]]) -> None:
    """Short replacements count; additions, omissions and sentences written anew do not."""
    assert list(corrections(draft, approved)) == expected


def test_rewritten_sentence_teaches_nothing() -> None:
    """Below four words in ten kept, nothing is read from it."""
    assert list(corrections(PAIRS[5].draft, PAIRS[5].target)) == []


LESSONS = [
    Lesson("kk", "Ұлттық банкі", "Ұлттық Банк", 3, 4, "Национального банка", (1,)),
    Lesson("en", "People's Bank", "National Bank", 2, 2, "Национального банка", (2,)),
    Lesson("kk", "бюджет", "=қазына", 2, 2, "бюджета", (3,)),
    Lesson("kk", "дейді", "деді", 2, 2, "", (4,)),
]


def test_candidates_join_the_languages() -> None:
    """One row a Russian term; a lesson without one is no candidate."""
    rows = list(candidates(LESSONS))
    assert rows[0] == ("ru", "kk", "en", "kind", "status", "note")
    assert [row[:5] for row in rows[1:]] == [
        ("Национального банка", "Ұлттық Банк", "National Bank", "term", "candidate"),
        ("бюджета", "=қазына", "", "term", "candidate"),
    ]


def test_csv_is_the_glossarys_own() -> None:
    """The glossary reads the file back as candidates; no cell is a formula; one word is in its dictionary form."""
    from localize.glossary.exchange.spreadsheet import CsvGlossary

    data = candidates_csv(LESSONS)
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells for cell in row)
    terms = CsvGlossary().read(data, "lessons.csv")
    assert {(term.source, term.target, term.lang, term.status) for term in terms} >= {
        ("бюджет", "=қазына", "kk", "candidate")
    }
    assert {term.status for term in terms} == {"candidate"}
