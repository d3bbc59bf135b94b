"""Dropdown lists, and what Excel says to somebody who types something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu.own_form import LISTS_SHEET


def choose_from(book: Workbook, labels: Sequence[str], title: str, message: str, strict: bool = True) -> DataValidation:
    """A dropdown of these texts; where `strict`, nothing else may be typed."""
    listed = ",".join(label.replace('"', '""') for label in labels)
    if len(listed) <= 255 and not any("," in label or label.startswith("=") for label in labels):
        formula = f'"{listed}"'
    else:
        formula = _listed_aside(book, labels)
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    return with_message(rule, title, message, strict)


def with_message(rule: DataValidation, title: str, message: str, strict: bool = True) -> DataValidation:
    """What Excel says to somebody who types something else."""
    rule.showErrorMessage = True
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle, rule.error = title[:32], message[:225]
    return rule


def _listed_aside(book: Workbook, labels: Sequence[str]) -> str:
    if LISTS_SHEET not in book.sheetnames:
        book.create_sheet(LISTS_SHEET).sheet_state = "hidden"
    sheet = book[LISTS_SHEET]
    column = sheet.max_column + 1 if sheet["A1"].value is not None else 1
    for row, label in enumerate(labels, 1):
        cell: Any = sheet.cell(row, column, label)
        cell.data_type = "s"
    letter = get_column_letter(column)
    return f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(labels)}"
