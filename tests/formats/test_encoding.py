"""Bytes → text: what newsrooms' files are encoded in, and what is no text at all."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Block
from localize.errors import ReadError
from localize.formats import encode, read
from localize.formats.encoding import LIMIT, decode

SENTENCES = [
    "Президент подписал закон о бюджете на 2026 год.",
    "Привет",
    "АСТАНА",
    "ДА",
    "ЗАКОН О БЮДЖЕТЕ ПРИНЯТ МАЖИЛИСОМ",
    "Цена: 5 тенге.",
    "The company Apple opened an office in Алматы.",
    "Ёлки в Шымкенте подорожали на 12%.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("cp1251", "windows-1251"),
        ("koi8_r", "KOI8-R"),
        ("cp866", "CP866"),
        ("iso8859_5", "ISO-8859-5"),
        ("utf-8", "utf-8"),
    ],
)
def test_one_sentence(sentence: str, encoding: str, label: str) -> None:
    """One sentence, even one word, is enough to tell the Cyrillic code pages apart."""
    found = decode(sentence.encode(encoding), "новость.txt")
    assert (found.text, found.encoding) == (sentence, label)


def test_typography_of_windows() -> None:
    """Dashes, quotes and № are what windows-1251 has and others do not."""
    text = "«Ёлка» — № 1… Рост на 5 % — так."
    assert decode(text.encode("cp1251"), "x").text == text


def test_article_in_each_encoding() -> None:
    """A whole article is read the same from each encoding."""
    text = "\n\n".join(SENTENCES) * 20
    for encoding in ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "utf-16", "utf-32", "utf-8-sig"):
        assert decode(text.encode(encoding), "x").text == text, encoding


def test_stray_bytes() -> None:
    """A byte that the encoding does not have costs a character, not the article."""
    found = decode(("Слово и дело. " * 20_000).encode("cp1251") + b"\x98 end", "x")
    assert found.encoding == "windows-1251"
    assert found.text.endswith("Слово и дело. \ufffd end")


def test_byte_order_mark() -> None:
    """A UTF-8 mark is no part of the text and is remembered; UTF-16 is told by its mark."""
    assert decode(b"\xef\xbb\xbf" + "Текст".encode(), "x") == decode("Текст".encode(), "x").__class__("Текст", bom=True)
    assert decode("Текст".encode("utf-16"), "x").encoding == "utf-16"


@pytest.mark.parametrize(
    ("data", "newline", "text"),
    [
        (b"a\nb\n", "\n", "a\nb\n"),
        (b"a\r\nb\r\n", "\r\n", "a\nb\n"),
        (b"a\rb\r", "\r", "a\nb\n"),
        (b"a\r\nb\nc", "\n", "a\r\nb\nc"),
        (b"a\r\r\nb", "\r\n", "a\r\nb"),
    ],
)
def test_line_ends(data: bytes, newline: str, text: str) -> None:
    """Line ends of one kind become ``\\n``; mixed ones stay."""
    found = decode(data, "x")
    assert (found.newline, found.text) == (newline, text)


@given(st.text(alphabet="аб.\r\n \ufeff«", min_size=1), st.booleans())
def test_any_line_ends_come_back(text: str, bom: bool) -> None:
    """Reading and writing a UTF-8 file gives the same bytes, whatever its line ends."""
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    try:
        article = read(data, "x.txt", lambda block: block)
    except ReadError:
        assert not text.strip("\ufeff").strip()
        return
    assert encode(article, article.source) == data


def zipped() -> bytes:
    """A .docx is a zip."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Текст</w:t>" * 100)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not a text file"),
        (zipped(), "not a text file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(128, 256)) * 20, "cannot tell its encoding"),
        ("Привет".encode("utf-16-le"), "not a text file"),
        ("Привет".encode()[:-1], "middle of a character"),
        ("café naïve été où".encode("latin-1"), "not Russian"),
        ("Größe über Straße".encode("cp1252"), "not Russian"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    """What cannot be an article is refused with the file's name, the reason and a next step."""
    with pytest.raises(ReadError, match=message) as caught:
        decode(data, "статья.txt")
    assert str(caught.value).startswith("статья.txt: ")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_too_large() -> None:
    """60 MB are no article; the limit is named."""
    with pytest.raises(ReadError, match=f"limit {LIMIT // 2**20} MB"):
        decode(b"a" * 60 * 2**20, "x")


def test_light_import() -> None:
    """Importing the formats loads neither a parser nor a detector."""
    code = "import localize.formats, sys; print({'markdown_it', 'charset_normalizer'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_block_ids_are_numbered() -> None:
    """Ids count the blocks of a document from one."""
    article = read("Раз.\n\nДва.".encode(), "x.txt", lambda block: block)
    assert [block.id for block in article.blocks] == ["p1", "p2"]
    assert isinstance(article.blocks[0], Block)
