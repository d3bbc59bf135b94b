"""From an unknown workbook and a rule file to the proposal of a mapping."""

from __future__ import annotations

from pathlib import Path

from lbedu.directive.load import available, find_rule_file, load_directive
from lbedu.errors import UsageError
from lbedu.mapping.proposals import likeliest, propose
from lbedu.mapping.sketch import sketches, titles
from lbedu.mapping.writing import as_yaml
from lbedu.reading.workbook import Unreadable, open_workbook


def map_workbook(path: Path, form: str | None, year: str | None, targets: Path | None) -> tuple[str, int]:
    """YAML that proposes where the fields of a form stand, and for how many fields; without a form, for the one that fits best.

    Raises UsageError where the workbook cannot be read, or there is no such form."""
    if not path.exists():
        raise UsageError(f"{path.as_posix()}: no such file")
    if year is None and (targets is None or targets.is_dir()):
        year = next(reversed(available(targets)), None)
    directive = load_directive(find_rule_file(year, targets))
    known = [name for name, one in directive.forms.items() if not one.rows]
    if form is not None and form not in known:
        raise UsageError(f"no form {form!r} (there are: {', '.join(known)})")
    try:
        book = open_workbook(path)
    except Unreadable as error:
        raise UsageError(f"{path.as_posix()}: cannot be read; `lbedu explain {error.code}` says why") from error
    found, without = sketches(book)
    above = titles(book)
    proposals = propose(directive, form, found, above) if form is not None else likeliest(directive, found, above)
    return as_yaml(directive, proposals, found, without, above, path.as_posix()), len(proposals.found)
