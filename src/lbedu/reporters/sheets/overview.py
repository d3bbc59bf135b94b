"""The sheet of all targets in the order of the clauses: requirement, figures, difference, verdict, where from, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.directive.describe import Leaf, label_of, leaf_requirement, record_noun
from lbedu.directive.expression import Share, parts
from lbedu.directive.model import Language
from lbedu.measured import counted_field, ratio_words
from lbedu.phrases import summing_up, unit_text
from lbedu.reporters.lines import incomplete, required_text, who_reported
from lbedu.reporters.sheets.cells import COUNT, as_count, difference, figure_cell, with_noun
from lbedu.reporters.sheets.formulas import Formulas, Live
from lbedu.reporters.sheets.grid import Book, Column, Grid
from lbedu.reporters.sheets.ledger import items_of
from lbedu.reporters.sheets.letterhead import write_foot, write_head
from lbedu.reporters.sheets.reasons import group_of, levels_of, notes, sources, why
from lbedu.reporters.sheets.shown import CENTRED, HEADER, INDENTED, NUMBER, SMALL, TEXT, Look, Shown
from lbedu.reporters.sheets.verdict_cells import Columns, Item, VerdictCells
from lbedu.scorecard import Conditions, CountOf, PartResult, Scorecard, ShareOf, Subtotal, Verdict, Waiting
from lbedu.wording import date
from lbedu.years import noun, words

_SUB = INDENTED._replace(indent=0)
_CENTRED_SUB = _SUB._replace(align="center")
_NUMBER_SUB = _SUB._replace(align="right")


class Overview(NamedTuple):
    """The sheet as others refer to it."""

    grid: Grid
    columns: Columns
    rows: tuple[int, ...]
    """The row of every item."""
    last: int


def write_overview(book: Book, card: Scorecard, formulas: Formulas, lang: Language) -> Overview:
    """Write the sheet."""
    sheet = _Overview(book, card, formulas, lang)
    sheet.write()
    return Overview(sheet.grid, sheet.cells.columns, tuple(sheet.main_rows), sheet.grid.row - 1)


class _Overview:
    """The rows of the sheet, which know their own numbers: formulas speak of them."""

    def __init__(self, book: Book, card: Scorecard, formulas: Formulas, lang: Language) -> None:
        self.card = card
        self.directive = card.directive
        self.formulas = formulas
        self.lang: Language = lang
        self.units = card.view == "units"
        columns = self.columns()
        self.grid = Grid(book, self.say("Tổng hợp", "Summary"), [column.width for column in columns])
        shift = 1 if self.units else 0
        letters = Columns(*("ABCDEFGHIJKLMNOPQ"[at + shift] for at in (6, 7, 8, 11, 12)))
        self.cells = VerdictCells(formulas, letters, lang)
        self.main_rows: list[int] = []
        self.divided: list[tuple[int, bool]] = []
        """Of the item at hand, the rows whose result is a share, or (true) a ratio, that may change."""

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def columns(self) -> list[Column]:
        vi = self.lang == "vi"
        unit = [Column("Đơn vị" if vi else "Unit", 20)] if self.units else []
        kinds = self.directive.file.units.values()
        counted = max(13, 7 + max(len(kind.noun.get(self.lang, 2)) for kind in kinds))  # a number too wide shows as ###
        return [
            Column("TT" if vi else "No.", 5),
            Column("Nội dung chỉ tiêu" if vi else "Target", 32),
            *unit,
            Column("Căn cứ (mục)" if vi else "Clause", 10),
            Column("Cấp, nhóm" if vi else "Level, group", 9),
            Column("Chỉ tiêu" if vi else "Required", 20),
            Column("Đơn vị tính" if vi else "Unit of count", 9),
            Column("Tử số" if vi else "Numerator", 9),
            Column("Mẫu số" if vi else "Denomi-nator", 9),
            Column("Kết quả thực hiện" if vi else "Result", 10),
            Column("So với chỉ tiêu (+/-)" if vi else "Against target (+/-)", counted),
            Column("Số liệu đã có" if vi else "Figures in", counted),
            Column("Đánh giá" if vi else "Verdict", 12),
            Column("Đối chiếu" if vi else "Checked", 10),
            Column("Nguồn số liệu" if vi else "Source", 25),
            Column("Ghi chú" if vi else "Notes", 32),
        ]

    def write(self) -> None:
        columns = self.columns()
        write_head(self.grid, self.directive, self.lang, 5, len(columns), list(self.titles()))
        for line in self.lines():
            self.grid.line(line.value if isinstance(line.value, str) else "", line.look)
        self.grid.header(
            [Shown(column.title, HEADER) for column in columns],
            [Shown(f"({at})", SMALL) for at in range(1, len(columns) + 1)],
        )
        items: list[Item] = []
        for number, item in enumerate(items_of(self.card), 1):
            self.main_rows.append(self.grid.row)
            self.divided = []
            for row in self.rows(number, item):
                self.grid.add(row, level=int(row[0].value is None))
            items.append(Item(self.main_rows[-1], self.grid.row - 1, tuple(self.divided)))
        self.grid.finish(3 if self.units else 2)
        self.cells.show_changes(self.grid.sheet, items)
        write_foot(self.grid, self.lang, 5, len(columns))

    def titles(self) -> Iterator[str]:
        file = self.directive.file
        document = file.directive
        yield self.say(
            "BẢNG TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU", f"RESULTS ON THE TARGETS OF THE {noun(file.year, 'en').upper()}"
        )
        name = " ".join(text for text in (document.kind.get(self.lang), document.number) if text)
        issued = f" {self.say('ngày', 'of')} {date(document.issued, self.lang)}" if document.issued else ""
        issuer = f"{self.say(' của', ',')} {document.issuer.get(self.lang)}"
        year = words(file.year, self.lang)
        yield f"{year[:1].upper()}{year[1:]} ({self.say('theo', 'by the')} {name}{issued}{issuer})"
        yield f"({self.say('Số liệu tính đến ngày', 'Figures as of')} {date(self.card.as_of, self.lang)})"

    def lines(self) -> Iterator[Shown]:
        if self.card.interrupted:
            yield Shown(incomplete(self.card, self.lang), Look(bold=True, box=False, wrap=False))
        here = self.card._replace(register=self.card.register.rpartition("/")[2])  # where it lies says nothing upstairs
        for line in who_reported(here, self.lang):
            yield Shown(line, Look(box=False, wrap=False))
        yield Shown(summing_up(self.card, self.lang), Look(bold=True, box=False, wrap=False))
        if any(verdict.by_word for verdict in self.card.verdicts):
            by_word = self.say(
                "* Kết luận được nhờ xác nhận rằng các đơn vị đã nộp đủ (--complete).",
                "* Decided by the user's word that all units have reported (--complete).",
            )
            yield Shown(by_word, Look(italic=True, box=False, wrap=False))

    # rows

    def rows(self, number: int, item: Verdict | Waiting) -> Iterator[list[Shown]]:
        leaves = parts(item.target.measure)
        both = list(zip(leaves, item.parts, strict=True))
        several = len(both) > 1
        named = [(str(at) if several else "", leaf, part) for at, (leaf, part) in enumerate(both, 1)]
        row = self.grid.row
        checked = self.cells.checked(number, named)
        guard = f"{self.cells.columns.checked}{row}" if checked.value is not None else ""
        yield self._main(number, item, named, checked, guard)
        if several:
            for name, leaf, part in named:
                live = self.formulas.live(number, name, leaf, part)
                verdict = Shown()
                if isinstance(item, Verdict):
                    verdict = self.cells.of_part(item, leaf, part, live, self.grid.row, guard)
                yield self._sub(item, group_of(self.directive, leaf, self.lang), leaf, part, live, verdict)
        if isinstance(item, Verdict):
            for subtotal in item.subtotals:
                if subtotal.by == "level":
                    yield from self._levels(number, item, leaves, subtotal)

    def _main(
        self,
        number: int,
        item: Verdict | Waiting,
        named: list[tuple[str, Leaf, PartResult]],
        checked: Shown,
        guard: str,
    ) -> list[Shown]:
        name, leaf, part = named[0]
        single = len(named) == 1
        unit = [Shown(unit_text(self.directive, item.unit, self.lang))] if item.unit is not None else []
        levels = dict.fromkeys(levels_of(self.directive, leaf, self.lang) for _, leaf, _ in named)
        live = self.formulas.live(number, name, leaf, part) if single else None
        figures = self._figures(leaf, part, live, TEXT, NUMBER) if single else [Shown()] * 5
        if isinstance(item, Waiting):
            verdict = Shown(self.say("Không xét riêng", "Not judged alone"), CENTRED)
        elif single:
            verdict = self.cells.of_one(item, leaf, part, live, self.grid.row, guard)
        else:
            verdict = self.cells.of_all(item, named, self.grid.row, guard)
        return [
            Shown(number, CENTRED),
            Shown(item.target.spec.title.get(self.lang)),
            *(unit if self.units else []),
            Shown(item.target.clause, CENTRED),
            Shown(", ".join(levels), CENTRED),
            Shown(required_text(self.card, item.target, self.lang, item.unit is not None, "; ")),
            *figures,
            self._in(leaf, part, live, NUMBER) if single else Shown(),
            verdict,
            checked,
            self._source(number, item),
            Shown(notes(self.directive, item, [(leaf, part) for _, leaf, part in named], self.lang)),
        ]

    def _sub(
        self,
        item: Verdict | Waiting,
        group: str,
        leaf: Leaf,
        part: PartResult,
        live: Live | None,
        verdict: Shown | None,
    ) -> list[Shown]:
        """A row below a target: a part of it, which is demanded, or its figures over one level, which is not."""
        figures = self._figures(leaf, part, live, _SUB, _NUMBER_SUB)
        if verdict is None:
            figures[4] = Shown(None, _SUB)
        demanded = note = ""
        if verdict is not None:
            demanded = leaf_requirement(self.directive, leaf, self.lang, item.unit is not None)
            note = why(self.directive, leaf, part, self.lang, item.unit is not None)
        return [
            Shown(None, _SUB),
            Shown(self.say("trong đó", "of this"), INDENTED),
            *([Shown(None, _SUB)] if self.units else []),
            Shown(item.target.clause, _CENTRED_SUB),
            Shown(group, _CENTRED_SUB),
            Shown(demanded or None, _SUB),
            *figures,
            self._in(leaf, part, live, _NUMBER_SUB) if verdict is not None else Shown(None, _SUB),
            verdict or Shown(None, _SUB),
            Shown(None, _SUB),
            Shown(None, _SUB),
            Shown(note or None, _SUB),
        ]

    def _levels(
        self, number: int, item: Verdict, leaves: tuple[Leaf, ...], subtotal: Subtotal
    ) -> Iterator[list[Shown]]:
        for at, (leaf, own) in enumerate(zip(leaves, subtotal.parts, strict=True), 1):
            part = own._replace(actual=as_count(leaf, own))
            alone = len(leaves) > 1 and leaf.scope.levels == frozenset([subtotal.name])  # said above, as a part of it
            if own.records and part.actual is not None and not alone:
                label = label_of(leaf, self.lang).rstrip(": ")
                group = f"{subtotal.name}, {label}" if label else subtotal.name
                name = str(at) if len(leaves) > 1 else ""
                live = self.formulas.live(number, name, leaf, part, subtotal.name)
                yield self._sub(item, group, leaf, part, live, None)

    # figures

    def _figures(self, leaf: Leaf, part: PartResult, live: Live | None, text_: Look, number: Look) -> list[Shown]:
        """What is counted, numerator, denominator, result, difference; as formulas where they can be."""
        result = figure_cell(self.directive, leaf, part.actual, self.lang, total=False)
        gap, gap_unit = difference(self.directive, leaf, part, self.lang)
        counts: list[int | None] = [None, None]
        noun = gap_unit
        match part.actual:
            case ShareOf(some, whole):
                field = counted_field(self.directive, leaf)
                counts, noun = [some, whole], self.directive.noun(field, self.lang, 2) if field is not None else ""
                noun = ratio_words(self.directive, leaf, self.lang) or noun
            case CountOf(some, whole, _) | Conditions(some, whole, _):
                counts = [some, whole]
            case _:
                pass
        shown = [Shown(count, number, COUNT) for count in counts]
        plain = text_._replace(align="center")
        result = result._replace(look=number if result.look.align == "right" else plain)
        gap = with_noun(gap, gap_unit)._replace(look=number)
        if live is not None:
            shown, result, gap = self._formulas(leaf, live, shown, result, gap)
        return [Shown(noun or None, plain), *shown, result, gap]

    def _formulas(
        self, leaf: Leaf, live: Live, counts: list[Shown], result: Shown, gap: Shown
    ) -> tuple[list[Shown], Shown, Shown]:
        """The same figures as formulas; the result and the difference follow from the cells beside them."""
        row = self.grid.row
        one, all_, own = (f"{letter}{row}" for letter in self.cells.columns[:3])
        counts = [count._replace(formula=formula) for count, formula in zip(counts, live[:2], strict=True)]
        limit = self.formulas.limit(leaf)
        less = f"-{limit}" if limit and not limit.startswith("-") else f"+{limit[1:]}" if limit else ""
        if isinstance(leaf, Share):
            self.divided.append((row, leaf.per))
            result = result._replace(formula=f'IF({all_}=0,{one}&"/"&{all_},{one}/{all_})')
            hundredfold = "" if leaf.per else "*100"
            gap_formula = f'IF({all_}=0,"",{one}/{all_}{hundredfold}{less})'
        elif live.result:
            result = result._replace(formula=live.result)
            gap_formula = f"{own}{less}"
        else:
            result = result._replace(formula=one)
            gap_formula = f"{one}{less}"
        return counts, result, gap._replace(formula=gap_formula) if less and gap.value is not None else gap

    def _in(self, leaf: Leaf, part: PartResult, live: Live | None, look: Look) -> Shown:
        """Of how many units the figures are there."""
        if not part.records and not part.missing_units:
            return Shown(None, look)
        total = part.records + part.missing_units
        noun = record_noun(self.directive, leaf.scope.form, self.lang, total).replace('"', "")
        total_ = "" if part.unknown_units else f"/{total}"
        formula = live.reported if live is not None else ""
        return Shown(part.records - len(part.waiting), look, f'0"{total_} {noun}"', formula)

    def _source(self, number: int, item: Verdict | Waiting) -> Shown:
        """The forms and the codes of the fields, and the way to their figures."""
        formulas = self.formulas
        reached = number in formulas.ledger.reach and formulas.fits
        words = sources(self.directive, item.target, self.lang)
        return Shown(words, TEXT._replace(link=reached), link=formulas.place(number) if reached else "")
