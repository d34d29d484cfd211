"""The public tools judge our files: msgfmt and msgcat, the XLIFF schema, the TMX DTD, translate-toolkit.

``tests/review/get-oracles`` fetches those that a machine does not have.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from localize.document import Article
from localize.review import REVIEW_FORMATS, Review

from .conftest import LANG

FOLDER = Path(os.environ.get("LOCALIZE_ORACLES", Path.home() / ".cache" / "localize-oracles"))
GET = "run tests/review/get-oracles"
KINDS = pytest.mark.parametrize("which", ["rich", "plain_hostile"])
gettext = pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs gettext: apt-get install gettext")
toolkit = pytest.mark.skipif(not (FOLDER / "toolkit/bin/pofilter").exists(), reason=f"needs translate-toolkit: {GET}")


@pytest.fixture
def plain_hostile(hostile: Article) -> Article:
    """The hostile texts without control characters: gettext and lxml have their own opinions on those."""
    keep = [d for d in hostile.drafts[LANG] if d.segment.text.replace("\u00ad", "-").isprintable()]
    keep = [d for d in keep if d.target]
    return replace(hostile, drafts={LANG: tuple(keep)}, blocks=tuple(b for b in hostile.blocks if b.segments[0] in
                   [d.segment for d in keep]))  # fmt: skip


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, env=environment, timeout=120)


def written(article: Article, name: str, folder: Path) -> Path:
    form = REVIEW_FORMATS[name]()
    path = folder / f"article.{LANG}{form.suffix}"
    path.write_bytes(form.export(article, LANG))
    return path


def loaded(name: str, path: Path) -> Review:
    review: Review = REVIEW_FORMATS[name]().load(path.read_bytes(), path.name)
    return review


def rows(review: Review) -> dict[str, tuple[str, str, bool, str, str]]:
    return {e.id: (e.source, e.target, e.approved, e.draft, e.comment) for e in review.entries}


@gettext
@KINDS
def test_msgfmt_has_nothing_to_say(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """``msgfmt --check --verbose`` prints its count and no warning."""
    path = written(request.getfixturevalue(which), "po", tmp_path)
    done = run("msgfmt", "--check", "--verbose", "-o", tmp_path / "out.mo", path)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert "translated message" in lines[0]


@gettext
@KINDS
@pytest.mark.parametrize("options", [["--width=78"], ["--sort-output"], ["--no-wrap", "--sort-by-file"]])
def test_a_file_rewritten_by_gettext_says_the_same(
    which: str, options: list[str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Wrapping and sorting, as Poedit and Weblate do on every save, change nothing."""
    path = written(request.getfixturevalue(which), "po", tmp_path)
    again = tmp_path / "again.po"
    assert run("msgcat", *options, "-o", again, path).returncode == 0
    assert rows(loaded("po", again)) == rows(loaded("po", path))


@gettext
def test_approving_with_msgattrib_approves(rich: Article, tmp_path: Path) -> None:
    """Clearing the fuzzy flag by another tool is an approval of every row."""
    path, again = written(rich, "po", tmp_path), tmp_path / "again.po"
    assert run("msgattrib", "--clear-fuzzy", "--clear-previous", "-o", again, path).returncode == 0
    assert all(e.approved for e in loaded("po", again).entries)


@KINDS
def test_xliff_is_valid_by_the_schema_of_the_standard(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """XLIFF 1.2 strict, the OASIS schema."""
    etree = pytest.importorskip("lxml.etree")
    if not (FOLDER / "xliff-core-1.2-strict.xsd").exists():
        pytest.skip(f"needs the schema: {GET}")

    class Local(etree.Resolver):
        def resolve(self, url: str, public_id: str, context: object) -> object:
            return self.resolve_filename(str(FOLDER / Path(url).name), context)

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    schema = etree.XMLSchema(etree.parse(str(FOLDER / "xliff-core-1.2-strict.xsd"), parser))
    schema.assertValid(etree.parse(str(written(request.getfixturevalue(which), "xliff", tmp_path))))


@KINDS
def test_tmx_is_valid_by_the_dtd_of_the_standard(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """TMX 1.4b, the LISA DTD."""
    etree = pytest.importorskip("lxml.etree")
    if not (FOLDER / "tmx14.dtd").exists():
        pytest.skip(f"needs the DTD: {GET}")
    dtd = etree.DTD(str(FOLDER / "tmx14.dtd"))
    root = etree.parse(str(written(request.getfixturevalue(which), "tmx", tmp_path)))
    assert dtd.validate(root), dtd.error_log


def tool(name: str) -> Path:
    return FOLDER / "toolkit/bin" / name


@toolkit
@pytest.mark.parametrize("name", ["po", "xliff"])
def test_pocount_counts_our_drafts_as_unfinished(name: str, rich: Article, tmp_path: Path) -> None:
    """One approved row is translated; the machine's drafts are not."""
    done = run(tool("pocount"), "--csv", written(rich, name, tmp_path))
    assert done.returncode == 0, done.stderr
    head, values = (line.split(",") for line in done.stdout.strip().splitlines()[:2])
    counts = dict(zip((h.strip() for h in head), (v.strip() for v in values), strict=False))
    assert int(counts["Translated Messages"]) == 1
    assert int(counts["Fuzzy Messages"]) == 7


@toolkit
def test_pofilter_finds_no_fault_of_ours(rich: Article, tmp_path: Path) -> None:
    """Tags, escapes and tabs of an approved file raise no failure; the copied source that we planted does."""
    drafts = tuple(replace(d, approved=True) for d in rich.drafts[LANG])
    path = written(replace(rich, drafts={LANG: drafts}), "po", tmp_path)
    done = run(tool("pofilter"), "--language=kk", "-t", "xmltags", "-t", "escapes", "-t", "newlines", "-t", "tabs",
               "-t", "unchanged", path, tmp_path / "found.po")  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [line for line in (tmp_path / "found.po").read_text().splitlines() if line.startswith("msgctxt")]
    assert found == ['msgctxt "article/p6.s1"']


@toolkit
def test_po2xliff_reads_our_po(rich: Article, tmp_path: Path) -> None:
    """Every unit of our PO arrives in the toolkit's XLIFF, unapproved ones marked."""
    path = written(rich, "po", tmp_path)
    done = run(tool("po2xliff"), path, tmp_path / "out.xlf")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out.xlf").read_text()
    for draft in rich.drafts[LANG]:
        assert draft.segment.text.split("<")[0][:20] in text


EDIT = """
import sys
from translate.storage import factory
store = factory.getobject(sys.argv[1])
units = [unit for unit in store.units if unit.istranslatable()]
units[1].target = "Қайта жазылды."
units[1].markfuzzy(False)
units[2].markfuzzy(False)
store.save()
print(len(units))
"""


@toolkit
@pytest.mark.parametrize("name", ["po", "xliff"])
def test_an_edit_by_the_toolkit_comes_back(name: str, rich: Article, tmp_path: Path) -> None:
    """The library under Weblate and Virtaal changes one row and approves two: that, and nothing else, is loaded."""
    path = written(rich, name, tmp_path)
    before = rows(loaded(name, path))
    done = run(tool("python"), "-c", EDIT, path)
    assert done.stdout.strip() == "8", done.stderr
    after = loaded(name, path)
    changed = [e for e in after.entries if rows(after)[e.id] != before[e.id]]
    assert [(e.id, e.approved) for e in changed] == [("p2.s1", True), ("p2.s2", True)]
    assert changed[0].target == "Қайта жазылды."
