"""The walk from segments to drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from localize import formats, pipeline
from localize.document import Article, Draft, Origin, Segment, Severity
from localize.engines import Hypothesis
from localize.engines.fake import identity, reverse
from localize.segment import segment_block


@dataclass
class Scripted:
    """An engine that answers from a script and remembers what it was asked."""

    answer: Callable[[str], list[str]]
    slots: bool = True
    package: str = "scripted"
    package_hash: str = "0"

    def __post_init__(self) -> None:
        self.asked: list[str] = []

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        self.asked += texts
        return [[Hypothesis(t, -0.5) for t in self.answer(text)] for text in texts]


def read(text: str, name: str = "a.txt") -> Article:
    return formats.read(text.encode(), name, segment_block)


def drafts(text: str, engine: pipeline.Engine, lang: str = "kk", **options: object) -> tuple[Draft, ...]:
    settings = replace(pipeline.Settings(lang), **options)  # type: ignore[arg-type]
    return pipeline.translate([read(text)], engine, settings)[0].drafts[lang]


def test_identity_engine_gives_the_article_back(article: Article) -> None:
    """With the identity engine and no conventions to apply, the written article is the source."""
    done = pipeline.translate([article], identity("ru", "kk"), pipeline.Settings("kk"))[0]
    targets = {d.segment.id: d.segment.text for d in done.drafts["kk"]}
    assert formats.write(article, targets) == article.source


def test_every_segment_gets_one_draft_in_order(article: Article) -> None:
    """One segment in, one draft out."""
    done = pipeline.translate([article], reverse("ru", "kk"), pipeline.Settings("kk"))[0]
    assert [d.segment for d in done.drafts["kk"]] == list(article.segments())


def test_figures_go_in_as_slots_and_come_out_by_convention() -> None:
    """The engine never sees a figure; the target is written as Kazakh newspapers write it."""
    engine = Scripted(lambda text: [text])
    (draft,) = drafts("Рост составил $26 млрд и 12,5%", engine)
    assert engine.asked == ["Рост составил ⟦1⟧ и ⟦2⟧%"]
    assert draft.target == "Рост составил 26 млрд доллар и 12,5%"
    assert [p.how for p in draft.placements] == ["slot", "slot"]


def test_a_headline_in_capitals_is_read_in_small_letters_and_comes_back_in_capitals() -> None:
    """The engine sees a sentence; an address stays as it is."""
    engine = Scripted(lambda text: [text])
    (draft,) = drafts("ПРЕЗИДЕНТ ПОДПИСАЛ ЗАКОН: akorda.kz", engine)
    assert engine.asked == ["Президент подписал закон: ⟦1⟧"]
    assert draft.target == "ПРЕЗИДЕНТ ПОДПИСАЛ ЗАКОН: akorda.kz"
    assert [p.target for p in draft.placements] == ["akorda.kz"]


def test_a_spaced_percent_sign_is_shown_without_the_blank() -> None:
    """«5,4 %» is for the engine what «5,4%» is."""
    engine = Scripted(lambda text: [text])
    (draft,) = drafts("Рост 5,4 % за год", engine, "en")
    assert engine.asked == ["Рост ⟦1⟧% за год"]
    assert draft.target == "Рост 5.4% за год"


def test_lost_slot_takes_the_next_hypothesis() -> None:
    """The best hypothesis that kept all slots wins over a better one that did not."""
    (draft,) = drafts("Рост 5 процентов", Scripted(lambda text: ["өсім", "өсім ⟦1⟧"] if "⟦" in text else ["жоқ"]))
    assert draft.target == "Өсім 5"


def test_slots_lost_everywhere_are_translated_plainly() -> None:
    """When no hypothesis kept the slots, the plain text is translated; no slot reaches the target."""
    engine = Scripted(lambda text: ["өсім ⟦1⟧ ⟦1⟧"] if "⟦" in text else ["өсім 5"])
    (draft,) = drafts("Рост 5 процентов", engine)
    assert draft.target == "Өсім 5"
    assert engine.asked[-1] == "Рост 5 процентов"


def test_untranslatable_segment_stands_as_source_with_an_issue() -> None:
    """An empty hypothesis leaves the source and a critical issue: nothing is dropped."""
    (draft,) = drafts("Рост пяти процентов", Scripted(lambda text: [""]))
    assert draft.target == "Рост пяти процентов"
    assert draft.origin is Origin.SOURCE
    assert next((i.check, i.severity) for i in draft.issues) == ("untranslated", Severity.CRITICAL)


def test_engine_without_slots_sees_figures() -> None:
    """Packages that were not trained for slots get the plain text."""
    engine = Scripted(lambda text: [text], slots=False)
    drafts("Рост 5 процентов", engine)
    assert engine.asked[0] == "Рост 5 процентов"


def test_known_segments_are_not_translated_again() -> None:
    """What the memory knows does not reach the engine."""
    engine = Scripted(lambda text: [text])
    known = {"Первое.": Draft(Segment("x", "Первое.", 0, 7), "kk", "Бірінші.", Origin.MEMORY, approved=True)}
    first, second = drafts("Первое. Второе.", engine, known=known)
    assert (first.target, first.segment.id) == ("Бірінші.", "p1.s1")
    assert engine.asked == ["Второе."]
    assert second.origin is Origin.MACHINE


def test_markup_comes_back_in_markdown() -> None:
    """Bold survives the engine around its own words."""
    article = read("Это **важный** вопрос.\n", "a.md")
    done = pipeline.translate([article], reverse("ru", "kk"), pipeline.Settings("kk"))[0]
    assert done.drafts["kk"][0].target == "Вопрос. **важный** Это"


def test_what_is_in_another_language_stays_and_says_so() -> None:
    """A Russian engine can only spoil Kazakh and English; in its own target a sentence is no trouble at all."""
    engine = Scripted(lambda text: [f"аударма {text}"])
    kazakh, english = (
        "Үкімет елдің үш жылға арналған жаңа бюджетін бекітті.",
        "The budget of the country has been approved.",
    )
    made = drafts(f"Бюджет страны утверждён.\n{kazakh}\n{english}\n", engine)
    assert engine.asked == ["Бюджет страны утверждён."]
    assert [d.target for d in made[1:]] == [kazakh, english]
    assert [d.origin for d in made] == [Origin.MACHINE, Origin.SOURCE, Origin.SOURCE]
    assert [(i.check, i.severity) for d in made[1:] for i in d.issues] == [
        ("language", Severity.HINT), ("language", Severity.WARNING)
    ]  # fmt: skip
    assert "this is English" in made[2].issues[0].message


def test_a_word_without_an_end_stays_and_is_critical() -> None:
    """It would keep the engine busy for hours; a person must look."""
    engine = Scripted(lambda text: ["аударма"])
    _, draft, _ = drafts(f"Бюджет {'прав' * 5000} утверждён.", engine)
    assert engine.asked == ["Бюджет", "утверждён."]
    assert (draft.target, draft.issues[0].severity) == ("прав" * 5000, Severity.CRITICAL)


def test_progress_counts_what_was_known_too() -> None:
    """Every segment is reported once, whether the engine saw it or not."""
    steps: list[int] = []
    text = "Бюджет утверждён.\nҮкімет елдің үш жылға арналған жаңа бюджетін бекітті.\nМинистр ушёл.\n"
    pipeline.translate([read(text)], reverse("ru", "kk"), pipeline.Settings("kk"), steps.append)
    assert sum(steps) == 3


def test_a_draft_begins_with_a_capital_where_its_source_does() -> None:
    """A small first letter is mended, but for brands that have one."""
    assert drafts("Рост.", Scripted(lambda text: ["growth."]), "en")[0].target == "Growth."
    assert drafts("Айфон.", Scripted(lambda text: ["iPhone."]), "en")[0].target == "iPhone."
    assert drafts("рост.", Scripted(lambda text: ["growth."]), "en")[0].target == "growth."


def test_slots_and_marks_alone_need_no_engine() -> None:
    """A line in which nothing is left to translate is written at once, and counted."""
    engine = Scripted(lambda text: [text])
    told: list[int] = []
    done = pipeline.translate(
        [read("akorda.kz, 21 фев — @press.\n\nСлово.\n")], engine, pipeline.Settings("en"), told.append
    )
    assert [d.target for d in done[0].drafts["en"]] == ["akorda.kz, February 21 — @press.", "Слово."]
    assert engine.asked == ["Слово."]
    assert sum(told) >= 1


def test_markup_says_nothing_of_the_language() -> None:
    """A headline in capitals whose only small letters are those of its tags is Russian."""
    html = "<h1>ПРЕЗИДЕНТ <b>ПОДПИСАЛ</b> ЗАКОН О <a href='/law'>ЗАЩИТЕ ПРАВ РЕБЁНКА</a></h1>"
    done = pipeline.translate([read(html, "a.html")], identity("ru", "kk"), pipeline.Settings("kk"))[0]
    assert done.drafts["kk"][0].origin is Origin.MACHINE


def test_a_place_in_a_company_s_name_is_no_place() -> None:
    """The whole name is copied, not a part of it declined; the rest of the sentence keeps its terms."""
    from localize.glossary import terminology_for

    engine = Scripted(lambda text: [text])
    [draft] = drafts("Глава ТОО «ЭкоШина Павлодар» приехал в Павлодар.", engine, terms=terminology_for("kk"))
    assert [p.source for p in draft.placements if p.kind == "name"] == ["ЭкоШина Павлодар"]
    assert sum(p.source == "Павлодар" for p in draft.placements) == 1
