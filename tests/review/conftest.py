"""Articles with drafts for the review formats: a rich one, a hostile one, and any size."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from localize.document import Article, Band, Block, BlockKind, Draft, Issue, Origin, Placement, Segment, Severity, Span

Paragraph = tuple[BlockKind, int, Sequence[str]]
LANG = "kk"


def build(paragraphs: Sequence[Paragraph], name: str = "article.txt") -> Article:
    """An article without drafts: sentences of a paragraph are joined by spaces, paragraphs by blank lines."""
    blocks, at = [], 0
    for number, (kind, level, sentences) in enumerate(paragraphs, 1):
        segments, offset = [], 0
        for index, sentence in enumerate(sentences, 1):
            segments.append(Segment(f"p{number}.s{index}", sentence, offset, offset + len(sentence)))
            offset += len(sentence) + 1
        text = " ".join(sentences)
        blocks.append(Block(f"p{number}", text, at, at + len(text), kind, level, segments=tuple(segments)))
        at += len(text) + 2
    source = "\n\n".join(block.text for block in blocks)
    return Article(name.rpartition(".")[0], name, source, "text", tuple(blocks))


def drafted(article: Article, targets: Sequence[str], **more: object) -> Article:
    """The article with machine drafts, one target a segment."""
    package = "translate-ru_kk-1_0"
    drafts = tuple(
        replace(Draft(segment, LANG, target, package=package, score=-0.31), **more)
        for segment, target in zip(article.segments(), targets, strict=True)
    )
    return replace(article, drafts={LANG: drafts})


def with_drafts(article: Article, drafts: Sequence[Draft]) -> Article:
    return replace(article, drafts={LANG: tuple(drafts)})


RICH: list[tuple[BlockKind, int, list[tuple[str, str]]]] = [
    ("heading", 1, [("Экспорт зерна вырос на 12,5 %", "Астық экспорты 12,5 %-ға өсті")]),
    ("paragraph", 0, [
        ("АСТАНА, 21 февраля — Министерство сельского хозяйства сообщило о росте экспорта.",
         "АСТАНА, 21 ақпан — Ауыл шаруашылығы министрлігі экспорттың өсуі туралы хабарлады."),
        ("«Мы ожидаем рекордный урожай», — сказал министр Айдарбек Сапаров.",
         "«Біз рекордтық өнім күтеміз», — деді министр Айдарбек Сапаров."),
        ("По данным ведомства, за год вывезено 8,4 млн тонн на сумму 26 млрд тенге.",
         "Ведомствоның мәліметінше, бір жылда 26 млрд теңгеге 84 млн тонна шығарылды."),
    ]),
    ("heading", 2, [("Что дальше", "Әрі қарай не болады")]),
    ("quote", 0, [("Рынок ждёт ясности.", "Нарық айқындықты күтеді.")]),
    ("item", 0, [("Подробности — на сайте <a href=\"https://example.kz\">ведомства</a>.",
                  "Толығырақ — <a href=\"https://example.kz\">ведомствоның</a> сайтында.")]),
    ("paragraph", 0, [("Агентство не комментирует.", "Агентство не комментирует.")]),
]  # fmt: skip


def place(text: str, part: str) -> tuple[int, int]:
    """Start and stop of a part."""
    return text.index(part), text.index(part) + len(part)


@pytest.fixture
def rich() -> Article:
    """Everything a draft can carry: placements, issues on both sides, bands, suggestions, an approved row."""
    article = build([(kind, level, [source for source, _ in pairs]) for kind, level, pairs in RICH])
    article = drafted(article, [target for _, _, pairs in RICH for _, target in pairs])
    d = list(article.drafts[LANG])
    d[0] = replace(d[0], band=Band.FINE, origin=Origin.MEMORY, approved=True)
    ministry = Placement(
        "Министерство сельского хозяйства", "Ауыл шаруашылығы министрлігі", "term", "slot", "nominative"
    )
    astana = Placement("АСТАНА", "АСТАНА", "name", "slot", "", "Астана")
    d[1] = replace(d[1], band=Band.FINE, placements=(ministry, astana))
    name = Placement("Айдарбек Сапаров", "Айдарбек Сапаров", "name", "slot", "nominative", "Сапаров")
    d[2] = replace(
        d[2],
        placements=(name,),
        alternatives=(d[2].target, "«Рекордтық өнім болады деп күтеміз», — деді министр Айдарбек Сапаров."),
        suggestions=(
            (87, "«Мы ожидаем хороший урожай», — сказал министр.", "«Біз жақсы өнім күтеміз», — деді министр."),
        ),
    )
    number = Issue(
        "number", Severity.CRITICAL, "8,4 млн is missing; 84 млн is not in the source", *place(d[3].target, "84 млн")
    )
    word = Issue("russian_word", Severity.WARNING, "“Ведомствоның” may be a Russian word", 0, 12)
    source = Issue("currency", Severity.HINT, "check the sum", *place(d[3].segment.text, "26 млрд тенге"), "source")
    d[3] = replace(d[3], band=Band.REDO, issues=(number, word, source), score=-1.7)
    d[4] = replace(d[4], band=Band.FINE)
    d[5] = replace(d[5], previous="Рынок ждёт решений.", origin=Origin.MEMORY)
    link = d[6].segment
    opening, closing = '<a href="https://example.kz">', "</a>"
    markup = (
        Span(*place(link.text, opening), opening, "markup", "open"),
        Span(*place(link.text, closing), closing, "markup", "close"),
    )
    d[6] = replace(d[6], segment=replace(link, markup=markup))
    same = Issue("same", Severity.CRITICAL, "the target is the same as the source", 0, 26)
    d[7] = replace(d[7], origin=Origin.SOURCE, band=Band.REDO, issues=(same,))
    return with_drafts(article, d)


HOSTILE: list[str] = json.loads((Path(__file__).parents[1] / "cases/review/hostile.json").read_text(encoding="utf-8"))


@pytest.fixture
def hostile() -> Article:
    """Texts that break formats, as sources and as targets; the last target is empty."""
    article = build([("paragraph", 0, [text or "пусто"]) for text in HOSTILE])
    return drafted(article, [text.replace("1", "2") for text in HOSTILE])


@pytest.fixture
def sized() -> Callable[[int], Article]:
    def make(number: int) -> Article:
        sentences = [
            f"Предложение номер {i}, в котором {i * 7} тонн зерна и ещё несколько слов." for i in range(number)
        ]
        article = build([("paragraph", 0, sentences[i : i + 4]) for i in range(0, number, 4)], "book.txt")
        return drafted(
            article, [f"{i}-ші сөйлем, онда {i * 7} тонна астық және тағы бірнеше сөз бар." for i in range(number)]
        )

    return make
