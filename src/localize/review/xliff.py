"""XLIFF 1.2 (strict): a group a block, a ``trans-unit`` a segment, for OmegaT, Weblate, Trados, memoQ, Lokalize.

A machine's draft is ``needs-review-translation``, an approved one ``approved="yes"`` and ``final``. The article's
hash stands where the standard has a place for the identity of a file: ``skl/external-file@uid``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from localize.document import Article, Block, Draft, Origin
from localize.review import Entry, Review, not_ours
from localize.review.notes import draft_of, notes
from localize.review.safe_xml import parse, restored, visible

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
X = f"{{{NAMESPACE}}}"
OURS = "localize"
DONE = {"translated", "signed-off", "final"}
QUALIFIERS = {Origin.MACHINE: "mt-suggestion", Origin.MEMORY: "fuzzy-match"}


class XliffReview:
    suffix = ".xlf"

    def export(self, article: Article, lang: str) -> bytes:
        drafts = {draft.segment.id: draft for draft in article.drafts[lang]}
        root = Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
        file = SubElement(root, "file", _file_attributes(article, lang))
        file.append(_header(article, lang))
        body = SubElement(file, "body")
        for block in article.blocks:
            if block.segments:
                group = SubElement(body, "group", {"id": visible(block.id), "restype": _kind(block)})
                group.extend(_unit(drafts[segment.id], lang) for segment in block.segments)
        indent(root)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"

    def load(self, data: bytes, name: str) -> Review:
        root = parse(data, name)
        file, identity = root.find(f"{X}file"), root.find(f"{X}file/{X}header/{X}skl/{X}external-file")
        if file is None or identity is None or not identity.get("uid"):
            raise not_ours(name, "no XLIFF 1.2 <file> with the identity of an article")
        return Review(
            restored(file.get("product-name", "")),
            restored(file.get("original", "")),
            identity.get("uid", ""),
            file.get("target-language", ""),
            tuple(_entry(unit) for unit in file.iter(f"{X}trans-unit")),
            restored(_reviewer(file)),
            restored(_package(file)),
        )


def _file_attributes(article: Article, lang: str) -> dict[str, str]:
    return {
        "original": visible(article.name),
        "source-language": article.lang,
        "target-language": lang,
        "datatype": "plaintext",
        "product-name": visible(article.id),
    }


def _header(article: Article, lang: str) -> Element:
    header = Element("header")
    skeleton = SubElement(header, "skl")
    SubElement(skeleton, "external-file", {"href": visible(article.name), "uid": article.hash})
    packages = ", ".join(sorted({d.package for d in article.drafts[lang] if d.package}))
    SubElement(header, "tool", {"tool-id": OURS, "tool-name": OURS, "tool-version": visible(packages) or "none"})
    return header


def _kind(block: Block) -> str:
    return f"x-heading{block.level or 1}" if block.kind == "heading" else f"x-{block.kind}"


def _unit(draft: Draft, lang: str) -> Element:
    unit = Element("trans-unit", {"id": visible(draft.segment.id), "xml:space": "preserve"})
    SubElement(unit, "source").text = visible(draft.segment.text)
    target = SubElement(unit, "target", {"xml:lang": lang, **_state(draft)})
    target.text = visible(draft.target)
    if draft.approved:
        unit.set("approved", "yes")
    for note in notes(draft):
        SubElement(unit, "note", {"from": OURS}).text = visible(note)
    if draft.comment:
        SubElement(unit, "note").text = visible(draft.comment)
    if draft.previous:
        unit.append(_other(draft.previous, draft.target, lang, {"alttranstype": "previous-version"}))
    for percent, source, text in draft.suggestions:
        unit.append(_other(source, text, lang, {"match-quality": f"{percent}%", "origin": "memory"}))
    for text in draft.alternatives:
        if text != draft.target:
            unit.append(_other("", text, lang, {"origin": "machine", "tool-id": OURS}))
    return unit


def _state(draft: Draft) -> dict[str, str]:
    if draft.approved:
        return {"state": "final"}
    if draft.origin is Origin.SOURCE:
        return {"state": "needs-translation"}
    qualifier = QUALIFIERS.get(draft.origin)
    return {"state": "needs-review-translation", **({"state-qualifier": qualifier} if qualifier else {})}


def _other(source: str, target: str, lang: str, attributes: dict[str, str]) -> Element:
    found = Element("alt-trans", attributes)
    if source:
        SubElement(found, "source").text = visible(source)
    SubElement(found, "target", {"xml:lang": lang}).text = visible(target)
    return found


def _entry(unit: Element) -> Entry:
    target = unit.find(f"{X}target")
    text = _text(target)
    ours = [_text(note) for note in unit.findall(f"{X}note") if note.get("from") == OURS]
    theirs = [_text(note) for note in unit.findall(f"{X}note") if note.get("from") != OURS]
    return Entry(
        restored(unit.get("id", "")),
        _text(unit.find(f"{X}source")),
        text,
        bool(text) and target is not None and _approved(unit, target),
        draft_of("\n".join(ours)),
        "\n".join(filter(None, theirs)),
    )


def _approved(unit: Element, target: Element) -> bool:
    """Our own units always have a state: one without it was written by a tool, for which that means translated
    (so do Weblate and the translate toolkit)."""
    return unit.get("approved") == "yes" or target.get("state") is None or target.get("state") in DONE


def _text(element: Element | None) -> str:
    """The text with that of inline elements (``g``, ``mrk`` …) that a tool may have put in."""
    return restored("".join(element.itertext())) if element is not None else ""


def _reviewer(file: Element) -> str:
    phases = file.findall(f"{X}header/{X}phase-group/{X}phase[@contact-name]")
    return phases[-1].get("contact-name", "") if phases else ""


def _package(file: Element) -> str:
    tool = file.find(f"{X}header/{X}tool[@tool-id='{OURS}']")
    version = tool.get("tool-version", "") if tool is not None else ""
    return "" if version == "none" else version
