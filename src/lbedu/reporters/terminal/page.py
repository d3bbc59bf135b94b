"""A page of the terminal: lines, headings and tables in plain text, never markup. The only door to rich."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from lbedu.reporters import Style
from lbedu.reporters.terminal.plain_table import plain_rows, widths_of
from lbedu.scorecard import Scorecard
from lbedu.wording import fit, is_unicode

if TYPE_CHECKING:
    from rich.console import Console

Drawn = Text
"""A text with its colour."""
_CLAUSE = 12


class Page:
    """Draws text and tables for one scorecard, in its language, as far as the stream can show it."""

    def __init__(self, card: Scorecard, style: Style) -> None:
        self.card = card
        self.lang = style.lang
        self.out = io.StringIO()
        self.width = max(style.width, 40)
        self.encoding = style.encoding
        self.console = self._coloured() if style.colour else None
        """None for a stream without colours, which needs no console."""

    def _coloured(self) -> Console:
        from rich.console import Console

        return Console(
            file=self.out,
            width=self.width,
            force_terminal=True,
            color_system="standard",
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
        )

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def text(self, text: str, style: str = "") -> Text:
        """Plain text, never markup, in what the stream can show."""
        return Text(fit(text, self.encoding), style)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        drawn = self.text(text, style)
        if self.console is not None:
            from rich.padding import Padding

            self.console.print(Padding(drawn, (0, 0, 0, indent)))
            return
        for line in self._lines(drawn, self.width - indent) or [drawn]:  # in a third of the time
            self.out.write(f"{' ' * indent}{line.plain}\n")

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, "bold")

    def table(self, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Text]]) -> None:
        """Draw a table: its first column holds clauses, the others share the width by their numbers."""
        titles = [self.text(title) for title in (self.say("Mục", "Clause"), *(title for title, _ in columns))]
        ratios = [ratio for _, ratio in columns]
        if self.console is None:
            self._plain_table(titles, ratios, rows)
            return
        from rich import box
        from rich.table import Table

        look = box.SIMPLE_HEAD if is_unicode(self.encoding) else box.ASCII_DOUBLE_HEAD
        table = Table(box=look, pad_edge=False, padding=(0, 1), show_edge=False, width=self.width)
        table.add_column(titles[0], width=_CLAUSE, overflow="fold")
        for title, ratio in zip(titles[1:], ratios, strict=True):
            table.add_column(title, ratio=ratio, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def _plain_table(self, titles: list[Text], ratios: list[int], rows: Iterable[Sequence[Text]]) -> None:
        widths = widths_of(self.width, _CLAUSE, ratios)
        line, rule = (" ", "─" * self.width) if is_unicode(self.encoding) else ("|", "")
        rule = rule or "=+=".join("=" * width for width in widths)
        for text in plain_rows([titles, *rows], widths, self._wrapped, line, rule):
            self.out.write(text + "\n")

    def _wrapped(self, text: Text, width: int) -> list[str]:
        """A text in lines of just so many cells."""
        if "\n" not in text.plain and (used := cell_len(text.plain)) <= width:
            return [text.plain + " " * (width - used)]
        return list(_folded(text.plain, width))

    def _lines(self, text: Text, width: int) -> Iterable[Text]:
        """A text in lines. A console is asked only where lines are to be justified."""
        return text.wrap(cast("Console", None), width)

    def finished(self) -> str:
        """All that was drawn."""
        return "\n".join(line.rstrip() for line in self.out.getvalue().split("\n"))


@lru_cache(maxsize=1024)
def _folded(text: str, width: int) -> tuple[str, ...]:
    """A text in lines of just so many cells: what a target demands is said of every unit."""
    return tuple(
        set_cell_size(line.plain.rstrip(), width)
        for line in Text(text).wrap(cast("Console", None), width, overflow="fold")
    )
