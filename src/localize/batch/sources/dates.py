"""Dates as feeds write them → ISO 8601, which sorts as text."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime


def iso_date(text: str) -> str:
    """Empty for what is no date.

    >>> iso_date("Sat, 07 Sep 2026 10:01:00 +0500"), iso_date("2026-09-07T10:01:00Z"), iso_date("вчера")
    ('2026-09-07T10:01:00+05:00', '2026-09-07T10:01:00+00:00', '')
    """
    text = text.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).isoformat(timespec="seconds")
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""
