"""One self-contained page to review in: no server, no network, nothing but a browser.

The page carries two blocks of JSON: what was made (never changed) and what the reviewer decided (rewritten by the
page's own "save"). `load` takes only these two, as untrusted data; the rest of the page is for eyes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localize.document import Article
from localize.messages import _, interface_language, ngettext
from localize.review import Entry, Review, damaged, fingerprint, not_ours

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
VERSION = 1
BLOCK = r'<script\b[^<>]*\bid="localize-%s"[^<>]*>([^<]*)</script>'
UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
STATES = ("draft", "approved", "question")


class HtmlReview:
    suffix = ".html"

    def export(self, article: Article, lang: str) -> bytes:
        from localize.review import view

        style, script = _asset("review.css"), _asset("review.js")
        page = _environment().get_template("review.html").render(
            article=article, lang=lang, groups=view.groups(article, lang), summary=view.summary(article, lang),
            bands=view.band_labels(), headline=view.headline(article), packages=_packages(article, lang),
            interface=interface_language(), languages={"ru": _("Russian"), "kk": _("Kazakh"), "en": _("English")},
            style=style, script=script, style_hash=_digest(style), script_hash=_digest(script),
            made=embedded(_made(article, lang)), decided=embedded(_decided(article, lang)),
            strings=embedded(_strings()),
        )  # fmt: skip
        return f"{page}\n".encode()

    def load(self, data: bytes, name: str) -> Review:
        if not data.strip():
            raise damaged(name, "it is empty")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise damaged(name, "it is not UTF-8") from error
        made, decided = _block(text, "made", name), _block(text, "decided", name)
        if made.get("version") != VERSION:
            raise not_ours(name, f"version {made.get('version')!r} of the page is unknown")
        try:
            return _review(made, decided)
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(name, f"its data are not those of a review: {error}") from error


def embedded(value: Any) -> str:
    r"""JSON that is safe inside ``<script>``: no tag, comment or entity can begin or end in it.

    >>> embedded("</script><!--")
    '"\\u003c/script\\u003e\\u003c!--"'
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _made(article: Article, lang: str) -> dict[str, Any]:
    return {
        "version": VERSION,
        "article": article.id,
        "name": article.name,
        "hash": article.hash,
        "lang": lang,
        "package": _packages(article, lang),
        "rows": [[d.segment.id, d.segment.text, d.target, d.approved] for d in article.drafts[lang]],
    }


def _decided(article: Article, lang: str) -> dict[str, Any]:
    """What the page's script rewrites: by segment id, only what differs from the draft."""
    remarks = {draft.segment.id: {"comment": draft.comment} for draft in article.drafts[lang] if draft.comment}
    return {"version": VERSION, "saved": "", "reviewer": "", "rows": remarks}


def _packages(article: Article, lang: str) -> str:
    return ", ".join(sorted({d.package for d in article.drafts[lang] if d.package}))


def _block(text: str, name: str, file: str) -> dict[str, Any]:
    """One of the page's blocks of JSON. Two of a name, or none, is no page of ours."""
    found = re.findall(BLOCK % name, text)
    if not found:
        if 'id="localize-' in text:
            raise damaged(file, "it has been cut off")
        raise not_ours(file, "the page holds no review")
    try:
        value = json.loads(found[0])
    except (ValueError, RecursionError) as error:
        raise damaged(file, f"unreadable data: {error}") from error
    if len(found) > 1 or not isinstance(value, dict):
        raise damaged(file, "its data are doubled or not those of a review")
    return value


def _review(made: dict[str, Any], decided: dict[str, Any]) -> Review:
    decisions = _typed(decided["rows"], dict)
    entries = [_entry(row, decisions.pop(row[0], {})) for row in _typed(made["rows"], list)]
    unknown = [_entry([key, "", "", False], decision) for key, decision in decisions.items()]
    facts = {key: _typed(made[key], str) for key in ("article", "name", "hash", "lang", "package")}
    return Review(**facts, entries=(*entries, *unknown), reviewer=_typed(decided["reviewer"], str).strip())


def _entry(row: list[Any], decision: Any) -> Entry:
    key, source, draft, approved = row
    decision = _typed(decision, dict)
    target = _typed(decision.get("target", draft), str)
    state = decision.get("state", "approved" if _typed(approved, bool) else "draft")
    if state not in STATES:
        raise ValueError(f"unknown state {state!r}")
    return Entry(
        _typed(key, str), _typed(source, str), target, state == "approved" and bool(target.strip()),
        fingerprint(_typed(draft, str)), _typed(decision.get("comment", ""), str),
    )  # fmt: skip


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} should be")
    return value


def _strings() -> dict[str, str]:
    """What the script says."""
    return {
        "progress": _("{done} of {all} approved"),
        "approved": _("approved"),
        "draft": _("draft"),
        "question": _("question"),
        "edited": _("edited"),
        "shown": _("{n} rows shown"),
        "all_done": _("Every row is reviewed. Save the file and send it back."),
        "autosaved": _("Kept in this browser at {time}"),
        "no_autosave": _("This browser keeps nothing: save often"),
        "saved": _("Saved as {name}"),
        "restored": _("Your unsaved work was brought back"),
        "undone": _("Undone"),
        "redone": _("Redone"),
        "nothing": _("Nothing to undo"),
        "other": _("This browser holds other work on this article: {n} rows, {time}."),
        "comment": _("Comment"),
        "target": _("Target, row {n}"),
        "previous": _("Previous source"),
    }


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


@lru_cache(maxsize=4)
def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
