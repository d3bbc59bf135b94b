"""What befalls the ministry's form 01, with the reading that is right; which codes a field stands for is typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from tests.messy.sheets import At, Key, Page, Pages, Put, copied, retyped, taken
from tests.messy.stories import Change, Stands, Story, Told, cell_of, changed
from tests.old_text import tcvn3, vni
from tests.reading.ministry import SCHOOL, SHEETS, ministry

CHILDREN, STAFF = SHEETS["01"][1], SHEETS["01"][2]
CODES: Mapping[str, tuple[int, ...]] = {
    "kindergarten_children": (90,),
    "serves_meals": (88, 94),
    "managers": (123,),
    "qualified_managers": (*range(127, 131), *range(134, 138), *range(142, 146), *range(151, 155)),
    "teachers": (167,),
    "qualified_teachers": (*range(170, 174), *range(183, 187)),
}
"""Of each field of a preschool the codes of the form whose figures it is the sum of; meals are served where there are any."""
TOTAL = 5
"""The column of all children, and of all staff."""


def form() -> Pages:
    """The form as the ministry's program fills it; the figures that count know their codes."""
    book = ministry("01")
    held: dict[tuple[str, int, int], Key] = {}
    wanted = {CHILDREN: {88, 90, 94}, STAFF: {code for codes in CODES.values() for code in codes} - {88, 90, 94}}
    for title, codes in wanted.items():
        held |= {(title, row, TOTAL): _key(code) for code, row in _rows(book[title]) if code in codes}
    return taken(book, held, {})


