"""A page of the terminal: lines, headings and tables in plain text, never markup. The only door to rich."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lbedu.reporters import Style
from lbedu.reporters.terminal.plain_table import plain_rows, widths_of
from lbedu.scorecard import Scorecard
from lbedu.wording import fit, is_unicode

Drawn = Text
"""A text with its colour."""
_CLAUSE = 12


class Page:
    """Draws text and tables for one scorecard, in its language, as far as the stream can show it."""

    def __init__(self, card: Scorecard, style: Style) -> None:
        self.card = card
        self.lang = style.lang
        self.lists = {name for name, form in card.directive.forms.items() if form.rows}
        self.out = io.StringIO()
        self.console = Console(
            file=self.out,
            width=max(style.width, 40),
            force_terminal=style.colour,
            color_system="standard" if style.colour else None,
            no_color=not style.colour,
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
        )
        self.encoding = style.encoding
        self.box = box.SIMPLE_HEAD if is_unicode(style.encoding) else box.ASCII_DOUBLE_HEAD

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def text(self, text: str, style: str = "") -> Text:
        """Plain text, never markup, in what the stream can show."""
        return Text(fit(text, self.encoding), style)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        drawn = self.text(text, style)
        if self.console.is_terminal:
            self.console.print(Padding(drawn, (0, 0, 0, indent)))
            return
        for line in drawn.wrap(self.console, self.console.width - indent) or [drawn]:  # in a third of the time
            self.out.write(f"{' ' * indent}{line.plain}\n")

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, "bold")

    def table(self, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Text]]) -> None:
        """Draw a table: its first column holds clauses, the others share the width by their numbers."""
        titles = [self.text(title) for title in (self.say("Mục", "Clause"), *(title for title, _ in columns))]
        ratios = [ratio for _, ratio in columns]
        if not self.console.is_terminal:
            self._plain_table(titles, ratios, rows)
            return
        table = Table(box=self.box, pad_edge=False, padding=(0, 1), show_edge=False, width=self.console.width)
        table.add_column(titles[0], width=_CLAUSE, overflow="fold")
        for title, ratio in zip(titles[1:], ratios, strict=True):
            table.add_column(title, ratio=ratio, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def _plain_table(self, titles: list[Text], ratios: list[int], rows: Iterable[Sequence[Text]]) -> None:
        widths = widths_of(self.console.width, _CLAUSE, ratios)
        line, rule = (" ", "─" * self.console.width) if self.box is box.SIMPLE_HEAD else ("|", "")
        rule = rule or "=+=".join("=" * width for width in widths)
        for text in plain_rows([titles, *rows], widths, self._wrapped, line, rule):
            self.out.write(text + "\n")

    def _wrapped(self, text: Text, width: int) -> list[str]:
        """A text in lines of just so many cells."""
        if "\n" not in text.plain and (used := cell_len(text.plain)) <= width:
            return [text.plain + " " * (width - used)]
        return [set_cell_size(line.plain.rstrip(), width) for line in text.wrap(self.console, width, overflow="fold")]

    def finished(self) -> str:
        """All that was drawn."""
        return "\n".join(line.rstrip() for line in self.out.getvalue().split("\n"))
