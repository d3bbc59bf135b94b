"""What stands in the cells of a workbook, read once more by zipfile and ElementTree: no code of lbedu. Lenient."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import NamedTuple
from unittest.mock import patch
from xml.etree import ElementTree as ET

BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    49: "@",
}
"""Number formats that every workbook knows by number, as far as they change what a number means (ECMA-376, 18.8.30)."""

At = tuple[int, int]


class Raw(NamedTuple):
    """A cell as it is written: `kind` is number, text, bool, error, date or nothing (a formula that was never calculated)."""

    kind: str
    text: str
    format: str = "General"
    formula: bool = False


class Book(NamedTuple):
    """The sheets by name, and whether dates count from 1904."""

    sheets: Mapping[str, Mapping[At, Raw]]
    date1904: bool = False


class NotReadable(Exception):
    """Not even the oracle can make anything of it."""


_UNREADABLE = (zipfile.BadZipFile, zlib.error, ET.ParseError, OSError, EOFError)


def read(data: bytes) -> Book:
    """All cells that are not empty."""
    try:
        with opened(data) as archive:
            return _Reader(archive).book()
    except (*_UNREADABLE, KeyError, ValueError, IndexError, StopIteration, RuntimeError) as error:
        raise NotReadable(repr(error)) from error


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """An archive, whatever version of the format it says to be in."""
    with patch.object(zipfile, "MAX_EXTRACT_VERSION", 0xFFFF), zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive


def spelt_plainly(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of its members as they are, by how they are looked up."""
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}


def local(element: ET.Element) -> str:
    """A tag without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=1 << 12)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: ET.Element | None, name: str) -> Iterator[ET.Element]:
    return iter(()) if element is None else (one for one in element if local(one) == name)


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    return next(children(element, name), None)


def unescaped(text: str) -> str:
    """`_x000D_` is a carriage return to Excel."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def number(text: str) -> int:
    """An index; one that is none stands for nothing."""
    return int(text) if text.strip().isdecimal() else -1


def place_of(address: str) -> At:
    """`E14` as row and column."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = spelt_plainly(archive)

    def tree(self, part: str) -> ET.Element:
        return ET.fromstring(self.archive.read(self.names[part.lower()]))

    def links(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Identifier, kind and target of what a part refers to."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels.lower() not in self.names:
            return
        for link in self.tree(rels):
            target = link.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            yield link.get("Id", ""), link.get("Type", "").rpartition("/")[2], path

    def book(self) -> Book:
        main = next(target for _, kind, target in self.links("") if kind == "officeDocument")
        tree = self.tree(main)
        links = list(self.links(main))
        targets = {identifier: target for identifier, _, target in links}
        kinds = {kind: target for _, kind, target in links}
        table = self.tree(kinds["sharedStrings"]) if "sharedStrings" in kinds else None
        strings = [_text_of(item) for item in children(table, "si")]
        formats = list(self._formats(kinds["styles"])) if "styles" in kinds else []
        properties = child(tree, "workbookPr")
        date1904 = properties is not None and properties.get("date1904", "0") in ("1", "true", "on")
        sheets = {}
        for sheet in children(child(tree, "sheets"), "sheet"):
            identifier = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            if sheet.tag.rpartition("}")[0] != tree.tag.rpartition("}")[0]:
                continue  # of another namespace: the workbook lists no such sheet
            if targets.get(identifier, "").lower() in self.names:
                name = unescaped(sheet.get("name", ""))
                # A sheet that is none has no cells: whoever tells of some is contradicted.
                with suppress(ET.ParseError, ValueError, LookupError):
                    sheets[name] = dict(_cells(self.tree(targets[identifier]), strings, formats))
        return Book(sheets, date1904)

    def _formats(self, part: str) -> Iterator[str]:
        tree = self.tree(part)
        codes = dict(BUILT_IN)
        for one in children(child(tree, "numFmts"), "numFmt"):
            codes[number(one.get("numFmtId", "0"))] = unescaped(one.get("formatCode", ""))
        for style in children(child(tree, "cellXfs"), "xf"):
            yield codes.get(number(style.get("numFmtId", "0")), "General")


def _text_of(item: ET.Element) -> str:
    """The text of a string or its runs, without the reading aids of East Asian text."""
    runs = (child(run, "t") for run in item if local(run) == "r")
    texts = [*children(item, "t"), *(run for run in runs if run is not None)]
    return unescaped("".join(one.text or "" for one in texts))


def _cells(tree: ET.Element, strings: list[str], formats: list[str]) -> Iterator[tuple[At, Raw]]:
    at_row = 0
    for row in children(child(tree, "sheetData"), "row"):
        at_row = int(row.get("r", at_row + 1))
        column = 0
        for cell in children(row, "c"):
            written = cell.get("r")
            column = place_of(written)[1] if written else column + 1
            raw = _raw(cell, strings, formats)
            if raw is not None:
                yield (at_row, column), raw


def _raw(cell: ET.Element, strings: list[str], formats: list[str]) -> Raw | None:
    value, formula = child(cell, "v"), child(cell, "f") is not None
    text = (value.text or "") if value is not None else ""
    style = number(cell.get("s", "0"))
    code = formats[style] if 0 <= style < len(formats) else "General"
    match cell.get("t", "n"):
        case "s" if text:
            found = Raw("text", strings[int(text)], code, formula)
            return found if found.text else None
        case "str" if text:
            return Raw("text", unescaped(text), code, formula)
        case "inlineStr":
            inline = child(cell, "is")
            words = "" if inline is None else _text_of(inline)
            return Raw("text", words, code, formula) if words else None
        case "b" if text:
            return Raw("bool", text.strip(), code, formula)
        case "e" if text:
            return Raw("error", text.strip(), code, formula)
        case "d" if text:
            return Raw("date", text.strip(), code, formula)
        case _ if text:
            return Raw("number", text.strip(), code, formula)
        case _:
            pass
    return Raw("nothing", "", code, True) if formula else None
