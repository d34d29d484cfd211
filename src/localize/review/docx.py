"""Word: a table № · source · target · tick · flags · comment, for Word and LibreOffice (extra ``localize[docx]``).

Reading needs no library: the text is taken from the XML as a reader sees it, tracked insertions in, deletions out,
and Word's margin comments go to the row they hang on.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from localize.document import Article, Severity
from localize.errors import UsageError
from localize.messages import _
from localize.review import Review, damaged, not_ours
from localize.review.safe_xml import ESCAPE, parse, restored, visible
from localize.review.table import Row, facts, headings, review_of, rows

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
WIDTHS = (1500, 4600, 4600, 500, 2500, 1700)  # twentieths of a point; A4 landscape between margins of 1.3 cm
MARGINS = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
LARGEST = 200 << 20
EARLIEST = (1980, 1, 1, 0, 0, 0)
LITERAL = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
TAB, TAB_ELEMENT = "\t", '</w:t><w:tab/><w:t xml:space="preserve">'
EDGES = re.compile(r"\A +| +\Z")
GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr"}


class DocxReview:
    suffix = ".docx"

    def export(self, article: Article, lang: str) -> bytes:
        try:
            import docx
        except ImportError as error:
            raise UsageError("Word files need python-docx", "pip install 'localize[docx]'") from error
        document = docx.Document()
        _lay_out(document, article)
        document.add_heading(visible(article.name), level=1)
        document.add_paragraph(
            " ".join(
                (
                    _("Edit only the column “Target”: an edited row counts as approved."),
                    _("Put ✓ beside a row that is right as it is, or write “yes” beside “all-approved” at the end."),
                    _("A ? keeps a row open."),
                )
            )
        )
        known = [
            [_cell(key, 2400, "key"), _cell(value, 6000, "key" if key == "source-hash" else "")]
            for key, value in facts(article, lang).items()
        ]
        _insert(document, _table([f"<w:tr>{''.join(cells)}</w:tr>" for cells in known], (2400, 6000)))
        document.add_paragraph()
        body = [_row(row, article.lang, lang) for row in rows(article, lang)]
        _insert(document, _table([_head(), *body], WIDTHS))
        out = io.BytesIO()
        document.save(out)
        return _timeless(out.getvalue())

    def load(self, data: bytes, name: str) -> Review:
        parts = _parts(data, name)
        comments = _comments(parts["word/comments.xml"], name) if "word/comments.xml" in parts else {}
        root = parse(parts["word/document.xml"], name)
        try:
            return review_of([_texts(row, comments) for row in _rows(root)], name)
        except RecursionError:
            raise damaged(name, "elements nested without end") from None


def _lay_out(document: Any, article: Article) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.3)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "PT Serif", Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "localize"
    properties.title, properties.comments = visible(article.name), ""
    for element in list(properties._element):
        if element.tag.endswith(("}created", "}modified")):
            properties._element.remove(element)


def _insert(document: Any, table: str) -> None:
    """python-docx takes quadratic time for long tables; lxml reads ours in one go."""
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table))


def _table(lines: list[str], widths: tuple[int, ...]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBAB0"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{MARGINS}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _head() -> str:
    cells = "".join(_cell(text, width, "head") for text, width in zip(headings(), WIDTHS, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: Row, source_lang: str, lang: str) -> str:
    style = "heading" if row.block.kind == "heading" else ""
    critical = any(issue.severity is Severity.CRITICAL for issue in row.draft.issues)
    number, source, target, tick, flags, comment = WIDTHS
    cells = [
        _cell([f"{row.number}", row.key], number, "key"),
        _cell(row.source, source, style, source_lang, shade="F6F4EF"),
        _cell(row.target, target, style, lang),
        _cell(row.tick, tick),
        _cell(list(row.flags) or "", flags, "critical" if critical else "small"),
        _cell(row.draft.comment.splitlines() or "", comment),
    ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


STYLES = {
    "": "",
    "head": "<w:b/>",
    "heading": '<w:b/><w:sz w:val="26"/>',
    "key": '<w:color w:val="8A857A"/><w:sz w:val="14"/>',
    "small": '<w:color w:val="5A564E"/><w:sz w:val="16"/>',
    "critical": '<w:color w:val="A3231F"/><w:sz w:val="16"/>',
}


def _cell(text: str | list[str], width: int, style: str = "", lang: str = "", shade: str = "") -> str:
    language = f'<w:lang w:val="{escape(LOCALES.get(lang, lang))}"/>' if lang else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    look = f"<w:rPr>{STYLES[style]}{language}</w:rPr>" if style or language else ""
    paragraphs = "".join(
        f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(_shown(line)).replace(TAB, TAB_ELEMENT)}</w:t></w:r></w:p>'
        for line in ([text] if isinstance(text, str) else text)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{paragraphs}</w:tc>'


def _shown(text: str) -> str:
    """LibreOffice drops spaces at the edges of a cell, so they go escaped."""
    return EDGES.sub(lambda match: f"{ESCAPE}u0020" * len(match[0]), visible(text))


def _timeless(data: bytes) -> bytes:
    """The same package without the hour it was made at: the same article gives the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, EARLIEST), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """The two parts we read, and nothing else of the archive; sizes are checked before anything is unpacked."""
    if not data.strip():
        raise damaged(name, "it is empty")
    wanted = ("word/document.xml", "word/comments.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {m.filename: m.file_size for m in archive.infolist() if m.filename in wanted}
            if sum(sizes.values()) > LARGEST:
                raise damaged(name, f"it unpacks to more than {LARGEST >> 20} MB")
            parts = {part: archive.read(part) for part in sizes}
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise damaged(name, f"not a Word file: {error}") from error
    if wanted[0] not in parts:
        raise not_ours(name, "no Word document in the archive")
    return parts


def _rows(element: Element) -> Iterator[Element]:
    """Table rows in order, but neither those that a tracked change deleted nor tables inside a cell."""
    for child in element:
        if child.tag != f"{W}tr":
            yield from _rows(child)
        elif child.find(f"{W}trPr/{W}del") is None:
            yield child


def _texts(row: Element, comments: dict[str, str]) -> list[str]:
    texts = ["".join(_text(cell)).strip("\n") for cell in _cells(row)]
    cells = [*(text.replace("\n", " ") for text in texts[:5]), *texts[5:]]
    marks = [ref.get(f"{W}id", "") for ref in row.iter(f"{W}commentReference")]
    remarks = [comments[mark] for mark in marks if mark in comments]
    if remarks and len(cells) > 5:
        cells[5] = "\n".join(filter(None, [cells[5].strip(), *remarks]))
    return [restored(cell) for cell in cells]


def _cells(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}tc":
            yield child
        else:
            yield from _cells(child)


def _text(element: Element) -> Iterator[str]:
    """What a reader sees: a newline after every paragraph, nothing that a tracked change has deleted."""
    for child in element:
        if child.tag in GONE:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in LITERAL:
            yield LITERAL[child.tag]
        else:
            yield from _text(child)
        if child.tag == f"{W}p":
            yield "\n"


def _comments(data: bytes, name: str) -> dict[str, str]:
    """Margin comments by id, with the name of who wrote them."""
    found = {}
    for comment in parse(data, name).iter(f"{W}comment"):
        author, text = comment.get(f"{W}author", ""), "".join(_text(comment)).strip()
        found[comment.get(f"{W}id", "")] = f"{author}: {text}" if author else text
    return found
