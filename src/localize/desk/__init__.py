"""The desk: files in, files out. What ``localize translate`` and ``localize apply`` do, for callers without a
terminal; every path, clock and folder of the main job is here and nowhere else."""

from __future__ import annotations

from localize.desk.apply import Applied, Request, apply_review, apply_reviews
from localize.desk.source import read_article
from localize.desk.translate import Job, Result, destination, translate_files, write_results
from localize.files import read_source

__all__ = [
    "Applied",
    "Job",
    "Request",
    "Result",
    "apply_review",
    "apply_reviews",
    "destination",
    "read_article",
    "read_source",
    "translate_files",
    "write_results",
]
