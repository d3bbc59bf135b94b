"""What goes wrong while somebody fills in a form, and leaves it looking right: words beside a code that mean something else, a
title of last year, rows for all schools of a level, rows without a header, formats that show something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lbedu.own_form import CONTENT, FIGURES_SHEET
from tests.messy.sheets import At, Page, Pages, Put
from tests.messy.stories import Place, Story, Told, cell_of, edges, is_table, told_story


def stories_of_slips(place: Place) -> Iterator[tuple[str, Story]]:
    """All of them that can happen in a place."""
    if is_table(place.page):
        yield from _in_tables(place)
    elif place.sheet == FIGURES_SHEET:
        yield from _in_forms(place)
    if any(isinstance(put.value, int) for put in place.page.figures().values()):
        yield "a format that shows something else", _figure_changed(place, lambda put: put._replace(format='"> "0'))


def _figure_changed(place: Place, change: Callable[[Put], Put]) -> Story:
    pages, page, at = _opened(place)
    key = page.cells[at].key
    assert key
    page.cells[at] = change(page.cells[at])
    return told_story(pages, unused={key}, told=[Told("misleading_format", *cell_of(page, at))])


def _opened(place: Place) -> tuple[Pages, Page, At]:
    """A copy to be changed, its sheet, and its first whole number."""
    pages = place.pages.copy()
    page = pages[place.sheet]
    return pages, page, next(at for at, put in page.figures().items() if isinstance(put.value, int))


def _in_forms(place: Place) -> Iterator[tuple[str, Story]]:
    pages, page, (row, column) = _opened(place)
    head = next(at for at, put in page.cells.items() if put.role == "head" and put.value == CONTENT)
    numbers = [at for at, put in page.figures().items() if isinstance(put.value, int)]
    (first, _), (second, _) = numbers[:2]
    labels = page.cells[first, head[1]], page.cells[second, head[1]]
    page.cells[second, head[1]], page.cells[first, head[1]] = labels
    keys = {put.key for at, put in page.figures().items() if at in numbers[:2] and put.key}
    told = [Told("label_contradicts", *cell_of(page, (row, head[1]))) for row in (first, second)]
    yield "labels of two rows exchanged", told_story(pages, unused=keys, told=told)

    pages, page, (row, column) = _opened(place)
    key, label = page.cells[row, column].key, page.cells[row, head[1]]
    page.cells[row, head[1]] = label._replace(value=f"{str(label.value).splitlines()[0]} (nữ)")
    assert key
    told = [Told("label_contradicts", *cell_of(page, (row, head[1])))]
    yield "a label of a part", told_story(pages, unused={key}, told=told)

    pages, page, _ = _opened(place)
    titles = [at for at, put in sorted(page.cells.items()) if at[0] < head[0] and "2021-2022" in str(put.value)]
    for at in titles:
        page.cells[at] = page.cells[at]._replace(value=str(page.cells[at].value).replace("2021-2022", "2020-2021"))
    page.cells[1, 1] = Put("Năm học 2020-2021")
    mine = frozenset(put.key for put in page.figures().values() if put.key)
    if not any(put.key and put.key not in mine for one in pages.pages for put in one.figures().values()):
        yield "a title of last year", Story(pages, {}, (Told("wrong_year", page.name, "A1"),))


def _in_tables(place: Place) -> Iterator[tuple[str, Story]]:
    pages = place.pages.copy()
    page = pages[place.sheet]
    top = edges(page)[0]
    name = next(
        at for at, put in page.cells.items() if at[0] == top and put.role == "who" and "Trường" in str(put.value)
    )
    page.cells[name] = page.cells[name]._replace(value="Các trường tiểu học", role="")
    mine = {put.key for (row, _), put in page.figures().items() if row == top and put.key}
    yield "all schools of a level", told_story(pages, unused=mine, told=[Told("row_outside", *cell_of(page, name))])

    pages = place.pages.copy()
    pages.pages.append(Page("Tiếp", {(1, 1): Put(9), (1, 2): Put("TH Hoa Cúc"), (1, 3): Put(500), (1, 4): Put(400)}))
    yield "a table goes on without a header", told_story(pages, told=[Told("row_outside", "Tiếp", "B1")])

    pages, page, (row, column) = _opened(place)
    over = [at for at in page.cells if at[1] == column and at[0] < row and isinstance(page.cells[at].value, str)]
    words = [at for at in over if not page.cells[at].value.isdecimal()]
    if len(over) > len(words):  # else there is no code
        head = max(words)
        page.cells[head] = page.cells[head]._replace(value=f"{page.cells[head].value} (nữ)")
        mine = {put.key for (_, at), put in page.figures().items() if at == column and put.key}
        told = [Told("column_contradicts", *cell_of(page, head))]
        yield "a heading of a part", told_story(pages, unused=mine, told=told)
