"""TMX 1.4b: every segment as a translation unit, for memories and for tools that read nothing else.

TMX knows no state: ``prop x-state`` says it, and since no editor of TMX shows that, an edited unit is an approved one.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from localize.document import Article, Draft
from localize.review import Entry, Review, fingerprint, not_ours
from localize.review.notes import draft_of, notes
from localize.review.safe_xml import parse, restored, visible

DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OURS = "localize: "


class TmxReview:
    suffix = ".tmx"

    def export(self, article: Article, lang: str) -> bytes:
        root = Element("tmx", {"version": "1.4"})
        root.append(_header(article, lang))
        body = SubElement(root, "body")
        body.extend(_unit(article, draft, lang) for draft in article.drafts[lang])
        indent(root)
        return (DOCTYPE + tostring(root, encoding="unicode") + "\n").encode()

    def load(self, data: bytes, name: str) -> Review:
        root = parse(data, name)
        header = root.find("header")
        facts = _props(header) if header is not None else {}
        if "x-source-hash" not in facts:
            raise not_ours(name, "no article in its TMX header")
        source_lang, lang = (header.get("srclang", "") if header is not None else ""), facts.get("x-target-lang", "")
        article = facts.get("x-article", "")
        return Review(
            article, facts.get("x-source", ""), facts["x-source-hash"], lang,
            tuple(_entry(unit, article, source_lang, lang) for unit in root.iter("tu")),
            restored(header.get("changeid", "")) if header is not None else "", facts.get("x-package", ""),
        )  # fmt: skip


def _header(article: Article, lang: str) -> Element:
    from localize import __version__

    header = Element(
        "header",
        {
            "creationtool": "localize",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "localize",
            "adminlang": "en",
            "srclang": article.lang,
            "datatype": "plaintext",
        },
    )
    packages = ", ".join(sorted({d.package for d in article.drafts[lang] if d.package}))
    facts = {
        "x-article": article.id,
        "x-source": article.name,
        "x-source-hash": article.hash,
        "x-target-lang": lang,
        "x-package": packages,
    }
    for kind, value in facts.items():
        SubElement(header, "prop", {"type": kind}).text = visible(value)
    return header


def _unit(article: Article, draft: Draft, lang: str) -> Element:
    unit = Element("tu", {"tuid": visible(f"{article.id}/{draft.segment.id}")})
    for note in notes(draft):
        SubElement(unit, "note").text = visible(OURS + note)
    if draft.comment:
        SubElement(unit, "note").text = visible(draft.comment)
    SubElement(unit, "prop", {"type": "x-state"}).text = "approved" if draft.approved else "needs-review"
    for code, text in ((article.lang, draft.segment.text), (lang, draft.target)):
        variant = SubElement(unit, "tuv", {"xml:lang": code})
        SubElement(variant, "seg").text = visible(text)
    return unit


def _entry(unit: Element, article: str, source_lang: str, lang: str) -> Entry:
    texts = {(v.get(LANG) or v.get("lang") or "").lower(): _segment(v) for v in unit.findall("tuv")}
    remarks = [restored("".join(note.itertext())) for note in unit.findall("note")]
    draft = draft_of("\n".join(r.removeprefix(OURS) for r in remarks if r.startswith(OURS)))
    prefix, _, segment = restored(unit.get("tuid", "")).rpartition("/")
    target = _of_language(texts, lang)
    edited = bool(draft) and fingerprint(target) != draft
    return Entry(
        segment if prefix == article else restored(unit.get("tuid", "")) or "(no tuid)",
        _of_language(texts, source_lang),
        target,
        bool(target) and (edited or _props(unit).get("x-state") == "approved"),
        draft,
        "\n".join(r for r in remarks if not r.startswith(OURS)),
    )


def _of_language(texts: dict[str, str], lang: str) -> str:
    """The variant in ``lang``: tools write ``kk-KZ`` or ``KK`` for ``kk``."""
    lang = lang.lower()
    return texts.get(lang) or next((text for code, text in texts.items() if code.split("-")[0] == lang), "")


def _segment(variant: Element) -> str:
    segment = variant.find("seg")
    return restored("".join(segment.itertext())) if segment is not None else ""


def _props(element: Element) -> dict[str, str]:
    return {prop.get("type", ""): restored(prop.text or "") for prop in element.findall("prop")}
