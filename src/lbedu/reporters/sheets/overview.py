"""The sheet of all targets in the order of the clauses: requirement, figures, difference, verdict, and why."""

from __future__ import annotations

from collections.abc import Iterator

from lbedu.directive.describe import Leaf, label_of, leaf_requirement, record_noun
from lbedu.directive.directive import Target
from lbedu.directive.expression import parts
from lbedu.directive.model import Language
from lbedu.phrases import (
    OUTCOMES,
    beside,
    counted_field,
    gap_text,
    holding_texts,
    name_list,
    reason_text,
    summing_up,
    unit_text,
    waiting_text,
)
from lbedu.reporters.sheets.cells import COUNT, FILLS, PALER, as_count, difference, figure_cell
from lbedu.reporters.sheets.grid import (
    CENTRED,
    INDENTED,
    NUMBER,
    QUIET,
    TEXT,
    TITLE,
    Book,
    Column,
    Look,
    Shown,
    write_list,
)
from lbedu.scorecard import Conditions, CountOf, PartResult, Scorecard, ShareOf, Subtotal, Verdict, Waiting
from lbedu.wording import date, harmless

_CENTRED_SUB = INDENTED._replace(align="center", indent=0)
_NUMBER_SUB = INDENTED._replace(align="right", indent=0)


def write_overview(book: Book, card: Scorecard, lang: Language) -> None:
    """Write the sheet."""
    sheet = _Overview(card, lang)
    grid = write_list(book, sheet.say("Tổng hợp", "Summary"), list(sheet.lines()), sheet.columns())
    for row in sheet.rows():
        grid.add(row, level=int(row[0].value is None))
    grid.finish(sheet.frozen)


