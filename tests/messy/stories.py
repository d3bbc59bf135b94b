"""What people do to whole workbooks, told once for every place: each gives a workbook whose every figure is still known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from lbedu.own_form import FIGURES_SHEET
from tests.messy.sheets import At, Key, Page, Pages, Put, copied, own_form, retyped, table, texts, with_another
from tests.old_text import tcvn3, vni


class Story(NamedTuple):
    """A workbook after something befell it. With `sure` every figure that is still in it has to be said."""

    name: str
    pages: Pages
    sure: bool = False
    never: frozenset[Key] = frozenset()
    """Figures that must not be said: two cells contradict each other, or none holds it."""
    told: str = ""
    """The code of a problem that there has to be."""
    options: Mapping[str, Any] = {}


class Place(NamedTuple):
    """Where something happens: a sound workbook, and one of its sheets."""

    name: str
    pages: Pages
    sheet: str


@cache
def places() -> tuple[Place, ...]:
    """An own form, a list, a table."""
    office = own_form("office", None, "")
    a_list = next(page.name for page in office.pages if page.name != FIGURES_SHEET and page.figures())
    schools = table()
    return (
        Place("form", own_form("school", "TH", "TH Hoa Phượng"), FIGURES_SHEET),
        Place("ward", own_form("ward", None, "Bồ Đề"), FIGURES_SHEET),
        Place("office", office, FIGURES_SHEET),
        Place("list", office, a_list),
        Place("table", schools, schools.pages[0].name),
    )


Change = Callable[[Page], object]


def befallen(place: Place, change: Change) -> Pages:
    pages = place.pages.copy()
    change(pages[place.sheet])
    return pages


def edges(page: Page) -> tuple[int, int, int, int]:
    """First and last row and column of its figures."""
    rows, columns = zip(*page.figures(), strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def _shifted(rows: int, columns: int) -> Change:
    return lambda page: page.moved(lambda row, column: (row + rows, column + columns))


def _column_put_in(behind: int) -> Change:
    """A column of remarks before the figures, or behind the first of them."""

    def change(page: Page) -> None:
        top, left, bottom, _ = edges(page)
        at = left + behind
        page.moved(lambda row, column: (row, column + (column >= at)))
        page.cells |= {(row, at): Put("đã đối chiếu") for row in range(top, bottom + 1)}

    return change


def _columns_swapped(page: Page) -> None:
    """The first column of figures with the one beside it; titles over both stay."""
    _, left, _, _ = edges(page)
    swap = {left: left + 1, left + 1: left}
    merged = {at for top, a, bottom, b in page.merges for at in ((top, a), (bottom, b)) if a != b}
    page.moved(lambda row, column: (row, column if (row, column) in merged else swap.get(column, column)))


def _column_hidden(page: Page) -> None:
    page.hidden_columns.add(edges(page)[1])


def _rows_filtered(page: Page) -> None:
    top, left, bottom, right = edges(page)
    page.hidden_rows |= set(range(top, bottom + 1, 2))
    page.filtered = (top - 1, left, bottom, right)


def _row_deleted(page: Page) -> None:
    top, *_ = edges(page)
    page.moved(lambda row, column: None if row == top else (row - (row > top), column))


def _row_doubled(change: Callable[[Put], Put]) -> Change:
    def doubled(page: Page) -> None:
        top, *_ = edges(page)
        row_of = {column: put for (row, column), put in page.cells.items() if row == top}
        page.moved(lambda row, column: (row + (row > top), column))
        page.cells |= {(top + 1, column): change(put) if put.key else put for column, put in row_of.items()}

    return doubled


def _header_typed(typed: Callable[[str], str]) -> Change:
    def change(page: Page) -> None:
        heads = {at for at in texts(page) if at[0] < edges(page)[0]}
        for at in heads:
            page.cells[at] = page.cells[at]._replace(value=typed(page.cells[at].value))

    return change


def other_tones(text: str) -> str:
    """The tone marks where the other school puts them: hòa, hoà."""
    pairs = ("oà òa", "oá óa", "uỷ ủy", "uý úy", "oè òe", "oẻ ỏe", "oả ỏa", "oạ ọa")
    for pair in pairs:
        one, other = pair.split()
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


def in_notes(page: Page) -> frozenset[Key]:
    """The figure of the first cell that holds a number stands in its note instead."""
    at, put = next((at, put) for at, put in page.figures().items() if isinstance(put.value, int))
    page.notes[at] = str(page.cells.pop(at).value)
    assert put.key
    return frozenset({put.key})


def plain_stories(place: Place) -> Iterator[Story]:
    """What changes no figure."""
    changes: dict[str, Change] = {
        "moved": _shifted(3, 2),
        "a column before the figures": _column_put_in(0),
        "a column behind the first figures": _column_put_in(1),
        "columns swapped": _columns_swapped,
        "header in capitals": _header_typed(str.upper),
        "header in small letters": _header_typed(str.lower),
        "header with other tones": _header_typed(other_tones),
    }
    for name, change in changes.items():
        yield Story(name, befallen(place, change), sure=True)
    for name, change in {"a hidden column": _column_hidden, "filtered rows": _rows_filtered}.items():
        yield Story(name, befallen(place, change), sure=True, told="hidden")
    pages = place.pages.copy()
    pages[place.sheet].name = "Sheet1 (2)"
    yield Story("renamed", pages, sure=True)
    yield Story("1904", Pages(place.pages.copy().pages, date1904=True), sure=True)


def stories_of_loss(place: Place) -> Iterator[Story]:
    """What takes figures away, doubles them, or makes two of one."""
    yield Story("a row deleted", befallen(place, _row_deleted), sure=True)
    yield Story("a row doubled", befallen(place, _row_doubled(lambda put: put)))
    here = place.pages[place.sheet]
    first = frozenset(put.key for (row, _), put in here.figures().items() if row == edges(here)[0] and put.key)
    yield Story("a row doubled, and other figures", befallen(place, _row_doubled(with_another)), never=first)
    for name, change in {"copied": lambda put: put, "copied, and other figures": with_another}.items():
        pages = place.pages.copy()
        copy = copied(pages[place.sheet], f"{place.sheet[:20]} (2)")
        free = [
            one
            for one in copy.figures().items()
            if not isinstance(one[1].value, str) or one[1].value in ("Có", "Không")
        ]
        if not free and change is with_another:
            continue  # a list of choices alone: another text would be none of them
        at, put = (free or [*copy.figures().items()])[0]
        copy.cells[at] = change(put)
        pages.pages.append(copy)
        same = copy.cells[at].value == put.value
        yield Story(name, pages, sure=same, never=frozenset() if same or not put.key else frozenset({put.key}))
    pages = place.pages.copy()
    if any(isinstance(put.value, int) for put in here.figures().values()):
        yield Story("a figure in a note", pages, sure=True, never=in_notes(pages[place.sheet]))


def stories_of_old_text(place: Place) -> Iterator[Story]:
    """All words in an old encoding, told by their font or by evidence alone; as they are, and converted."""
    for typed, font in ((tcvn3, ".VnTime"), (vni, "VNI-Times")):
        for by_font in (font, "Calibri"):
            pages = place.pages.copy()
            for page in pages.pages:
                if not page.hidden:
                    retyped(page, typed)
                    page.font = by_font
            name = f"{typed.__name__} in {by_font}"
            yield Story(name, pages, told="legacy_encoding")
            yield Story(f"{name}, converted", pages, sure=True, options={"legacy_encoding": "convert"})


def stories_of_many() -> Iterator[Story]:
    """Several forms in one workbook, and a table that is turned."""
    one, other = own_form("school", "TH", "TH Hoa Phượng"), own_form("school", "TH", "TH Hoa Sữa")
    for page in other.pages:
        for at, put in page.figures().items():
            page.cells[at] = with_another(put) if isinstance(put.value, int) and put.value > 200 else put
        page.name += " 2"
    yield Story("two forms", Pages([*one.pages, *other.pages]), sure=True)
    yield Story("turned", turned(table(())), sure=True)
    yield Story("turned, with wards", turned(table()), sure=True)
    beside = table()
    beside.pages[0].name = "Bảng trường"
    yield Story(
        "a table beside a ward's form", Pages([*own_form("ward", None, "Bồ Đề").pages, *beside.pages]), sure=True
    )


def turned(pages: Pages) -> Pages:
    """A table with one column a unit: everything from its header on is turned, the titles stay."""
    (page,) = pages.pages
    top = min(row for (row, _), put in page.cells.items() if put.value == "TT")

    def to(row: int, column: int) -> At:
        return (row, column) if row < top else (top + column - 1, row - top + 1)

    page.moved(to)
    return pages


def all_stories() -> dict[str, Story]:
    """Every story in every place that it can happen in."""
    found = {}
    for place in places():
        for story in (*plain_stories(place), *stories_of_loss(place), *stories_of_old_text(place)):
            found[f"{place.name}: {story.name}"] = story
    return found | {story.name: story for story in stories_of_many()}


def meant(value: object) -> object:
    """A cell's content as what it says, typed by hand."""
    match value:
        case "Có" | "Không":
            return value == "Có"
        case dt.datetime():
            return value.date()
        case _:
            return value
