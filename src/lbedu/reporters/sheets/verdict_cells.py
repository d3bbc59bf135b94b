"""Verdicts as cells: what lbedu found, by a formula where the figures beside it decide, and a word once figures were changed.

A verdict that formulas cannot give anew is withdrawn as soon as a figure that it stands on is no more what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from lbedu.directive.describe import Leaf
from lbedu.directive.model import Language
from lbedu.excel_formula import text
from lbedu.phrases import OUTCOMES
from lbedu.reporters.sheets.cells import FILLS, PALER
from lbedu.reporters.sheets.decided import decides
from lbedu.reporters.sheets.formulas import Formulas, Live
from lbedu.reporters.sheets.ledger import SEEN
from lbedu.reporters.sheets.shown import CENTRED, Look, Shown
from lbedu.scorecard import Outcome, PartResult, Verdict

_OPEN = ("undecided", "not_applicable")
Named = Sequence[tuple[str, Leaf, PartResult]]
"""The measures of a target, with the names that tell them apart."""


class Columns(NamedTuple):
    """The letters of the columns that formulas speak of."""

    numerator: str
    denominator: str
    result: str
    verdict: str
    checked: str


class Item(NamedTuple):
    """The rows of a target: its own, and below it those of its parts and levels."""

    main: int
    last: int
    divided: tuple[tuple[int, bool], ...]
    """Those whose result is a share, or (true) a ratio, that may change."""


class Words(NamedTuple):
    """What the column beside the verdict says, and the verdict that is withdrawn."""

    same: str
    edited: str
    rerun: str
    again: str


WORDS: dict[Language, Words] = {
    "vi": Words("khớp", "đã sửa", "chạy lại", "Xét lại"),
    "en": Words("as judged", "changed", "run again", "Judge again"),
}


class VerdictCells:
    """Verdicts of the items of a sheet, row by row."""

    def __init__(self, formulas: Formulas, columns: Columns, lang: Language) -> None:
        self.formulas = formulas
        self.columns = columns
        self.lang: Language = lang
        self.words = WORDS[lang]

    def checked(self, number: int, named: Named) -> Shown:
        """Whether the figures are those that were judged; a formula can say no more than that once they are not."""
        formulas, words = self.formulas, self.words
        if number not in formulas.ledger.reach or not formulas.fits:
            return Shown(None, CENTRED)
        lives = [(name, leaf) for name, leaf, part in named if formulas.live(number, name, leaf, part) is not None]
        changed = f"{formulas.changed(number)}>0"
        if not lives:
            return Shown(words.same, CENTRED, formula=f"IF({changed},{text(words.rerun)},{text(words.same)})")
        worse = formulas.unusable(number, lives)
        if formulas.seen(number):
            worse.append(f"{formulas.changed(number, SEEN)}>0")
        same = f"IF({changed},{text(words.edited)},{text(words.same)})"
        joined = worse[0] if len(worse) == 1 else f"OR({','.join(worse)})"
        return Shown(words.same, CENTRED, formula=f"IF({joined},{text(words.rerun)},{same})")

    def of_part(self, item: Verdict, leaf: Leaf, part: PartResult, live: Live | None, row: int, guard: str) -> Shown:
        """The outcome of one of several measures."""
        return self._outcome(item, leaf, part, live, row, guard, False)

    def of_one(self, item: Verdict, leaf: Leaf, part: PartResult, live: Live | None, row: int, guard: str) -> Shown:
        """The verdict of a target that is one measure."""
        return self._outcome(item, leaf, part, live, row, guard, True)

    def _outcome(
        self, item: Verdict, leaf: Leaf, part: PartResult, live: Live | None, row: int, guard: str, main: bool
    ) -> Shown:
        outcome = item.outcome if main else part.outcome
        shown = self._shown(outcome, item, main)
        alone = item.unit is not None
        if not guard:
            return shown
        if live is None or outcome != part.outcome or not decides(leaf, part, alone):
            return shown._replace(formula=self._while_unchanged(guard, str(shown.value)))
        cells = tuple(f"{letter}{row}" for letter in self.columns[:3])
        said = {name: self._text(name, item, main) for name in OUTCOMES}
        found = self.formulas.outcome(leaf, (cells[0], cells[1], cells[2]), said, alone)
        return shown._replace(formula=f"IF({guard}={text(self.words.rerun)},{text(self.words.again)},{found})")

    def of_all(self, item: Verdict, named: Named, row: int, guard: str) -> Shown:
        """The verdict of a target of several measures, which stand in the rows below: from theirs where none of them waits."""
        shown = self._shown(item.outcome, item, True)
        if not guard:
            return shown
        if any(part.outcome == "undecided" for _, _, part in named):
            return shown._replace(formula=self._while_unchanged(guard, str(shown.value)))
        cells = f"{self.columns.verdict}{row + 1}:{self.columns.verdict}{row + len(named)}"
        again = self.words.again
        steps = [
            *((self._text(name, item, False), self._text(name, item, True)) for name in ("met", "undecided")),
            (again, again),
            (self._text("missed", item, False), self._text("missed", item, True)),
        ]
        formula = text(self._text("not_applicable", item, True))
        for word, said in steps:  # the last one is asked first
            formula = f"IF(COUNTIF({cells},{text(word)})>0,{text(said)},{formula})"
        return shown._replace(formula=formula)

    def _while_unchanged(self, guard: str, word: str) -> str:
        return f"IF({guard}={text(self.words.same)},{text(word)},{text(self.words.again)})"

    def _text(self, outcome: Outcome, item: Verdict, main: bool) -> str:
        return OUTCOMES[outcome][self.lang] + (" *" if item.by_word and main else "")

    def _shown(self, outcome: Outcome, item: Verdict, main: bool) -> Shown:
        missed = outcome == "missed"
        fill = PALER if missed and item.target.spec.strength == "encourage" else FILLS[outcome]
        look = Look(align="center", bold=missed, italic=outcome in _OPEN, fill=fill, size=11 if main else 10)
        return Shown(self._text(outcome, item, main), look)

    def show_changes(self, sheet: Any, items: Sequence[Item]) -> None:
        """Where a figure was changed, verdicts take the colour of what they say now, and quotients more decimals, so as not
        to be shown across their threshold. The rows of an item follow what its own row says."""
        letters, words = self.columns, self.words
        for item in items:
            guard = f"${letters.checked}${item.main}"
            cells = f"{letters.verdict}{item.main}:{letters.verdict}{item.last}"
            verdict = f"${letters.verdict}{item.main}"
            _rule(sheet, cells, f"{verdict}={text(words.again)}", _filled("FFD966", True, False))
            for outcome, told in OUTCOMES.items():
                word = told[self.lang]
                starts = f"LEFT({verdict},{len(word)})={text(word)}"
                look = _filled(FILLS[outcome], outcome == "missed", outcome in _OPEN)
                _rule(sheet, cells, f"AND({guard}={text(words.edited)},{starts})", look)
            changed = f"OR({guard}={text(words.edited)},{guard}={text(words.rerun)})"
            for per, number, code in ((False, 190, "0.0000%"), (True, 191, "#,##0.0000")):
                rows = [row for row, is_ratio in item.divided if is_ratio is per]
                if rows:
                    many = DifferentialStyle(numFmt=NumberFormat(numFmtId=number, formatCode=code))
                    _rule(sheet, " ".join(f"{letters.result}{row}" for row in rows), changed, many)


def _rule(sheet: Any, cells: str, formula: str, style: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(cells, Rule(type="expression", formula=[formula], dxf=style))


def _filled(colour: str, bold: bool, italic: bool) -> DifferentialStyle:
    return DifferentialStyle(font=Font(bold=bold, italic=italic), fill=PatternFill("solid", bgColor=colour))
