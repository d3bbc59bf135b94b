"""What people do to whole workbooks, told once for every place, with the reading that is right: every figure that is used with
its cells, every problem with its code and place, everything that is understood. Nothing here asks the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from lbedu.own_form import CONTENT, FIGURE, FIGURES_SHEET, LIVE_SHEET
from tests.cli.workbooks import directive
from tests.messy.sheets import At, Key, Page, Pages, Put, copied, own_form, retyped, table, texts, with_another
from tests.old_text import tcvn3, vni

Cell = tuple[str, str]
"""Sheet and address."""


class Stands(NamedTuple):
    """What a figure is, and where it stands."""

    value: object
    cells: tuple[Cell, ...]


class Told(NamedTuple):
    """A problem: its code and its place; of a column or a line that is missing also which."""

    code: str
    sheet: str = ""
    cell: str = ""
    which: str = ""


class Story(NamedTuple):
    """A workbook after something befell it, and what has to come of it, to the cell."""

    pages: Pages
    figures: Mapping[Key, Stands]
    told: tuple[Told, ...] = ()
    understood: tuple[tuple[Cell, str], ...] = ()
    """Cells that were understood rather than read, and as what."""
    options: Mapping[str, Any] = {}


class Place(NamedTuple):
    """Where something happens: a sound workbook, and one of its sheets."""

    name: str
    pages: Pages
    sheet: str

    @property
    def page(self) -> Page:
        return self.pages[self.sheet]


@cache
def places() -> tuple[Place, ...]:
    """An own form, a list, a table whose columns have codes, and one with labels alone."""
    office = own_form("office", None, "")
    a_list = next(page.name for page in office.pages if page.name != FIGURES_SHEET and page.figures())
    schools, labelled = table(), table(coded=False)
    return (
        Place("form", own_form("school", "TH", "TH Hoa Phượng"), FIGURES_SHEET),
        Place("ward", own_form("ward", None, "Bồ Đề"), FIGURES_SHEET),
        Place("office", office, FIGURES_SHEET),
        Place("list", office, a_list),
        Place("table", schools, schools.pages[0].name),
        Place("labelled table", labelled, labelled.pages[0].name),
    )


# what has to come of a workbook


def told_story(
    pages: Pages,
    *,
    unused: Iterable[Key] = (),
    told: Iterable[Told] = (),
    understood: Iterable[tuple[Cell, str]] = (),
    **options: Any,
) -> Story:
    """What every workbook of its kind comes to, and besides what this one does."""
    base = [*_columns_missing(pages)]
    names = [(cell_of(page, at), short_name(put)) for page in pages.pages for at, put in _names(page)]
    return Story(pages, standing(pages, frozenset(unused)), (*base, *told), (*names, *understood), options)


def cell_of(page: Page, at: At) -> Cell:
    return page.name, f"{get_column_letter(at[1])}{at[0]}"


def standing(pages: Pages, unused: frozenset[Key] = frozenset()) -> dict[Key, Stands]:
    """Every figure by its first cell."""
    found: dict[Key, Stands] = {}
    for page in pages.pages:
        for at, put in page.figures().items():
            assert put.key
            if put.key not in unused:
                found.setdefault(put.key, Stands(said_by(put), (cell_of(page, at),)))
    return found


def said_by(put: Put) -> object:
    """What a figure says, typed by hand."""
    assert put.key
    spec = directive().forms[put.key[1]].by_id[put.key[3]]
    value = put.value if put.means is None else put.means
    if isinstance(value, dt.datetime):
        return value.date()
    if spec.type == "yes_no":
        return {"Có": True, "Không": False}[value]
    if spec.type in ("choice", "rank"):
        return next(one.id for one in directive().file.choices[spec.options or ""] if one.vi == value)
    return value


def is_table(page: Page) -> bool:
    """A table of units says on the same page who they are."""
    return any(put.role == "who" for put in page.cells.values()) and bool(page.figures())


def _names(page: Page) -> Iterator[tuple[At, Put]]:
    """The cells of a table with the name of a school in full."""
    if is_table(page):
        for at, put in sorted(page.cells.items()):
            if put.role == "who" and in_full(put).startswith("Trường Tiểu học"):
                yield at, put


def in_full(put: Put) -> str:
    return str(put.value if put.means is None else put.means)


def short_name(put: Put) -> str:
    return in_full(put).replace("Trường Tiểu học", "TH")


def _columns_missing(pages: Pages) -> Iterator[Told]:
    """Of all that a primary school is asked, what the tables have no column for: said on the sheet of the first one."""
    tables = [page for page in pages.pages if is_table(page)]
    held = {put.key[3] for page in tables for put in page.cells.values() if put.key}
    for spec in directive().forms["school"].by_id.values() if tables else ():
        if spec.asked_of("TH") and spec.id not in held:
            yield Told("column_missing", tables[0].name, "", spec.code)


# what befalls it

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


def changed(before: Page, after: Page) -> list[At]:
    """The cells whose words are no longer the same."""
    return [at for at, put in sorted(after.cells.items()) if at in before.cells and before.cells[at].value != put.value]


def heads(place: Place, pages: Pages) -> list[tuple[Cell, str]]:
    """Headings that were typed otherwise: of an own form or list the three that say where things stand, of a table those that
    alone say what a column holds."""
    page = pages[place.sheet]
    found = []
    for at in changed(place.page, page):
        put = place.page.cells[at]
        if put.role == "head":
            found.append((cell_of(page, at), _label(page, at[1]) if is_table(page) else f"tiêu đề “{put.value}”"))
    return found


def _label(page: Page, column: int) -> str:
    """What a column of a table is taken for."""
    key = next(put.key for (_, at), put in page.figures().items() if at == column)
    assert key
    spec = directive().forms[key[1]].by_id[key[3]]
    return f"{spec.label.vi} (Mã số {spec.code})"


def plain_stories(place: Place) -> Iterator[tuple[str, Story]]:
    """What changes no figure."""
    changes: dict[str, Change] = {
        "moved": _shifted(3, 2),
        "a column before the figures": _column_put_in(0),
        "a column behind the first figures": _column_put_in(1),
        "columns swapped": _columns_swapped,
    }
    for name, change in changes.items():
        yield name, told_story(befallen(place, change))
    spellings = {"capitals": str.upper, "small letters": str.lower, "other tones": other_tones}
    for name, typed in spellings.items():
        pages = befallen(place, _header_typed(typed))
        yield f"header in {name}", told_story(pages, understood=heads(place, pages))
    for name, change in {"a hidden column": _column_hidden, "filtered rows": _rows_filtered}.items():
        yield name, told_story(befallen(place, change), told=[Told("hidden", place.sheet)])
    pages = place.pages.copy()
    pages[place.sheet].name = "Sheet1 (2)"
    yield "renamed", told_story(pages)
    pages = Pages(place.pages.copy().pages, date1904=True)
    days = [
        (cell_of(page, at), f"ngày {put.value:%d/%m/%Y} (tệp dùng hệ ngày 1904)")
        for page in pages.pages
        for at, put in page.figures().items()
        if isinstance(put.value, dt.date)
    ]
    yield "1904", told_story(pages, understood=days)


def stories_of_loss(place: Place) -> Iterator[tuple[str, Story]]:
    """What takes figures away, or puts them where they cannot be read."""
    page, top = place.page, edges(place.page)[0]
    in_a_table = is_table(page)
    pages = befallen(place, _row_deleted)
    missing = [] if in_a_table else [Told("row_missing", place.sheet, "", _line_code(page, top)[1])]
    yield "a row deleted", told_story(pages, told=missing)
    if any(isinstance(put.value, int) for put in page.figures().values()):
        pages = place.pages.copy()
        here = pages[place.sheet]
        at = next(at for at, put in here.figures().items() if isinstance(put.value, int))
        here.notes[at] = str(here.cells.pop(at).value)
        yield "a figure in a note", told_story(pages, told=[Told("value_in_note", *cell_of(here, at))])
    if not in_a_table:
        word = FIGURE if place.sheet == FIGURES_SHEET else CONTENT
        pages = place.pages.copy()
        here = pages[place.sheet]
        at = next(at for at, put in here.cells.items() if put.role == "head" and put.value == word)
        here.cells[at] = here.cells[at]._replace(value=word + "x")
        lost = {put.key for put in here.figures().values() if put.key}
        told = [Told("misspelt_header", *cell_of(here, at))]
        if standing(pages, frozenset(lost)):  # other forms of the unit are read, and this one is lacking
            told.append(Told("sheet_missing"))
        yield "a heading misspelt", told_story(pages, unused=lost, told=told)


def _line_code(page: Page, row: int) -> tuple[At, str]:
    """The cell with the code of a line, and the code."""
    return next((at, str(put.value)) for at, put in page.cells.items() if at[0] == row and put.role == "code")


def stories_of_two(place: Place) -> Iterator[tuple[str, Story]]:
    """What makes two of one: a row doubled, a sheet copied; with the same figures, and with others."""
    row = edges(place.page)[0]
    firsts = frozenset(put.key for (r, _), put in place.page.figures().items() if r == row and put.key)
    in_a_table = is_table(place.page)
    for name, change in {"a row doubled": lambda put: put, "a row doubled, and other figures": with_another}.items():
        pages = befallen(place, _row_doubled(change))
        page = pages[place.sheet]
        again = [(cell_of(page, at), put) for at, put in sorted(page.cells.items()) if at[0] == row + 1]
        if not in_a_table:
            told = [Told("code_twice", *cell) for cell, put in again if put.role == "code"]
        elif change is with_another:
            told = [Told("conflicting_values", *cell) for cell, put in again if put.key]
        else:
            told = [Told("reported_twice", *cell) for cell, put in again if put.role == "who"][:1]
        unused = frozenset() if in_a_table and change is not with_another else firsts
        yield name, told_story(pages, unused=unused, told=told)
    yield "copied", told_story(*_copied(place)[:1], told=_told_of_copy(_copied(place)[1], ()))
    pages, copy = _copied(place)
    free = [at for at, put in copy.figures().items() if not isinstance(put.value, str) or put.value in ("Có", "Không")]
    if free:  # of a list of choices alone another text would be none of them
        at = free[0]
        key = copy.cells[at].key
        copy.cells[at] = with_another(copy.cells[at])
        assert key
        told = [Told("conflicting_values", *cell_of(copy, at)), *(_told_of_copy(copy, at) if in_a_table else ())]
        yield "copied, and other figures", told_story(pages, unused={key}, told=told)


def _copied(place: Place) -> tuple[Pages, Page]:
    pages = place.pages.copy()
    copy = copied(pages[place.sheet], f"{place.sheet[:20]} (2)")
    pages.pages.append(copy)
    return pages, copy


def _told_of_copy(copy: Page, but: At | tuple[()]) -> list[Told]:
    """A copy is said at its first column of figures, of a table at the name of every unit that says the same again."""
    if is_table(copy):
        rows = [at for at, _ in _names(copy) if not but or at[0] != but[0]]
        return [Told("reported_twice", *cell_of(copy, at)) for at in rows]
    row = next(at[0] for at, put in copy.cells.items() if put.role == "head")
    return [Told("reported_twice", *cell_of(copy, (row, edges(copy)[1])))]


def stories_of_old_text(place: Place) -> Iterator[tuple[str, Story]]:
    """All words in an old encoding, told by their font or by evidence alone; as they are, and converted."""
    for typed, font, name in ((tcvn3, ".VnTime", "TCVN3"), (vni, "VNI-Times", "VNI")):
        for by_font in (font, "Calibri"):
            pages = place.pages.copy()
            for page in pages.pages:
                if not page.hidden:
                    retyped(page, typed)
                    page.font = by_font
            old = [
                (page, at)
                for before, page in zip(place.pages.pages, pages.pages, strict=True)
                if page.name != LIVE_SHEET
                for at in changed(before, page)
            ]
            first = {page.name: (page, at) for page, at in reversed(old)}
            who = [(page, at) for page, at in old if page.cells[at].role == "who"]
            told = [Told("legacy_encoding", *cell_of(page, at)) for page, at in (*first.values(), *who)]
            yield f"{name} in {by_font}", Story(pages, {}, tuple(told))
            decoded = [(cell_of(page, at), f"{page.cells[at].means} ({name})") for page, at in old]
            converted = told_story(pages, understood=decoded, legacy_encoding="convert")
            yield f"{name} in {by_font}, converted", converted


def stories_of_many() -> Iterator[tuple[str, Story]]:
    """Several forms in one workbook, and a table that is turned."""
    one, other = own_form("school", "TH", "TH Hoa Phượng"), own_form("school", "TH", "TH Hoa Sữa")
    for page in other.pages:
        for at, put in page.figures().items():
            page.cells[at] = with_another(put) if isinstance(put.value, int) and put.value > 200 else put
        page.name += " (2)"
    yield "two forms", told_story(Pages([*one.pages, *other.pages]))
    for name, wards in {"turned": (), "turned, with wards": ("Phường",)}.items():
        yield name, told_story(turned(table(wards)))
    beside = table()
    beside.pages[0].name = "Bảng trường"
    yield "a table beside a ward's form", told_story(Pages([*own_form("ward", None, "Bồ Đề").pages, *beside.pages]))
    first, second = table(schools=("Hoa Sen", "Hoa Mai")), table(schools=("Hoa Lan", "Đoàn Kết"))
    second.pages[0].name = "Trang 2"
    yield "a table goes on", told_story(Pages([*first.pages, *second.pages]))
    yield "a form goes on", told_story(_cut())


def _cut() -> Pages:
    """An own form whose lower half stands on a further sheet, under the same header."""
    pages = own_form("school", "TH", "TH Hoa Phượng")
    page = pages[FIGURES_SHEET]
    top, _, bottom, _ = edges(page)
    head = next(at[0] for at, put in page.cells.items() if put.role == "head")
    rest = copied(page, "Số liệu (tiếp)")
    middle = (top + bottom) // 2
    page.moved(lambda row, column: (row, column) if row <= middle else None)
    rest.moved(lambda row, column: (1, column) if row == head else (row - middle + 1, column) if row > middle else None)
    pages.pages.append(rest)
    return pages


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
    found: dict[str, Story] = {}
    from tests.messy.slips import stories_of_slips

    for place in places():
        for kind in (plain_stories, stories_of_loss, stories_of_two, stories_of_old_text, stories_of_slips):
            found |= {f"{place.name}: {name}": story for name, story in kind(place)}
    return found | dict(stories_of_many())
