"""What Word, LibreOffice and their users do to a table."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.document import Article
from localize.errors import ReviewError
from localize.review import Review, fingerprint
from localize.review.docx import DocxReview

from .conftest import LANG

pytest.importorskip("docx", reason="needs python-docx: pip install 'localize[docx]'")
office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice: apt-get install libreoffice-writer")


def edited(article: Article, change: Callable[[str], str], more: dict[str, str] | None = None) -> Review:
    """The review after ``change`` of document.xml; ``more`` are other parts of the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DocxReview().export(article, LANG))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(opened(data)).encode() if name == "word/document.xml" else data)
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return DocxReview().load(out.getvalue(), "x.docx")


def opened(data: bytes) -> str:
    return data.decode().replace('<w:t xml:space="preserve"/>', '<w:t xml:space="preserve"></w:t>')


def approved(review: Review) -> list[str]:
    return [e.id for e in review.entries if e.approved]


def cell_of(xml: str, key: str, column: int) -> tuple[int, int]:
    """Start and stop of the text of one cell in the row with ``key``."""
    row = xml.index(f">{key}#")
    for _ in range(column):
        row = xml.index("<w:tc>", row + 1)
    start = xml.index('<w:t xml:space="preserve">', row) + len('<w:t xml:space="preserve">')
    return start, xml.index("</w:t>", start)


