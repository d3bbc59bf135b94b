"""A register as it lies on disk, workbook, CSV or YAML: its lines, cell by cell with their places. Judges none of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from lbedu.directive.yaml_text import Document
from lbedu.own_form import REGISTER_COLUMNS, REGISTER_WORD
from lbedu.problems import Problem
from lbedu.reading.hidden import hidden
from lbedu.reading.layout import stamp_of, text_of
from lbedu.reading.marked_text import left_over, readings
from lbedu.reading.remarks import remarks
from lbedu.reading.workbook import LIMITS, Cell, Limits, Sheet, Workbook
from lbedu.reading.xlsx.cell import column_letters
from lbedu.reading.xlsx.refusal import too_large
from lbedu.submission import Place, Reading
from lbedu.vietnamese import fold

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-–]\s*((?:19|20)[0-9]{2})(?![0-9])")
_HEADINGS = {
    fold(word): column.key for column in REGISTER_COLUMNS for word in (column.label, column.key, *column.others)
}
_KEYS = frozenset(column.key for column in REGISTER_COLUMNS)
_SEPARATORS = ",;\t"
_PEEK = 4096
_LONGEST_YAML = 512
"""Bytes of YAML for each unit that there may be: twice what one with all its columns takes."""
TEXT_SUFFIXES = frozenset({".csv", ".yaml", ".yml"})

Line = Mapping[str, tuple[Cell, Place]]
"""Key of the column → cell and place; blank cells are not there."""


class Lines(NamedTuple):
    """What a register says, word for word."""

    file: str
    year: str = ""
    kind: str = ""
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    place: Place = Place("")
    """Where it says its year."""
    readings: tuple[Reading, ...] = ()
    """Texts in an old encoding that were decoded to be used."""
    dropped: int = 0
    """Lines that cannot be read at all: each may be a unit."""
    remarks: tuple[Problem, ...] = ()
    """Warnings about the workbook as a whole."""


def is_register(workbook: Workbook) -> bool:
    """Whether a workbook carries the stamp of a register."""
    return stamp_of(workbook).get("lbedu") == REGISTER_WORD


def looks_like_register(data: bytes, suffix: str) -> bool:
    """Whether a text file is a register: YAML that says so, CSV whose first line is the header of one."""
    start = data[:_PEEK].decode("utf-8-sig", errors="ignore")
    if suffix != ".csv":
        return re.search(rf"^lbedu:\s*{REGISTER_WORD}\s*$", start, re.MULTILINE) is not None
    return _is_header(_words(start.partition("\n")[0]))


def _words(line: str) -> list[str]:
    """The words of a line of CSV, whatever separates them."""
    return [fold(word) for word in re.split("[,;\t]", line.replace('"', ""))]


def lines_of_workbook(workbook: Workbook, file: str, limits: Limits = LIMITS) -> Lines:
    """The lines below the header of every sheet that has one: an office may keep a sheet a level. Raises Unreadable where they
    are more than `limits` allow."""
    stamp = stamp_of(workbook)
    found: list[Line] = []
    years: dict[str, Place] = {}
    if stamp.get("year"):
        years[stamp["year"]] = Place(file)
    headers = 0
    for sheet in workbook.sheets:
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sheet.cells.items():
            rows.setdefault(row, {})[column] = cell
        for row in sorted(rows):
            columns = {column: fold(text_of(cell)) for column, cell in rows[row].items()}
            if _is_header(list(columns.values())):
                headers += 1
                if not stamp.get("year"):
                    years.update(_years_above(sheet, row, file))
                found += _few(_lines(sheet, rows, row, _keys(columns), file), limits.units)
                break
    _few(found, limits.units)
    named = [place for line in found for _, place in line.values()]
    doubts = tuple(left_over(workbook, file, named, ()))
    if not headers or not found:
        nothing = _nothing(file)
        return nothing._replace(problems=(*doubts, *nothing.problems))
    year, place = next(iter(years.items())) if len(years) == 1 else ("", Place(file))
    decoded, notes = tuple(readings(workbook, file)), (*remarks(workbook, file), *hidden(workbook, named, file))
    return Lines(file, year, stamp.get("unit", ""), tuple(found), doubts, place, decoded, remarks=notes)


def _few(lines: Iterable[Line], most: int) -> list[Line]:
    """So many lines at most: judging a unit takes its time, whatever its line says. Raises Unreadable."""
    found = list(islice(lines, most + 1))
    if len(found) > most:
        raise too_large("units", most)
    return found


def _is_header(words: list[str]) -> bool:
    keys = {_HEADINGS[word] for word in words if word in _HEADINGS}
    return "name" in keys and len(keys) > 1


def _keys(columns: Mapping[int, str]) -> dict[int, str]:
    """Column → what it holds; of two columns for one thing the first."""
    found: dict[int, str] = {}
    for column in sorted(columns):
        key = _HEADINGS.get(columns[column])
        if key is not None and key not in found.values():
            found[column] = key
    return found


def _years_above(sheet: Sheet, header: int, file: str) -> dict[str, Place]:
    """The school years that are named above the header."""
    named: dict[str, Place] = {}
    for (row, _), cell in sheet.cells.items():
        for found in _YEAR.finditer(text_of(cell)) if row < header else ():
            named.setdefault(f"{found[1]}-{found[2]}", Place(file, sheet.name, cell.address))
    return named


def _lines(
    sheet: Sheet, rows: Mapping[int, Mapping[int, Cell]], header: int, keys: Mapping[int, str], file: str
) -> Iterator[Line]:
    for row in sorted(row for row in rows if row > header):
        line = {key: rows[row][column] for column, key in keys.items() if column in rows[row]}
        line = {key: cell for key, cell in line.items() if cell.kind != "text" or text_of(cell).strip()}
        numbering = all(len(str(cell.value).strip("()")) <= 2 for cell in line.values()) and row == header + 1
        if line and not numbering:
            yield {key: (cell, Place(file, sheet.name, cell.address)) for key, cell in line.items()}


def lines_of_text(data: bytes, file: str, limits: Limits = LIMITS) -> Lines:
    """The lines of a CSV or YAML file. Raises Unreadable where they are more than `limits` allow."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Lines(file, problems=(Problem("register_encoding", _line(file, line)),))
    if file.lower().endswith(".csv"):
        return _of_csv(text, file, limits.units)
    if len(data) > _LONGEST_YAML * limits.units:  # told before it is parsed
        raise too_large("units", limits.units)
    return _of_yaml(text, file, limits.units)