def _rows(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    for row in range(1, sheet.max_row + 1):
        code = sheet.cell(row, 4).value
        if isinstance(code, int):
            yield code, row


def _key(code: int) -> Key:
    return SCHOOL["01"], "school", "", str(code)


def read_from(pages: Pages, without: Iterable[str] = ()) -> dict[Key, Stands]:
    """The fields that have all their figures, summed up."""
    found = {}
    for field in CODES.keys() - {*without}:
        cells = [_first(pages, code) for code in CODES[field]]
        total = sum(put.value for _, _, put in cells)
        value = total > 0 if field == "serves_meals" else total
        found[SCHOOL["01"], "school", "", field] = Stands(value, tuple(cell_of(page, at) for page, at, _ in cells))
    return found


def _first(pages: Pages, code: int) -> tuple[Page, At, Put]:
    return next((page, at, put) for page in pages.pages for at, put in page.figures().items() if put.key == _key(code))


class Accident(NamedTuple):
    """What befalls the figure of a code, the fields that are lost with it, and what is said at its cell."""

    name: str
    code: int
    value: object
    lost: tuple[str, ...] = ()
    told: str = ""
    understood: str = ""
    means: object = None


_MANAGERS = ("managers", "qualified_managers")
"""Without their number nobody bears out the zeros among their degrees, which came with the form."""
ACCIDENTS = (
    Accident("an error", 167, "#VALUE!", ("teachers",), "error_cell"),
    Accident("a number as text", 167, "31", means=31),
    Accident("a number with spaces", 167, " 31 ", understood="31 giáo viên", means=31),
    Accident("a unit typed in", 167, "31 người", ("teachers",), "words_with_number"),
    Accident("two numbers", 167, "20+11", ("teachers",), "several_numbers"),
    Accident("a letter for a digit", 167, "3l", ("teachers",), "letters_for_digits"),
    Accident("half a teacher", 167, 31.5, ("teachers",), "not_whole"),
    Accident("below zero", 123, -3, _MANAGERS, "below_min"),
    Accident("a zero that came with the form", 123, 0, _MANAGERS),
    Accident("a text", 123, "chưa có", _MANAGERS, "word_for_none"),
)


def with_accidents() -> Iterator[tuple[str, Story]]:
    for one in ACCIDENTS:
        pages = form()
        page, at, put = _first(pages, one.code)
        page.cells[at] = put._replace(value=one.value)
        told = [Told(one.told, *cell_of(page, at))] if one.told else []
        understood = [(cell_of(page, at), one.understood)] if one.understood else []
        figures = dict(read_from(_with(pages, at, page.name, one.means), one.lost))
        yield one.name, _story(pages, figures, told, understood)


def with_a_wrong_total() -> Iterator[tuple[str, Story]]:
    """A total with a point between its thousands, which no sum bears out: not that of all children, nor any of its parts."""
    pages = form()
    page, at, put = _first(pages, 90)
    page.cells[at] = put._replace(value="1.214")
    below = [Told("sum_differs", *cell_of(page, at))] * 4  # by region, by age twice, by owner
    above = Told("sum_differs", *cell_of(page, (at[0] - 7, TOTAL)))
    understood = [(cell_of(page, at), "1.214 trẻ")]
    yield "a wrong total", _story(pages, read_from(pages, ["kindergarten_children"]), [above, *below], understood)


def _with(pages: Pages, at: At, sheet: str, means: object) -> Pages:
    """The same workbook, its cell as it is meant."""
    meant = pages.copy()
    put = meant[sheet].cells[at]
    meant[sheet].cells[at] = put._replace(value=put.value if means is None else means)
    return meant


def _story(
    pages: Pages,
    figures: Mapping[Key, Stands],
    told: Iterable[Told] = (),
    understood: Iterable[tuple[tuple[str, str], str]] = (),
    **options: object,
) -> Story:
    return Story(pages, figures, tuple(told), tuple(understood), {"unit": SCHOOL["01"], **options})


def laid_out_otherwise() -> Iterator[tuple[str, Story]]:
    """What changes no figure."""
    changes: dict[str, Change] = {
        "moved": lambda page: page.moved(lambda row, column: (row + 3, column + 2)),
        "a column put in": lambda page: page.moved(lambda row, column: (row, column + (column >= TOTAL))),
        "a row put in": lambda page: page.moved(lambda row, column: (row + (row > 7), column)),
    }
    for name, change in changes.items():
        pages = form()
        change(pages[CHILDREN])
        change(pages[STAFF])
        yield name, _story(pages, read_from(pages))
    pages = form()
    for number, page in enumerate(pages.pages):
        page.name = f"Sheet{number} (2)"
    pages.pages.reverse()
    yield "renamed, in another order", _story(pages, read_from(pages))
    hidden: dict[str, Change] = {
        "a hidden column": lambda page: page.hidden_columns.add(TOTAL),
        "hidden rows": lambda page: page.hidden_rows.update(range(6, 99)),
    }
    for name, change in hidden.items():
        pages = form()
        change(pages[CHILDREN])
        yield name, _story(pages, read_from(pages), [Told("hidden", CHILDREN)])


def lost_or_doubled() -> Iterator[tuple[str, Story]]:
    pages = form()
    page, (row, _), _ = _first(pages, 90)
    page.moved(lambda r, column: None if r == row else (r - (r > row), column))
    yield (
        "a row deleted",
        _story(pages, read_from(pages, ["kindergarten_children"]), [Told("row_missing", CHILDREN, "", "90")]),
    )
    pages = form()
    page, (row, _), _ = _first(pages, 123)
    again = {at: cell for at, cell in page.cells.items() if at[0] == row}
    page.moved(lambda r, c: (r + (r > row), c))
    page.cells |= {(row + 1, c): cell._replace(key=None) for (_, c), cell in again.items()}
    yield (
        "a row doubled",
        _story(pages, read_from(pages, _MANAGERS), [Told("code_twice", *cell_of(page, (row + 1, 4)))]),
    )
    pages = form()
    page, at, _ = _first(pages, 167)
    page.notes[at] = str(page.cells.pop(at).value)
    yield (
        "a figure in a note",
        _story(pages, read_from(pages, ["teachers"]), [Told("value_in_note", *cell_of(page, at))]),
    )
    for name, change in {"copied": 0, "copied, and another figure": 1}.items():
        pages = form()
        copy = copied(pages[STAFF], "Cán bộ (2)")
        at = next(at for at, put in copy.figures().items() if put.key == _key(167))
        copy.cells[at] = copy.cells[at]._replace(value=copy.cells[at].value + change)
        pages.pages.append(copy)
        told = [Told("conflicting_values", *cell_of(copy, at))] if change else []
        yield name, _story(pages, read_from(pages, ["teachers"] if change else []), told)


def in_old_text() -> Iterator[tuple[str, Story]]:
    """Only words that say where numbers stand: decoded, and said."""
    for typed, name in ((tcvn3, "TCVN3"), (vni, "VNI")):
        sound, pages = form(), form()
        for page in pages.pages:
            retyped(page, typed)
        old = [
            (page, at) for before, page in zip(sound.pages, pages.pages, strict=True) for at in changed(before, page)
        ]
        first = {page.name: (page, at) for page, at in reversed(old)}
        told = [Told("legacy_text", *cell_of(page, at)) for page, at in first.values()]
        yield name, _story(pages, read_from(pages), told)
        decoded = [(cell_of(page, at), f"{page.cells[at].means} ({name})") for page, at in old]
        yield f"{name}, converted", _story(pages, read_from(pages), understood=decoded, legacy_encoding="convert")


def foreign_stories() -> dict[str, Story]:
    """All of them."""
    kinds: tuple[Callable[[], Iterator[tuple[str, Story]]], ...]
    kinds = (with_accidents, with_a_wrong_total, laid_out_otherwise, lost_or_doubled, in_old_text)
    sound = form()
    found = {"foreign: sound": _story(sound, read_from(sound))}
    return found | {f"foreign: {name}": story for kind in kinds for name, story in kind()}