class _Overview:
    """The rows of the sheet."""

    def __init__(self, card: Scorecard, lang: Language) -> None:
        self.card = card
        self.directive = card.directive
        self.lang = lang
        self.units = card.view == "units"
        self.frozen = 4 if self.units else 3

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def columns(self) -> list[Column]:
        vi = self.lang == "vi"
        unit = [Column("Đơn vị" if vi else "Unit", 20)] if self.units else []
        return [
            Column("TT" if vi else "No.", 5),
            Column("Mục" if vi else "Clause", 11),
            Column("Chỉ tiêu" if vi else "Target", 38),
            *unit,
            Column("Cấp, nhóm" if vi else "Level, group", 11),
            Column("Yêu cầu" if vi else "Required", 26),
            Column("Tử số" if vi else "Numerator", 10),
            Column("Mẫu số" if vi else "Denomi-nator", 10),
            Column("Đơn vị tính" if vi else "Unit of count", 14),
            Column("Kết quả" if vi else "Result", 10),
            Column("Chênh lệch" if vi else "Difference", 10),
            Column("Đơn vị chênh lệch" if vi else "Difference in", 10),
            Column("Kết luận" if vi else "Verdict", 16),
            Column("Ghi chú" if vi else "Notes", 46),
        ]

    def lines(self) -> Iterator[Shown]:
        file = self.directive.file
        document = file.directive
        title = self.say("Tổng hợp kết quả thực hiện chỉ tiêu năm học", "Results on the targets of the school year")
        yield Shown(f"{title} {file.year}".upper(), TITLE)
        name = " ".join(text for text in (document.kind.get(self.lang), document.number) if text)
        issued = f" {self.say('ngày', 'of')} {date(document.issued, self.lang)}" if document.issued else ""
        issuer = f"{self.say(' của', ',')} {document.issuer.get(self.lang)}"
        as_of = f"{self.say('số liệu tính đến ngày', 'figures as of')} {date(self.card.as_of, self.lang)}"
        yield Shown(f"{name}{issued}{issuer}; {as_of}", QUIET)
        yield Shown(f"{self.say('Đã báo cáo', 'Reported')}: {'; '.join(self._reported())}", Look(box=False, wrap=False))
        yield Shown(summing_up(self.card, self.lang), Look(bold=True, box=False, wrap=False))
        note = self.say(
            "Kết quả và chênh lệch tính theo số liệu đã nộp. Dòng in nghiêng: từng phần, từng cấp học của chỉ tiêu ở trên.",
            "Results and differences are of what has been reported. Rows in italics: parts and levels of the target above.",
        )
        yield Shown(note, QUIET)
        if any(verdict.by_word for verdict in self.card.verdicts):
            by_word = self.say(
                "* Kết luận được nhờ xác nhận rằng các đơn vị đã nộp đủ (--complete).",
                "* Decided by the user's word that all units have reported (--complete).",
            )
            yield Shown(by_word, QUIET)

    def _reported(self) -> Iterator[str]:
        """So many of so many units of each kind, and by which list."""
        for kind, spec in self.directive.file.units.items():
            units = {(s.unit.level, s.unit.name) for s in self.card.submissions if s.unit.kind == kind}
            expected = sum(unit.kind == kind for unit in self.card.expected) or len(
                self.directive.file.expects.get(kind, ())
            )
            listed = kind in self.directive.file.expects or bool(self.card.register)
            unknown = self.say(" (chưa có danh sách)", " (there is no register)")
            yield f"{spec.noun.get(self.lang, 2)} {len(units)}" + (f"/{expected}" if listed else unknown)
        if self.card.register:
            yield f"{self.say('danh sách', 'register')}: {harmless(self.card.register)}"

    def rows(self) -> Iterator[list[Shown]]:
        found: list[Verdict | Waiting] = [*self.card.verdicts, *self.card.waiting]
        for number, item in enumerate(found, 1):
            leaves = parts(item.target.measure)
            both = list(zip(leaves, item.parts, strict=True))
            yield self._main(number, item, both)
            if len(both) > 1:
                for leaf, part in both:
                    yield self._sub(item, self._group(leaf), leaf, part, whole=True)
            if isinstance(item, Verdict):
                for subtotal in item.subtotals:
                    if subtotal.by == "level":
                        yield from self._levels(item, leaves, subtotal)

    def _main(self, number: int, item: Verdict | Waiting, both: list[tuple[Leaf, PartResult]]) -> list[Shown]:
        single = len(both) == 1
        leaf, part = both[0]
        unit = [Shown(unit_text(self.directive, item.unit, self.lang))] if item.unit is not None else []
        levels = dict.fromkeys(self._levels_of(leaf) for leaf, _ in both)
        figures = self._figures(leaf, part, TEXT, NUMBER) if single else [Shown()] * 6
        return [
            Shown(number, CENTRED),
            Shown(item.target.clause),
            Shown(item.target.spec.title.get(self.lang)),
            *(unit if self.units else []),
            Shown(", ".join(levels), CENTRED),
            Shown(self._required(item.target, item.unit is not None)),
            *figures,
            self._verdict(item),
            Shown(self._notes(item, both)),
        ]

    def _sub(self, item: Verdict | Waiting, group: str, leaf: Leaf, part: PartResult, whole: bool) -> list[Shown]:
        """A row below a target: a part of it, which is demanded, or its figures over one level, which is not."""
        required = leaf_requirement(self.directive, leaf, self.lang, item.unit is not None) if whole else ""
        figures = self._figures(leaf, part, INDENTED._replace(indent=0), _NUMBER_SUB)
        if not whole:
            figures[4:] = [Shown(None, INDENTED), Shown(None, INDENTED)]
        note = "; ".join(self._why(leaf, part, item.unit is not None)) if whole else ""
        return [
            Shown(None, INDENTED),
            Shown(item.target.clause, INDENTED._replace(indent=0)),
            Shown(self.say("trong đó", "of this"), INDENTED),
            *([Shown(None, INDENTED)] if self.units else []),
            Shown(group, _CENTRED_SUB),
            Shown(required or None, INDENTED._replace(indent=0)),
            *figures,
            Shown(None, INDENTED),
            Shown(note or None, INDENTED._replace(indent=0)),
        ]

    def _levels(self, item: Verdict, leaves: tuple[Leaf, ...], subtotal: Subtotal) -> Iterator[list[Shown]]:
        for leaf, own in zip(leaves, subtotal.parts, strict=True):
            part = own._replace(actual=as_count(leaf, own))
            if own.records and part.actual is not None:
                label = label_of(leaf, self.lang).rstrip(": ")
                yield self._sub(item, f"{subtotal.name}, {label}" if label else subtotal.name, leaf, part, whole=False)

    def _figures(self, leaf: Leaf, part: PartResult, text: Look, number: Look) -> list[Shown]:
        """Numerator, denominator, what they count, result, difference, what that counts."""
        result = figure_cell(self.directive, leaf, part.actual, self.lang, total=False)
        gap, gap_unit = difference(self.directive, leaf, part, self.lang)
        counts: list[int | None] = [None, None]
        noun = gap_unit
        match part.actual:
            case ShareOf(some, whole):
                field = counted_field(self.directive, leaf)
                counts, noun = [some, whole], self.directive.noun(field, self.lang, 2) if field is not None else ""
            case CountOf(some, whole, _) | Conditions(some, whole, _):
                counts = [some, whole]
            case _:
                pass
        plain = text._replace(align="center")
        return [
            *(Shown(count, number, COUNT) for count in counts),
            Shown(noun or None, plain),
            result._replace(look=number if result.look.align == "right" else plain),
            gap._replace(look=number),
            Shown(gap_unit or None, plain),
        ]

    def _verdict(self, item: Verdict | Waiting) -> Shown:
        if isinstance(item, Waiting):
            return Shown(self.say("Không xét riêng", "Not judged alone"), CENTRED)
        word = OUTCOMES[item.outcome][self.lang] + (" *" if item.by_word else "")
        missed = item.outcome == "missed"
        fill = PALER if missed and item.target.spec.strength == "encourage" else FILLS[item.outcome]
        return Shown(word, CENTRED._replace(bold=missed, fill=fill))

    def _required(self, target: Target, one_unit: bool) -> str:
        texts = [leaf_requirement(self.directive, leaf, self.lang, one_unit) for leaf in parts(target.measure)]
        lead = {
            "ensure": "",
            "strive": self.say("phấn đấu: ", "strive: "),
            "encourage": self.say("khuyến khích: ", "encouraged: "),
        }[target.spec.strength]
        return lead + "; ".join(dict.fromkeys(texts))

    def _notes(self, item: Verdict | Waiting, both: list[tuple[Leaf, PartResult]]) -> str:
        if isinstance(item, Waiting):
            units = self.directive.file.units
            kinds = ", ".join(units[kind].noun.get(self.lang, 2) for kind in item.waits_for)
            return self.say(f"cần số liệu của các {kinds}", f"needs the figures of {kinds}")
        if len(both) > 1:
            return ""
        leaf, part = both[0]
        return "; ".join(self._why(leaf, part, item.unit is not None))

    def _why(self, leaf: Leaf, part: PartResult, one_unit: bool) -> list[str]:
        """Beside a count its share; how many are lacking, because of whom; what is waited for."""
        texts = []
        if isinstance(part.actual, CountOf):
            texts.append(beside(self.directive, leaf, part.actual, self.lang).strip(" ()"))
        texts.append(gap_text(self.directive, leaf, part, self.lang))
        held = holding_texts(self.directive, leaf, part, self.lang)
        if held and part.outcome in ("missed", "undecided"):
            noun = record_noun(self.directive, leaf.scope.form, self.lang, 2)
            texts.append(name_list(held, self.lang, noun, "; "))
        if not one_unit and part.reason in ("waiting", "nothing_reported") and (part.waiting or part.records):
            texts.append(waiting_text(self.directive, leaf, part, self.lang, advise=False))
        else:
            texts.append(reason_text(self.directive, leaf, part, self.lang, one_unit))
        return [text for text in texts if text]

    def _levels_of(self, leaf: Leaf) -> str:
        """The levels that a measure is about, else the kind of unit that reports on it."""
        kind = self.directive.file.units[self.directive.unit_of(leaf.scope.form)]
        return ", ".join(level for level in kind.levels if level in (leaf.scope.levels or ())) or kind.noun.get(
            self.lang, 2
        )

    def _group(self, leaf: Leaf) -> str:
        return label_of(leaf, self.lang).rstrip(": ") or self._levels_of(leaf)