def typed(key: str, column: int, text: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        start, stop = cell_of(xml, key, column)
        return xml[:start] + text + xml[stop:]

    return change


def test_an_edited_target_is_approved(rich: Article) -> None:
    """Word has no button for it: what a person wrote is what they want."""
    review = edited(rich, typed("p2.s1", 2, "Қолмен жазылды."))
    assert approved(review) == ["p1.s1", "p2.s1"]
    assert review.entries[1].target == "Қолмен жазылды."
    assert fingerprint(review.entries[1].target) != review.entries[1].draft


@pytest.mark.parametrize("tick", ["✓", "ok", "OK ", "да", "Иә", "x", "+"])
def test_a_tick_approves(rich: Article, tick: str) -> None:
    """A tick, a cross or a yes in three languages."""
    assert approved(edited(rich, typed("p2.s2", 3, tick))) == ["p1.s1", "p2.s2"]


def test_a_question_mark_keeps_a_row_open(rich: Article) -> None:
    """Even one that was edited, and even where everything is approved."""

    def change(xml: str) -> str:
        return typed("p2.s1", 3, "?")(typed("p2.s1", 2, "Басқа.")(yes(xml)))

    assert "p2.s1" not in approved(edited(rich, change))


def yes(xml: str) -> str:
    at = xml.index(">all-approved<")
    return xml[:at] + xml[at:].replace(">no<", ">Yes<", 1)


def test_everything_can_be_approved_at_once(rich: Article) -> None:
    """One yes in the table above approves every row."""
    assert len(approved(edited(rich, yes))) == 8


def test_the_reviewer_signs_above_the_table(rich: Article) -> None:
    """The name comes back."""

    def sign(xml: str) -> str:
        at = xml.index(">reviewer<")
        return xml[:at] + xml[at:].replace('preserve"></w:t>', 'preserve">Айгүл Серік</w:t>', 1)

    assert edited(rich, sign).reviewer == "Айгүл Серік"


def test_an_edited_source_comes_back_as_it_is(rich: Article) -> None:
    """So that the merge can tell that it is not the article's."""
    assert edited(rich, typed("p2.s1", 1, "Другой текст.")).entries[1].source == "Другой текст."


def test_tracked_changes_count_as_made(rich: Article) -> None:
    """Insertions are text, deletions and what was moved away are not."""

    def change(xml: str) -> str:
        start, stop = cell_of(xml, "p2.s2", 2)
        ran = '</w:t></w:r><w:del w:id="1"><w:r><w:delText>жоқ</w:delText></w:r></w:del>'
        ran += '<w:ins w:id="2"><w:r><w:t>жаңа</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>кетті</w:t></w:r></w:moveFrom>'
        return xml[:start] + "Бұл " + ran + "<w:r><w:t> сөз." + xml[stop:]

    assert edited(rich, change).entries[2].target == "Бұл жаңа сөз."


def test_a_row_deleted_in_tracked_changes_is_missing(rich: Article) -> None:
    """It is not a row any more."""

    def change(xml: str) -> str:
        at = xml.rindex("<w:trPr>", 0, xml.index(">p2.s1#"))
        return xml[:at] + '<w:trPr><w:del w:id="9"/>' + xml[at + len("<w:trPr>") :]

    assert "p2.s1" not in [e.id for e in edited(rich, change).entries]


def test_a_second_paragraph_in_a_cell_is_a_space(rich: Article) -> None:
    """A segment holds no line break, whatever Enter did."""
    more = "Бір.</w:t></w:r></w:p><w:p><w:r><w:t>Екі.</w:t></w:r><w:r><w:br/><w:t>Үш."
    assert edited(rich, typed("p2.s1", 2, more)).entries[1].target == "Бір. Екі. Үш."


def test_margin_comments_reach_the_row(rich: Article) -> None:
    """Word's own comments, with the name of who wrote them."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    remark = (
        f'<w:comments xmlns:w="{space}"><w:comment w:id="4" w:author="Айгүл"><w:p><w:r><w:t>Қай жылы?</w:t></w:r></w:p>'
    )
    mark = 'Мәтін.</w:t></w:r><w:r><w:commentReference w:id="4"/></w:r><w:r><w:t>'
    review = edited(rich, typed("p2.s1", 2, mark), {"word/comments.xml": f"{remark}</w:comment></w:comments>"})
    assert review.entries[1].comment == "Айгүл: Қай жылы?"


def test_a_row_without_its_id_is_reported(rich: Article) -> None:
    """A row that somebody added belongs to no segment: it comes back under a name that no article has."""
    review = edited(rich, lambda xml: re.sub(r">p2\.s1#[0-9a-f]{8}<", "><", xml))
    assert review.entries[1].id == "row 2 without its id"


def test_headings_may_be_lost(rich: Article) -> None:
    """A table without its first row is still read."""
    review = edited(rich, lambda xml: re.sub(r"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/>.*?</w:tr>", "", xml, count=1))
    assert len(review.entries) == 8


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that the archive announces is checked first."""
    monkeypatch.setattr("localize.review.docx.LARGEST", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b" " * 10_000)
    with pytest.raises(ReviewError, match="unpacks to more"):
        DocxReview().load(out.getvalue(), "bomb.docx")


def test_without_the_library_the_extra_is_named(rich: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export needs python-docx and says how to get it; reading needs nothing."""
    import sys

    from localize.errors import UsageError

    data = DocxReview().export(rich, LANG)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError) as caught:
        DocxReview().export(rich, LANG)
    assert "localize[docx]" in caught.value.hint
    assert len(DocxReview().load(data, "x").entries) == 8


@office
@pytest.mark.office
@pytest.mark.parametrize("which", ["rich", "hostile"])
@pytest.mark.parametrize("through", ["docx", "odt"])
def test_libreoffice_keeps_every_row(which: str, through: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Opened and saved by LibreOffice (once by way of its own format): the same rows, none approved by it."""
    article: Article = request.getfixturevalue(which)
    path = tmp_path / "article.kk.docx"
    path.write_bytes(DocxReview().export(article, LANG))
    if through == "odt":
        path = convert(path, "odt", tmp_path / "odt")
    again = convert(path, "docx", tmp_path / "again")
    before = [(d.segment.id, d.segment.text, d.target, d.approved) for d in article.drafts[LANG]]
    after = [(e.id, e.source, e.target, e.approved) for e in DocxReview().load(again.read_bytes(), "x").entries]
    assert after == before


def convert(path: Path, to: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    result = folder / f"{path.stem}.{to}"
    assert result.exists(), done.stderr
    return result
