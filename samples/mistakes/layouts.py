"""Examples of problems of how a workbook is laid out: whose its sheets are, headings that are misspelt, what is hidden."""

from __future__ import annotations

from samples.mistakes.book import form, wards
from samples.mistakes.example import Made, example
from samples.mistakes.forms import FIVE


@example(at="'Đơn vị (2)'!D6")
def several_units() -> Made:
    """Two wards, the names of both before the figures of both."""
    book = form("ward", FIVE)
    form("ward", (("05", 412), ("06", 409)), {"name": "Đức Giang"}, into=book)
    names = ("Đơn vị", "Số liệu", "Đơn vị (2)", "Số liệu (2)")
    for page, name in zip(book.pages, names, strict=True):
        page.sheet.title = name
    book.book.move_sheet(names[2], -1)
    return book


@example(at="'Số liệu'!C5")
def misspelt_header() -> Made:
    """A heading without its marks."""
    return form("ward", FIVE).put("C5", "Ma so")


@example(at="'Số liệu'!A5")
def unknown_sheet() -> Made:
    """A title with a letter changed."""
    book = form("ward", FIVE)
    title = str(book.pages[-1].sheet["A1"].value)
    return book.put("A1", title.replace("PHƯỜNG", "PHỪƠNG"))


@example(at="Phường")
def hidden() -> Made:
    """A row that somebody hid."""
    book = wards()
    book.pages[-1].sheet.row_dimensions[7].hidden = True
    return book
