"""Feeds over http(s), for addresses that were given as such: time-outs, a size limit, conditional requests.

Nothing else in `batch` opens a connection, and no other scheme is understood, not even after a redirect.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from localize.batch.sources.spool import copy
from localize.errors import ReadError

LIMIT = 64 * 2**20
TIMEOUT = 20.0
AGENT = "localize-batch"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server said of the version we have."""

    etag: str = ""
    modified: str = ""


def fetch(url: str, target: Path, marks: Marks, timeout: float = TIMEOUT, limit: int = LIMIT) -> Marks | None:
    """Write what is at ``url`` to ``target``; None when the version of ``marks``, already there, still stands."""
    headers = {
        "User-Agent": AGENT,
        "Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
    }
    if target.exists():
        headers |= {"If-None-Match": marks.etag} if marks.etag else {}
        headers |= {"If-Modified-Since": marks.modified} if marks.modified else {}
    try:
        with _opener().open(urllib.request.Request(url, headers=headers), timeout=timeout) as answer:
            copy(answer, target, url, limit)
            return Marks(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return None
            raise ReadError(f"{url}: the server answers {error.code} {error.reason}", "try it in a browser") from None
    except urllib.error.URLError as error:
        raise ReadError(f"{url}: cannot be reached ({error.reason})", "check the address and the connection") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ReadError(f"{url}: broke off ({error or type(error).__name__})", "run the command again") from None


def _opener() -> urllib.request.OpenerDirector:
    """An opener that knows http and https and nothing more: no file:, no ftp:, no data:."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener
