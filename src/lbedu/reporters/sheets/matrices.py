"""The sheets of units × targets: each unit's own figure, and for wards those of their schools together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.directive.describe import Leaf, leaf_requirement
from lbedu.directive.directive import Target
from lbedu.directive.expression import parts
from lbedu.directive.model import Language
from lbedu.frames import DataFrame, matrix
from lbedu.phrases import OUTCOMES
from lbedu.reporters.sheets.cells import FILLS, PALER, as_count, figure_cell, short_text
from lbedu.reporters.sheets.grid import Book, Grid
from lbedu.reporters.sheets.shown import CENTRED, HEADER, QUIET, SMALL, TEXT, TITLE, Look, Shown
from lbedu.scorecard import Outcome, PartResult, Scorecard, Verdict, Waiting
from lbedu.submission import Said, Unit
from lbedu.vietnamese import sort_key

_WIDTH = 15
_BLANK = Shown()
_NO_REPORT = Shown(None, Look(fill="D9D9D9"))
_MARKS: dict[Outcome, str] = {"missed": " ✗", "undecided": " ?"}
_LOW = " ▼"


class Row(NamedTuple):
    """A line of a matrix: level and name of the unit, the cells that say who it is, and whether it has reported."""

    key: tuple[str, str]
    lead: tuple[Shown, ...]
    reported: bool


def write_matrices(book: Book, card: Scorecard, lang: Language) -> Iterator[Grid]:
    """A sheet for every kind of unit of which there are several."""
    for kind in card.directive.file.units:
        if len(card.directive.file.expects.get(kind, ())) != 1:
            yield _Matrix(card, lang, kind).write(book)


class _Matrix:
    """The sheet of one kind of unit."""

    def __init__(self, card: Scorecard, lang: Language, kind: str) -> None:
        self.card = card
        self.directive = card.directive
        self.lang = lang
        self.kind = kind
        self.spec = card.directive.file.units[kind]
        self.by_ward = kind == self.directive.place
        own = [target for target in self.directive.targets if self._asks(target)]
        found = {v.target.id for v in card.verdicts if self.by_ward and any(s.by == "ward" for s in v.subtotals)}
        self.sums = [target for target in self.directive.targets if target.id in found and target not in own]
        self.targets = [target for target in self.directive.targets if target in own or target in self.sums]
        self.low = _holding_down(card)

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def _asks(self, target: Target) -> bool:
        return any(self.directive.unit_of(leaf.scope.form) == self.kind for leaf in parts(target.measure))

    # layout

    def write(self, book: Book) -> Grid:
        noun = self.spec.noun.get(self.lang, 1)
        leads = self._leads()
        widths = [width for _, width in leads]
        grid = Grid(book, self.say(f"Theo {noun}", f"By {noun}")[:31], [*widths, *[_WIDTH] * len(self.targets)])
        grid.line(self.say(f"KẾT QUẢ THEO {noun.upper()}", f"RESULTS BY {noun.upper()}"), TITLE)
        for line in self._legend():
            grid.line(line, QUIET)
        self._header(grid, [name for name, _ in leads])
        rows = self._rows()
        for row, found in zip(rows, self._table(rows), strict=True):
            blank = _BLANK if row.reported else _NO_REPORT
            cells = (cell if isinstance(cell, Shown) else blank for cell in found)
            grid.add([*row.lead, *cells], self.say("… trang tính đã đầy", "… the sheet is full"))
        grid.finish(len(leads), wide=True)
        return grid

    def _leads(self) -> list[tuple[str, float]]:
        wide = [
            (self.say("Cấp học", "Level"), 8),
            (self.directive.place_heading(self.lang), 14),
            (self.say("Loại hình", "Type"), 12),
        ]
        name = self.spec.noun.get(self.lang, 1)
        return [
            (self.say("TT", "No."), 5),
            *(wide if self.spec.levels else []),
            (name[:1].upper() + name[1:], 26),
            (self.say("Báo cáo", "Report"), 10),
        ]

    def _legend(self) -> tuple[str, str]:
        return (
            self.say(
                "✗ không đạt · ? chưa đủ số liệu · ▼ kéo chỉ tiêu chung xuống",
                "✗ missed · ? undecided · ▼ holds a common target down",
            ),
            self.say(
                "Ô trống: không thuộc chỉ tiêu, hoặc chưa có số liệu.",
                "Blank: not concerned, or no figure yet.",
            ),
        )

    def _header(self, grid: Grid, names: list[str]) -> None:
        """Clause and title, what is demanded, how the district stands, and the id, which carries the filters."""
        lead = [Shown(None, HEADER)] * (len(names) - 1)
        small = HEADER._replace(size=8, bold=False)
        whole, place = self.directive.file.whole, self.directive.place_noun("en")
        inside = [kind.noun for name, kind in self.directive.file.units.items() if self.directive.has_place(name)]
        vi, en = (", ".join(noun.get(lang, 2) for noun in inside) for lang in ("vi", "en"))
        schools = self.say(f"\n(các {vi} trên địa bàn)", f"\n({en} in the {place})")
        grid.header(
            [
                *(Shown(name, HEADER) for name in names),
                *(
                    Shown(
                        f"{target.clause}\n{target.spec.title.get(self.lang)}{schools if target in self.sums else ''}",
                        HEADER._replace(size=9),
                    )
                    for target in self.targets
                ),
            ],
            [
                *lead,
                Shown(self.say("Yêu cầu", "Required"), small),
                *(Shown(self._required(target), small) for target in self.targets),
            ],
            [
                *lead,
                Shown(self.say(f"Toàn {whole.vi}", whole.get("en").capitalize()), HEADER),
                *map(self._district, self.targets),
            ],
            [*(Shown(None, SMALL) for _ in names), *(Shown(target.id, SMALL) for target in self.targets)],
        )

    def _required(self, target: Target) -> str:
        """What is demanded of one unit, or of all together."""
        leaves = parts(target.measure)
        return "; ".join(dict.fromkeys(leaf_requirement(self.directive, leaf, self.lang, True) for leaf in leaves))

    def _district(self, target: Target) -> Shown:
        verdict = next((v for v in self.card.verdicts if v.target is target and v.unit is None), None)
        if verdict is None:
            return Shown(None, HEADER)
        return self._judged(verdict, bold=True)

    # rows and cells

    def _rows(self) -> list[Row]:
        """Units that must report or have, in the order of levels and names."""
        reported = {_key(s.unit): s.unit for s in self.card.submissions if s.unit.kind == self.kind}
        units = {_key(unit): unit for unit in self.card.expected if unit.kind == self.kind} | reported
        if self.by_ward:
            wards = {s.name for v in self.card.verdicts for s in v.subtotals if s.by == "ward"}
            units |= {("", name): Unit(self.kind, name) for name in wards if ("", name) not in units}
        levels = list(self.spec.levels)
        ordered = sorted(
            units.items(), key=lambda one: (levels.index(one[0][0]) if one[0][0] in levels else -1, sort_key(one[0][1]))
        )
        return [
            Row(key, self._lead(number, unit, key in reported), key in reported)
            for number, (key, unit) in enumerate(ordered, 1)
        ]

    def _lead(self, number: int, unit: Unit, reported: bool) -> tuple[Shown, ...]:
        type_ = self.spec.types.get(unit.type)
        wide = (Shown(unit.level, CENTRED), Shown(unit.ward or None), Shown(type_.get(self.lang) if type_ else None))
        state = self.say("Đã nộp", "Reported") if reported else self.say("Chưa nộp", "Not yet")
        look = CENTRED if reported else CENTRED._replace(bold=True, fill="FFF2CC")
        return Shown(number, CENTRED), *(wide if self.spec.levels else ()), Shown(unit.name), Shown(state, look)

    def _table(self, rows: list[Row]) -> list[tuple[object, ...]]:
        """The cells, row by row: a pivot of the scorecard's frame of units, and of its subtotals."""
        own = [
            (place, item) for place, item in enumerate(self.card.by_unit) if item.unit and item.unit.kind == self.kind
        ]
        units = self.card.to_frame("units", self.lang).reset_index().iloc[[place for place, _ in own]]
        found: list[tuple[DataFrame, list[Shown]]] = [(units, [self._own(item) for _, item in own])]
        if self.sums:
            totals = self.card.to_frame("subtotals").reset_index()
            wanted = (totals["by"] == "ward") & (totals["part"] == 1) & totals["target"].isin([t.id for t in self.sums])
            found.append((totals[wanted].rename(columns={"name": "unit"}).assign(level=""), list(self._summed())))
        return matrix(found, [row.key for row in rows], [target.id for target in self.targets])

    def _summed(self) -> Iterator[Shown]:
        """The subtotals of wards, in the order of their frame."""
        ids = {target.id for target in self.sums}
        for verdict in self.card.verdicts:
            for subtotal in verdict.subtotals:
                if subtotal.by == "ward" and verdict.target.id in ids:
                    both = zip(parts(verdict.target.measure), subtotal.parts, strict=True)
                    yield self._figure(verdict.target, tuple(p._replace(actual=as_count(leaf, p)) for leaf, p in both))

    def _own(self, item: Verdict | Waiting) -> Shown:
        if isinstance(item, Verdict):
            return self._judged(item)
        figure = self._figure(item.target, item.parts)
        if (item.target.id, *_key(item.unit)) in self.low:
            return _marked(figure, _LOW, PALER)
        return figure

    def _judged(self, verdict: Verdict, bold: bool = False) -> Shown:
        """The figure of a verdict with its mark; its word where there is no number."""
        fill = FILLS[verdict.outcome]
        if verdict.outcome == "missed" and verdict.target.spec.strength == "encourage":
            fill = PALER
        figure = self._figure(verdict.target, verdict.parts)
        word = OUTCOMES[verdict.outcome][self.lang]
        yes_or_no = any(isinstance(part.actual, Said) and isinstance(part.actual.value, bool) for part in verdict.parts)
        if figure.value is None or yes_or_no or verdict.outcome == "not_applicable":
            return Shown(word, CENTRED._replace(fill=fill, bold=bold or verdict.outcome == "missed"))
        marked = _marked(figure, _MARKS.get(verdict.outcome, ""), fill)
        return marked._replace(look=marked.look._replace(bold=bold or verdict.outcome == "missed"))

    def _figure(self, target: Target, found: tuple[PartResult, ...]) -> Shown:
        """The figure of a target; of several measures with different figures a text with each."""
        both: list[tuple[Leaf, PartResult]] = [
            (leaf, part) for leaf, part in zip(parts(target.measure), found, strict=True) if part.actual is not None
        ]
        if not both:
            return _BLANK
        labelled = len(both) > 1 and any(leaf.scope.label for leaf, _ in both)
        if not labelled and len({part.actual for _, part in both}) == 1:
            leaf, part = both[0]
            return figure_cell(self.directive, leaf, part.actual, self.lang)
        texts = [short_text(self.directive, leaf, part.actual, self.lang) for leaf, part in both]
        return Shown("\n".join(texts), TEXT._replace(size=9))


def _key(unit: Unit) -> tuple[str, str]:
    return unit.level, unit.name


def _holding_down(card: Scorecard) -> set[tuple[str, str, str]]:
    """Targets of the district that are not met, and the units that hold them down."""
    return {
        (verdict.target.id, *_key(holding.unit))
        for verdict in card.verdicts
        if verdict.unit is None
        for part in verdict.parts
        for holding in part.failing
    }


def _marked(shown: Shown, mark: str, fill: str) -> Shown:
    """A cell with a mark behind: within its format where it is a number, so that it stays one."""
    look = shown.look._replace(fill=fill)
    if not mark:
        return shown._replace(look=look)
    if isinstance(shown.value, str):
        return Shown(shown.value + mark, look, shown.format)
    return Shown(shown.value, look, f'{shown.format}"{mark}"')
