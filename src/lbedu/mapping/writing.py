"""Proposals as YAML for the author to correct: the entry of a foreign form, with reasons and samples as comments."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lbedu.directive.check_foreign import ANSWERED
from lbedu.directive.directive import Directive
from lbedu.mapping.proposals import Candidate, Proposal, Proposals
from lbedu.mapping.sketch import MOST_ROWS, Sketch, section_works
from lbedu.own_form import CODE
from lbedu.vietnamese import fold
from lbedu.wording import harmless

_WIDTH = 100
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_Seat = tuple[int, str]
"""Which table, and which section of it."""


def as_yaml(
    directive: Directive, proposals: Proposals, sketches: list[Sketch], without: list[str], titles: list[str], file: str
) -> str:
    """The text of a file that a rule author corrects, and pastes into the rule file."""
    return "\n".join(_lines(directive, proposals, sketches, without, titles, file)) + "\n"


def _lines(
    directive: Directive, proposals: Proposals, sketches: list[Sketch], without: list[str], titles: list[str], file: str
) -> Iterator[str]:
    name = harmless(file.rpartition("/")[2])
    yield f"# Proposed by `lbedu targets map` for the form `{proposals.form}` of {directive.year}, from {name}."
    yield "# Nothing is decided: hold every line against the workbook, take the # away from what is right, delete the rest."
    yield "foreign:"
    yield f"  {_key(name)}:"
    yield f"    title: {{vi: {quoted(titles[0] if titles else name)}}}"
    yield f"    form: {proposals.form}"
    levels = directive.file.units[directive.unit_of(proposals.form)].levels
    if proposals.level is not None:
        yield f"    level: {proposals.level} # its title says so"
    elif levels:
        yield f"    # level: {' or '.join(levels)} # the titles do not say it"
    zeros, figures = _zeros(sketches)
    yield f"    zeros_are_said: false # {zeros} of {figures} filled cells hold 0; true where nobody but the clerk writes a 0"
    yield from _sheets(proposals, sketches)
    yield from _rest(proposals, sketches, without)


def _sheets(proposals: Proposals, sketches: list[Sketch]) -> Iterator[str]:
    by_seat: dict[_Seat, list[Proposal]] = {}
    for one in proposals.found:
        seat = next(i for i, sketch in enumerate(sketches) if sketch is one.best.sketch), one.best.row.section
        by_seat.setdefault(seat, []).append(one)
    if not by_seat:
        yield "    sheets: []"
        return
    yield "    sheets:"
    for (i, section), found in sorted(by_seat.items()):
        sketch = sketches[i]
        rows = (
            f"row {sketch.table.top}"
            if sketch.table.top == sketch.table.bottom
            else f"rows {sketch.table.top} to {sketch.table.bottom}"
        )
        yield f"      # Sheet “{harmless(sketch.sheet.name)}”, header in {rows}"
        lead = "      - "
        if section_works(sketch, section):
            yield f"{lead}section: {quoted(section)}"
            lead = "        "
        yield f"{lead}header: {_list(word for word in sketch.header if word != section)}"
        if fold(sketch.code_heading) != fold(CODE):
            yield f"        code_column: {quoted(sketch.code_heading)}"
        sure = [one for one in found if not one.doubts]
        yield from _labels(found)
        yield "        fields:" if sure else "        fields: {} # without the {} once a field is taken"
        for one in found:
            yield from _field(one)
        yield '        # sums: # totals that must hold, such as {total: "83", parts: ["84", "90"]}'


def _labels(found: list[Proposal]) -> Iterator[str]:
    """The labels of the rows that are proposed: with them no other form is taken for this one."""
    labels = [(one.best.row.code, one.best.row.label, not one.doubts) for one in found if one.best.row.label]
    if labels:
        any_sure = any(sure for _, _, sure in labels)
        yield f"        {'' if any_sure else '# '}rows: # labels that these codes must bear, or it is another form"
    for code, label, sure in labels:
        yield f"          {'' if sure else '# '}{quoted(code)}: {quoted(label)}"


def _field(one: Proposal) -> Iterator[str]:
    at = "          "
    yield f"{at}# {one.spec.id}: {harmless(one.spec.label.vi)}"
    yield f"{at}#   {one.confidence} {_row(one.best)}: {harmless(one.best.sketch.sample(one.best.row, one.column))}"
    for doubt in one.doubts:
        yield f"{at}#   uncertain: {doubt}"
    for other in one.others:
        sheet = "" if other.sketch is one.best.sketch else f" on the sheet “{harmless(other.sketch.sheet.name)}”"
        column = one.column if other.sketch is one.best.sketch else other.sketch.columns[0]
        yield f"{at}#   or {_row(other)}{sheet}: {harmless(other.sketch.sample(other.row, column))}"
    entry = f"{one.spec.id}: {{codes: [{quoted(one.best.row.code)}], column: {_list(one.column.path)}}}"
    yield f"{at}{'# ' if one.doubts else ''}{entry}"


def _rest(proposals: Proposals, sketches: list[Sketch], without: list[str]) -> Iterator[str]:
    yield ""
    used = {id(one.best.sketch) for one in proposals.found}
    for sketch in sketches:
        if id(sketch) not in used:
            yield f"# Sheet “{harmless(sketch.sheet.name)}”: {len(sketch.rows)} rows with codes, none of them like a field."
    if sum(len(sketch.rows) for sketch in sketches) == MOST_ROWS:
        yield f"# Only the first {MOST_ROWS} rows with codes were looked at."
    for name in without:
        yield f"# Sheet “{harmless(name)}”: no header with a column of codes."
    if proposals.nothing:
        yield f"# A foreign form answers {' and '.join(ANSWERED)}. Nothing is proposed for:"
        yield from (f"#   {spec.id}: {harmless(spec.label.vi)}" for spec in proposals.nothing)


def _row(one: Candidate) -> str:
    inside = f" of “{harmless(one.row.parent)}”" if one.row.parent else ""
    return f"code {one.row.code} “{harmless(one.row.label)}”{inside}"


def _zeros(sketches: list[Sketch]) -> tuple[int, int]:
    cells = [c for s in sketches for row in s.rows for column in s.columns if (c := s.cell(row, column)) is not None]
    return sum(cell.kind in ("number", "text") and str(cell.value).strip() in ("0", "0.0") for cell in cells), len(
        cells
    )


def _key(name: str) -> str:
    """A word for the entry, made of the letters of the file's name."""
    plain = unicodedata.normalize("NFD", name.rpartition(".")[0].casefold().replace("đ", "d"))
    word = re.sub("[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")[:40]
    return word if _PLAIN.fullmatch(word) else f"form_{word}".rstrip("_")


def _list(words: Iterable[str]) -> str:
    return "[" + ", ".join(quoted(word) for word in words) + "]"


def quoted(text: str) -> str:
    """Any text as a YAML scalar: control, direction and other invisible characters are written out."""
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" else _escape(char) for char in escaped
    )


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
