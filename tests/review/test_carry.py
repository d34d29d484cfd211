"""A newer version of an article keeps what people did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import formats
from localize.document import Article, Origin
from localize.memory import normal
from localize.review import Entry, Review, fingerprint
from localize.review.carry import align, carry
from localize.segment import segment_block

OLD = ["Первая строка о погоде.", "Курс вырос на 5% в 2025 году.", "Третья строка о людях.", "Четвёртая строка."]


def article(lines: list[str]) -> Article:
    return formats.read("\n\n".join(lines).encode(), "news.md", segment_block)


def review(lines: list[str] = OLD, **changes: object) -> Review:
    """All rows approved as drafted; ``changes`` go to the second."""
    rows = [
        Entry(f"p{n}.s1", line, f"Аударма {n}: 2025 жылы 5%.", True, fingerprint(f"Аударма {n}: 2025 жылы 5%."))
        for n, line in enumerate(lines, start=1)
    ]
    rows[1] = replace(rows[1], **changes)  # type: ignore[arg-type]
    return Review("news", "news.md", "old", "kk", tuple(rows), package="ru_kk 0.1")


def test_unchanged_text_stays_approved() -> None:
    """Typography does not count; ids may have moved."""
    carried = carry(article(["Новая строка.", *OLD[:3], OLD[3].replace("ё", "е")]), "kk", [review()])
    assert (carried.kept, carried.changed, carried.lost) == (4, 0, ())
    assert "p1.s1" not in carried.drafts
    draft = carried.drafts["p2.s1"]
    assert (draft.target, draft.approved, draft.origin) == ("Аударма 1: 2025 жылы 5%.", True, Origin.PERSON)


def test_changed_text_is_fuzzy_with_its_previous_source() -> None:
    """The old target goes in, to be looked at; the old source is given; the issue says why."""
    carried = carry(article([*OLD[:2], "Третья строка о новых людях.", OLD[3]]), "kk", [review()])
    draft = carried.drafts["p3.s1"]
    assert (draft.approved, draft.previous, draft.target) == (False, OLD[2], "Аударма 3: 2025 жылы 5%.")
    assert [issue.check for issue in draft.issues] == ["source-changed"]
    assert (carried.kept, carried.changed) == (3, 1)


def test_new_figures_go_in_and_are_still_looked_at() -> None:
    """Only the figures differ: the target gets them."""
    carried = carry(article([OLD[0], "Курс вырос на 7% в 2026 году.", *OLD[2:]]), "kk", [review()])
    assert carried.drafts["p2.s1"].target == "Аударма 2: 2026 жылы 7%."
    assert not carried.drafts["p2.s1"].approved


def test_removed_text_is_said_to_be_lost() -> None:
    """What has no place any more is handed back."""
    carried = carry(article(OLD[:3]), "kk", [review()])
    assert [entry.source for entry in carried.lost] == [OLD[3]]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"approved": False}, False),
        ({"approved": False, "target": "Өзім."}, True),
        ({"approved": False, "target": "Өзім.", "draft": ""}, False),
        ({"target": ""}, False),
    ],
)
def test_only_peoples_work_is_carried(changes: dict[str, object], kept: bool) -> None:
    """Untouched drafts are drafted anew; an edited one stays, unapproved."""
    carried = carry(article(OLD), "kk", [review(**changes)])
    assert ("p2.s1" in carried.drafts) is kept
    if kept:
        assert not carried.drafts["p2.s1"].approved


def test_comments_survive_with_or_without_work() -> None:
    """A remark on an untouched draft goes on with the sentence, changed or not."""
    for text in (OLD[1], "Курс резко вырос на 5% в 2025 году."):
        carried = carry(article([OLD[0], text, *OLD[2:]]), "kk", [review(approved=False, comment="Тексеру керек")])
        assert carried.comments == {"p2.s1": "Тексеру керек"}


def test_target_whose_markup_does_not_fit_is_only_offered() -> None:
    """A link that came into the sentence cannot be in the old target."""
    carried = carry(article([OLD[0], "Курс вырос на [5%](https://x.kz) в 2025 году.", *OLD[2:]]), "kk", [review()])
    assert "p2.s1" not in carried.drafts
    assert carried.offered["p2.s1"][1:] == (OLD[1], "Аударма 2: 2025 жылы 5%.")


def test_of_several_files_the_exact_then_approved_then_newest_wins() -> None:
    """PO and page of one version, and the copy of an older one."""
    newest, older = review(target="Жаңа."), review(target="Ескі.")
    assert carry(article(OLD), "kk", [newest, older]).drafts["p2.s1"].target == "Жаңа."
    unsure = review(target="Жаңа.", approved=False)
    assert carry(article(OLD), "kk", [unsure, older]).drafts["p2.s1"].target == "Ескі."
    similar = review(source=OLD[1] + " Да.", target="Ұқсас.")
    assert carry(article(OLD), "kk", [similar, older]).drafts["p2.s1"].target == "Ескі."


def test_same_sentence_twice_keeps_its_two_targets() -> None:
    """Order tells equal texts apart."""
    lines = ["Да.", "Первая строка о погоде.", "Да."]
    carried = carry(article(["Нет.", *lines]), "kk", [review(lines)])
    assert carried.drafts["p2.s1"].target.startswith("Аударма 1")
    assert carried.drafts["p4.s1"].target.startswith("Аударма 3")


texts = st.lists(st.sampled_from(["а", "б", "ааааа", "ааааб", "бббб", "Ё", "Е"]), max_size=12)


@given(texts, texts)
def test_alignment_is_one_to_one_and_finds_all_equals(old: list[str], new: list[str]) -> None:
    """No text is used twice, 100 means equal, and no two equal texts are left over."""
    pairs = align(old, new)
    assert len({o for o, _, _ in pairs}) == len({n for _, n, _ in pairs}) == len(pairs)
    assert all((normal.key(old[o]) == normal.key(new[n])) == (percent == 100) for o, n, percent in pairs)
    rest_old = [normal.key(t) for i, t in enumerate(old) if i not in {o for o, _, _ in pairs}]
    rest_new = [normal.key(t) for i, t in enumerate(new) if i not in {n for _, n, _ in pairs}]
    assert not set(rest_old) & set(rest_new)


@given(texts)
def test_alignment_with_itself_is_identity(old: list[str]) -> None:
    """The same article: every row to its own place."""
    assert align(old, old) == [(n, n, 100) for n in range(len(old))]
