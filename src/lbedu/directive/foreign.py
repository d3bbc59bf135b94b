"""Where a sheet of somebody else's form keeps our fields, as a rule file writes it."""

from __future__ import annotations

from lbedu.directive.part import Part


class ForeignSum(Part):
    """A sum that must hold on a foreign form: a row is the sum of rows, or a column is the sum of columns."""

    total: str | tuple[str, ...]
    """A code; or the headings over a column."""
    parts: tuple[str | tuple[str, ...], ...]
    """Codes; or the headings over each column."""


class ForeignFigure(Part):
    """A figure of a foreign form: the sum of its own codes, under one column heading."""

    codes: tuple[str, ...]
    column: tuple[str, ...]
    """The headings over the column, from the top row of the header down."""
    unless: tuple[str, ...] = ()
    """Codes that leave the figure unclear once they hold anything but 0, such as a row “Khác”."""


class ForeignSheet(Part):
    """Where a sheet of a foreign form keeps our fields."""

    header: tuple[str, ...]
    """Words that all stand in the header; by them the sheet is recognised."""
    section: str | None = None
    """The number or heading of the section that the codes are of, where a code occurs in several."""
    code_column: str = "Mã số"
    rows: dict[str, str] = {}
    """Labels that these codes must bear: forms that share a header differ in them."""
    fields: dict[str, ForeignFigure]
    sums: tuple[ForeignSum, ...] = ()