def _of_csv(text: str, file: str, most: int) -> Lines:
    lines = text.split("\n")
    header = next((line for line in lines if _is_header(_words(line))), lines[0])
    separator = max(_SEPARATORS, key=header.count)
    keys: dict[int, str] = {}
    found: list[Line] = []
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        for at, row in enumerate(reader, 1):
            words = {column: fold(word) for column, word in enumerate(row, 1)}
            if not keys:
                keys = _keys(words) if _is_header(list(words.values())) else {}
            else:
                cells = {keys[c]: (word, f"{column_letters(c)}{at}") for c, word in enumerate(row, 1) if c in keys}
                found += [line] if (line := _texts(cells, file)) else []
                if len(found) > most:
                    raise too_large("units", most)
    except csv.Error as error:
        place = _line(file, reader.line_num)
        return Lines(file, problems=(Problem("register_syntax", place, "", {"detail": str(error)}),))
    return Lines(file, lines=tuple(found), place=Place(file)) if found else _nothing(file)


def _of_yaml(text: str, file: str, most: int) -> Lines:
    document = Document(text)
    data: Any = document.data if not document.mistakes else None
    if document.mistakes:
        first = document.mistakes[0]
        facts = {"detail": first.message}
        return Lines(file, problems=(Problem("register_syntax", _line(file, first.line), "", facts),))
    if not isinstance(data, dict) or not isinstance(data.get("units"), tuple):
        return _nothing(file)
    if len(data["units"]) > most:
        raise too_large("units", most)
    found: list[Line] = []
    problems: list[Problem] = []
    for i, item in enumerate(data["units"]):
        line = document.place(("units", i))[0]
        if not isinstance(item, dict) or not item.keys() <= _KEYS:
            unknown = ", ".join(sorted(set(item) - _KEYS)) if isinstance(item, dict) else str(item)
            facts = {"detail": f"{unknown}? ({', '.join(c.key for c in REGISTER_COLUMNS)})"}
            problems.append(Problem("register_syntax", _line(file, line), "", facts))
        else:
            found.append(_values(item, file, line))
    year = str(data.get("year") or "")
    kind = str(data.get("unit") or "")
    place = _line(file, document.place(("year",))[0])
    return Lines(file, year, kind, tuple(found), tuple(problems), place, dropped=len(problems))


def _values(item: Mapping[str, Any], file: str, line: int) -> Line:
    """The cells of one unit in YAML: lists are joined, a code without quotes is a number as Excel would make of it."""
    joined = {key: "; ".join(map(str, value)) if isinstance(value, tuple) else value for key, value in item.items()}
    texts = _texts({key: (str(value), f"L{line}") for key, value in joined.items() if value is not None}, file)
    return {
        key: (cell._replace(kind="number"), place) if isinstance(joined[key], int) and key == "code" else (cell, place)
        for key, (cell, place) in texts.items()
    }


def _texts(values: Mapping[str, tuple[str, str]], file: str) -> Line:
    return {
        key: (Cell(1, 1, "text", value, "@", False), Place(file, "", at))
        for key, (value, at) in values.items()
        if value.strip()
    }


def _line(file: str, line: int) -> Place:
    """A line of a text file: `L12`."""
    return Place(file, "", f"L{line}")


def _nothing(file: str) -> Lines:
    return Lines(file, problems=(Problem("register_no_header", Place(file)),))
