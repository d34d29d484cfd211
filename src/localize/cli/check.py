"""``localize check``: what the checks say of review files as they stand, edits of people included."""

from __future__ import annotations

from pathlib import Path

import click

from localize.cli.options import json_option
from localize.cli.output import print_json, table
from localize.document import Severity
from localize.messages import _


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--severity", type=click.Choice([s.value for s in Severity]), default="hint", show_default=True,
              help="Leave out what is less severe.")  # fmt: skip
@json_option
def check(files: tuple[Path, ...], severity: str, as_json: bool) -> None:
    """Check review FILES: numbers, names, lost text, wrong letters, form.

    Exit code 3 when something critical stands.
    """
    from localize.checks.report import report
    from localize.files import read_source
    from localize.review import REVIEW_FORMATS, review_format_of

    reports = []
    for path in files:
        review = REVIEW_FORMATS[review_format_of(path)]().load(read_source(path), path.name)
        rows = [(entry.id, entry.source, entry.target) for entry in review.entries]
        reports.append(report(path.name, review.lang, rows, Severity(severity)))
    if as_json:
        print_json({"results": [report.to_dict() for report in reports]})
    else:
        found = [(r, f) for r in reports for f in r.findings]
        lines = [(r.file, f.segment, f.issue.severity, f.issue.check, f.issue.message) for r, f in found]
        table((_("file"), _("segment"), _("severity"), _("check"), _("message")), lines, err=False)
    if any(report.critical for report in reports):
        raise click.exceptions.Exit(3)
