"""Every exchange format: what is written is read back; nothing in a file can do harm."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from localize.errors import GlossaryError
from localize.glossary.exchange import FORMATS, format_of
from localize.glossary.exchange.spreadsheet import neutralised, restored
from localize.glossary.term import Term, read_flags, write_flags

# What a cell of a glossary can hold: one line, no blanks at its ends.
WORD = st.text("абвқәёABz'\"«»=+-@<>&;,\u2028%1", min_size=1, max_size=12)
TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join).filter(lambda t: "; " not in t and t == t.strip())
TERM = st.builds(
    Term,
    source=TEXT,
    target=TEXT,
    lang=st.just("kk"),
    kind=st.sampled_from(["person", "place", "organisation", "term"]),
    note=st.just("") | TEXT,
    flags=st.lists(st.sampled_from(["exact", "plural", "invariable"]), unique=True).map(tuple),
    reading=st.none() | st.just("аш"),
    provenance=st.just(""),
)
TERMS = st.lists(TERM, max_size=6, unique_by=lambda t: t.key)


def key(term: Term) -> tuple[str, ...]:
    return (term.kind, term.source, term.lang)


@pytest.mark.parametrize("name", ["po", "csv", "omegat", "tbx", "tbx3"])
@given(TERMS)
@settings(max_examples=60, deadline=None)
def test_written_terms_read_back(name: str, terms: list[Term]) -> None:
    """write and read are a pair, in every format."""
    form = FORMATS[name]()
    back = form.read(form.write(terms), "file", "kk")
    plain = [replace(term, origin="") for term in back]
    assert sorted(plain, key=key) == sorted(terms, key=key)


@pytest.mark.parametrize("name", ["po", "csv", "tbx", "tbx3"])
def test_status_and_forbidden_renderings_read_back(name: str) -> None:
    """Candidates stay candidates, and what is forbidden stays so."""
    terms = [
        Term("а", "б", "kk", status="candidate"),
        Term("США", "АҚШ", "kk", "place", flags=("exact",), reading="аш", forbidden=("США", "Америка Штаттары")),
    ]
    form = FORMATS[name]()
    back = [replace(t, origin="") for t in form.read(form.write(terms), "file", "kk")]
    assert sorted(back, key=key) == sorted(terms, key=key)


@pytest.mark.parametrize("name", ["csv", "tbx", "tbx3"])
def test_both_languages_in_one_file(name: str) -> None:
    """One row or concept holds the Kazakh and the English target."""
    terms = [Term("США", "АҚШ", "kk", "place"), Term("США", "United States", "en", "place", flags=("the",))]
    form = FORMATS[name]()
    data = form.write(terms)
    assert data.count("США".encode()) == 1
    assert [replace(t, origin="") for t in form.read(data, "file")] == terms


@pytest.mark.parametrize("name", ["po", "omegat"])
def test_one_language_only(name: str) -> None:
    """A format for one target language refuses two."""
    with pytest.raises(GlossaryError, match="one target language"):
        FORMATS[name]().write([Term("а", "б", "kk"), Term("а", "b", "en")])


@given(st.text(max_size=8))
def test_neutralising_is_reversible(cell: str) -> None:
    """No cell begins like a formula, and every cell comes back."""
    assert restored(neutralised(cell)) == cell
    assert neutralised(cell)[:1] not in tuple("=+-@\t\r")


def test_no_cell_of_a_csv_is_a_formula() -> None:
    """Spreadsheets run cells that begin with = + - @."""
    data = FORMATS["csv"]().write([Term("=HYPERLINK(1)", "+1", "kk", note="@x"), Term("-а", "\tб", "kk")])
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_reads_what_spreadsheets_write() -> None:
    """Semicolons, a byte-order mark, missing columns, empty rows."""
    data = "\ufeffru;kk;en\r\nСША;АҚШ;United States\r\n;;\r\nООН;;UN\r\n".encode()
    found = FORMATS["csv"]().read(data, "x.csv")
    assert [(t.source, t.target, t.lang) for t in found] == [
        ("США", "АҚШ", "kk"), ("США", "United States", "en"), ("ООН", "UN", "en"),
    ]  # fmt: skip


def test_reads_tbx_of_other_tools() -> None:
    """Regional language codes, ntig, unknown subject fields, a superseded term."""
    data = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX"><text><body>
    <termEntry><descrip type="subjectField">politics</descrip>
      <langSet xml:lang="ru-RU"><ntig><termGrp><term>круглый стол</term></termGrp></ntig></langSet>
      <langSet xml:lang="kk-KZ"><ntig><termGrp><term>дөңгелек үстел</term></termGrp></ntig>
        <tig><term>дөңгелек стол</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
      </langSet></termEntry></body></text></martif>""".encode()
    assert FORMATS["tbx"]().read(data, "x") == [
        Term("круглый стол", "дөңгелек үстел", "kk", forbidden=("дөңгелек стол",), origin="x")
    ]


@pytest.mark.parametrize(("name", "root"), [("tbx", "martif"), ("tbx3", "{urn:iso:std:iso:30042:ed-2}tbx")])
def test_tbx_is_well_formed(name: str, root: str) -> None:
    """lxml reads it, and markup in a term is text."""
    data = FORMATS[name]().write([Term("a<b>&", "c\x0b", "kk")])
    assert etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)).tag == root


def test_tbx_opens_no_file() -> None:
    """An external entity is refused before anything is read, in any encoding."""
    attack = '<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/passwd">]><martif>&x;</martif>'
    for data in (attack.encode(), attack.encode("utf-16")):
        with pytest.raises(GlossaryError, match="entities"):
            FORMATS["tbx"]().read(data, "x.tbx")


def test_format_of_a_name() -> None:
    """The suffix tells, whatever its case."""
    assert [format_of(n) for n in ("a.PO", "b.csv", "c.utf8", "d.tbx")] == ["po", "csv", "omegat", "tbx"]


@given(TERM)
def test_flags_are_a_pair(term: Term) -> None:
    """write_flags and read_flags are a pair."""
    bare = replace(term, flags=(), reading=None)
    assert read_flags(bare, write_flags(term).split()) == term
