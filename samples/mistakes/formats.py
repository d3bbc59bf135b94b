"""Examples of what a file is inside, and of the process that reads other formats than .xlsx."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from lbedu.marking.copy import marked_copy as copied
from lbedu.marking.words import About
from lbedu.reading.workbook import LIMITS, read_workbook
from samples.mistakes.book import YEAR, repacked, wards
from samples.mistakes.example import Made, example, made_by_the_test
from samples.mistakes.opendocument import opendocument


@example(suffix=".xls", besides=[])
def other_extension() -> Made:
    """An .xlsx whose name was changed."""
    return wards()


@example(suffix=".ods")
def format_shows_less() -> Made:
    """A table that was saved in OpenDocument."""
    return opendocument(wards())


@example()
def marked_copy() -> Made:
    """A table with nothing to mend, as `lbedu mark` gives it back."""
    data = wards().packed()
    return copied(data, read_workbook(data), About("cac-phuong.xlsx", "", YEAR, ""), (), "vi", LIMITS).data


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINK = (
    f'{_HEAD}<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"><sheetNames>'
    '<sheetName val="Điều tra"/></sheetNames></externalBook></externalLink>'
)
_TO = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    f'Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="so-dieu-tra.xlsx" TargetMode="External"/></Relationships>'
)


@example()
def external_links() -> Made:
    """A figure out of another workbook, as it was when this one was saved."""

    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{_LINK_TYPE}"/></Types>'
            return data.replace(b"</Types>", part.encode())
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rId98" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
            return data.replace(b"</Relationships>", f"{link}</Relationships>".encode())
        if name == "xl/workbook.xml":
            refers = f'<externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="rId98"/></externalReferences>'
            return data.replace(b"</sheets>", f"</sheets>{refers}".encode())
        return data

    linked = wards().computed("D7", "'[1]Điều tra'!C12", "409").packed()
    folder = "xl/externalLinks"
    more = {
        f"{folder}/externalLink1.xml": _LINK.encode(),
        f"{folder}/_rels/externalLink1.xml.rels": _TO.encode(),
    }
    return repacked(linked, change, more)


# A process that goes wrong depends on the system and on the version of the reader, so something goes wrong in its place.


@made_by_the_test()
@contextmanager
def reader_died(folder: Path) -> Iterator[Path]:
    """It ends with nothing said."""
    with _child("raise SystemExit(9)"):
        yield _report(folder)


@made_by_the_test(limits={"seconds": 1})
@contextmanager
def reader_timeout(folder: Path) -> Iterator[Path]:
    """It does not come to an end."""
    with _child("import time; time.sleep(60)"):
        yield _report(folder)


@made_by_the_test()
@contextmanager
def reader_memory(folder: Path) -> Iterator[Path]:
    """It says by its exit code that it got no more memory."""
    with _child("raise SystemExit(4)"):
        yield _report(folder)


@made_by_the_test()
@contextmanager
def reader_failed(folder: Path) -> Iterator[Path]:
    """A mistake of our own, which no file is known to bring about."""
    with patch("lbedu.intake.opening.open_workbook", _mistaken()):
        yield _report(folder)


def _child(script: str) -> Any:
    """Another program in the place of the one that reads."""
    return patch("lbedu.reading.other_formats.process.command", lambda _: [sys.executable, "-I", "-S", "-c", script])


def _report(folder: Path) -> Path:
    path = folder / "bao-cao.ods"
    path.write_bytes(opendocument(wards()))
    return path


def _mistaken() -> Callable[..., Any]:
    """A function that fails in the first line of a file that is none, so that the message stays the same."""
    names: dict[str, Callable[..., Any]] = {}
    exec(compile("def open_workbook(*_): raise KeyError", "workbook.py", "exec"), names)
    return names["open_workbook"]
