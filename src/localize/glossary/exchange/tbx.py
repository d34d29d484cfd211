"""TBX-Basic: version 2 (martif, what OmegaT and Weblate read) and version 3 (ISO 30042:2019); both are read.

Kind is the subject field, status the administrative status of each target; flags stand in a note of the term.
The parser knows no entities and opens no file or network: a file that declares entities is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from localize.errors import GlossaryError
from localize.glossary.exchange import decoded
from localize.glossary.term import KINDS, Term, read_flags, write_flags

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUS = {
    "approved": "preferredTerm-admn-sts", "candidate": "admittedTerm-admn-sts", "forbidden": "deprecatedTerm-admn-sts",
}  # fmt: skip
_STATUS_OF = {name: status for status, name in STATUS.items()} | {"supersededTerm-admn-sts": "forbidden"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names that the two versions give to the same things."""

    start: str
    entry: str
    language: str
    section: str
    end: str


V2 = Dialect(
    '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n<martif type="TBX-Basic" xml:lang="ru">\n'
    "<martifHeader><fileDesc><sourceDesc><p>localize glossary</p></sourceDesc></fileDesc>"
    '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n',
    "termEntry", "langSet", "tig", "</body></text>\n</martif>\n",
)  # fmt: skip
V3 = Dialect(
    '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="ru">\n'
    "<tbxHeader><fileDesc><sourceDesc><p>localize glossary</p></sourceDesc></fileDesc>"
    '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></tbxHeader>\n<text><body>\n',
    "conceptEntry", "langSec", "termSec", "</body></text>\n</tbx>\n",
)  # fmt: skip


class TbxGlossary:
    dialect = V2

    def read(self, data: bytes, name: str, lang: str | None = None) -> list[Term]:
        root = _parsed(data, name)
        return [
            replace(t, origin=name)
            for e in root.iter()
            if _local(e) in ("termEntry", "conceptEntry")
            for t in _terms(e)
        ]

    def write(self, terms: Sequence[Term]) -> bytes:
        concepts: dict[tuple[str, str], list[Term]] = {}
        for term in terms:
            concepts.setdefault((term.kind, term.source), []).append(term)
        body = "".join(_entry(self.dialect, number, group) for number, group in enumerate(concepts.values(), 1))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.dialect.start}{body}{self.dialect.end}'.encode()


class Tbx3Glossary(TbxGlossary):
    dialect = V3


def _entry(dialect: Dialect, number: int, group: Sequence[Term]) -> str:
    first = group[0]
    lines = [
        f'<{dialect.entry} id="t{number}">',
        f'<descrip type="subjectField">{first.kind}</descrip>',
        f'<{dialect.language} xml:lang="ru">{_section(dialect, first.source)}</{dialect.language}>',
    ]
    for term in group:
        flags = write_flags(replace(term, forbidden=()))
        notes = [f"flags: {flags}"] if flags else []
        notes += [f"source: {term.provenance}"] if term.provenance else []
        notes += [term.note] if term.note else []
        sections = [_section(dialect, term.target, term.status, notes)] if term.target else []
        sections += [_section(dialect, rendering, "forbidden") for rendering in term.forbidden]
        lines.append(f'<{dialect.language} xml:lang="{term.lang}">{"".join(sections)}</{dialect.language}>')
    return "\n".join([*lines, f"</{dialect.entry}>", ""])


def _section(dialect: Dialect, text: str, status: str = "", notes: Sequence[str] = ()) -> str:
    said = f'<termNote type="administrativeStatus">{STATUS[status]}</termNote>' if status else ""
    said += "".join(f"<note>{_escaped(note)}</note>" for note in notes)
    return f"<{dialect.section}><term>{_escaped(text)}</term>{said}</{dialect.section}>"


def _escaped(text: str) -> str:
    """Text for an element; characters that XML cannot hold are dropped, a carriage return is written as such."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _parsed(data: bytes, name: str) -> ElementTree.Element:
    text = decoded(data, name)
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", text):
        raise GlossaryError(f"{name}: the file declares entities", "export it again without a document type of its own")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as error:
        raise GlossaryError(f"{name}: not XML ({error})", f"`xmllint {name}` shows the line") from error
    if _local(root) not in ("martif", "tbx", "TBX"):
        raise GlossaryError(f"{name}: <{_local(root)}> is not TBX", "TBX begins with <martif> or <tbx>")
    return root


def _terms(entry: ElementTree.Element) -> Iterator[Term]:
    """The targets of a concept, one term for each language that is ours."""
    subject = next((_text(e) for e in entry.iter() if _local(e) == "descrip" and e.get("type") == "subjectField"), "")
    kind = subject if subject in KINDS else "term"
    languages = [(str(e.get(LANG, "")).split("-")[0].lower(), e) for e in entry if _local(e) in ("langSet", "langSec")]
    sources = [said for lang, e in languages if lang == "ru" for said, _, _ in _sections(e)]
    for lang, element in languages:
        if lang not in ("kk", "en") or not sources:
            continue
        found = list(_sections(element))
        targets = [s for s in found if s[1] != "forbidden"]
        forbidden = tuple(text for text, status, _ in found if status == "forbidden")
        text, status, notes = targets[0] if targets else ("", "approved", [])
        plain = [n for n in notes if not n.startswith(("flags: ", "source: "))]
        provenance = next((n[8:] for n in notes if n.startswith("source: ")), "")
        flags = next((n[7:].split() for n in notes if n.startswith("flags: ")), [])
        for source in sources:
            term = Term(source, text, lang, kind, status, "\n".join(plain), forbidden=forbidden, provenance=provenance)  # type: ignore[arg-type]
            yield read_flags(term, flags)


def _sections(language: ElementTree.Element) -> Iterator[tuple[str, str, list[str]]]:
    """(term, status, notes) of every term of a language."""
    for section in language:
        if _local(section) not in ("tig", "ntig", "termSec"):
            continue
        text = next((_text(e) for e in section.iter() if _local(e) == "term"), "")
        said = next((_text(e) for e in section.iter() if e.get("type") == "administrativeStatus"), "")
        if text:
            yield text, _STATUS_OF.get(said, "approved"), [_text(e) for e in section.iter() if _local(e) == "note"]


def _text(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
