"""Stories as exceljs and SheetJS write them; `python -m tests.messy.told_elsewhere` writes `written/stories/` anew."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from typing import Any

from tests.messy.elsewhere import WRITTEN, by_node
from tests.messy.foreign_stories import foreign_stories
from tests.messy.sheets import Page, Pages
from tests.messy.stories import Story, all_stories

STORIES = WRITTEN / "stories"
FORMATS = (("exceljs", "xlsx"), ("sheetjs", "xlsx"), ("sheetjs", "xls"))
TOLD: Mapping[str, str] = {
    "table: filtered rows": "filtered",
    "table: a hidden column": "hidden-column",
    "table: a row doubled, and other figures": "row-doubled",
    "labelled table: header in other tones": "other-tones",
    "turned, with wards": "turned",
    "foreign: hidden rows": "foreign-hidden-rows",
    "foreign: a wrong total": "foreign-wrong-total",
    "foreign: an error": "foreign-error",
}
"""What is told by every writer, and as which file: no stamped forms, which change from year to year."""


WRITTEN_AS = tuple(
    (name, writer, suffix)
    for name in TOLD
    for writer, suffix in FORMATS
    if suffix != "xls" or name not in ("table: filtered rows", "foreign: hidden rows")
)
"""SheetJS hides no rows in an .xls."""


def every_story() -> dict[str, Story]:
    """Of our own forms and tables, and of somebody else's form."""
    return all_stories() | foreign_stories()


def as_json(pages: Pages) -> dict[str, Any]:
    """A workbook for a program in another language."""
    return {"sheets": [_sheet(page) for page in pages.pages]}


def _sheet(page: Page) -> dict[str, Any]:
    cells = []
    for (row, column), put in sorted(page.cells.items()):
        error = isinstance(put.value, str) and put.value in ("#VALUE!", "#DIV/0!")
        written = put.value.isoformat() if isinstance(put.value, dt.date) else put.value
        cells.append([row, column, "error" if error else type(put.value).__name__, written, put.format])
    return {
        "name": page.name,
        "hidden": page.hidden,
        "cells": cells,
        "merges": page.merges,
        "hiddenRows": sorted(page.hidden_rows),
        "hiddenColumns": sorted(page.hidden_columns),
    }


def main() -> None:
    """Write them all."""
    shutil.rmtree(STORIES, ignore_errors=True)
    STORIES.mkdir()
    stories = every_story()
    for name, writer, suffix in WRITTEN_AS:
        data = by_node(writer, json.dumps(as_json(stories[name].pages)), suffix)
        (STORIES / f"{TOLD[name]}.{writer}.{suffix}").write_bytes(data)


if __name__ == "__main__":
    main()
