"""A page of the terminal: lines, headings and tables in plain text, never markup. The only door to rich."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lbedu.reporters import Style
from lbedu.scorecard import Scorecard
from lbedu.wording import fit, is_unicode

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

    def table(self, *columns: tuple[str, int]) -> Table:
        table = Table(box=self.box, pad_edge=False, padding=(0, 1), show_edge=False, width=self.console.width)
        table.add_column(self.text(self.say("Mục", "Clause")), width=_CLAUSE, overflow="fold")
        for title, ratio in columns:
            table.add_column(self.text(title), ratio=ratio, overflow="fold")
        return table

    def finished(self) -> str:
        """All that was drawn."""
        return "\n".join(line.rstrip() for line in self.out.getvalue().split("\n"))
