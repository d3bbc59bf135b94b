"""The answers of one unit, or of one row of a list, as formulas see them: usable or not, asked or not, and what is wrong.

An answer counts exactly where the check takes it: it has the shape that its rule asks for, and contradicts no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec, Form
from lbedu.excel_formula import Condition, all_of, any_of, chosen, negated, text
from lbedu.handouts.live.scratch import Scratch, seen
from lbedu.own_form import FIRST_DAY, HIGHEST, LAST_DAY, LONGEST_EVIDENCE, NO, YES

WRONG = "Sai: "
"""What is wrong with an answer begins with this word."""
BLANK = "Chưa ghi"
_RAW, _FAULT, _USABLE = 2, 3, 4
_DAY_ZERO = dt.date(1899, 12, 30)


def serial(day: dt.date) -> str:
    """A day as Excel counts it."""
    return str((day - _DAY_ZERO).days)


class NoEvidence(NamedTuple):
    """Where the words stand that are written in the place of a document where there is none."""

    whole: str
    beginnings: str

    def passes(self, cell: str) -> Condition:
        """Whether a text is none of them, begins with none, and is no number of a document that is still to be filled in."""
        plain = f'TRIM(SUBSTITUTE(SUBSTITUTE(LOWER({cell}),"-"," "),"."," "))'
        lacking = f"LOWER(LEFT({cell},FIND({text('/')},{cell}&{text('/')})-1))"
        for sign in ("…", ".", "_", " "):
            lacking = f"SUBSTITUTE({lacking},{text(sign)},{text('')})"
        behind = f"LEFT(TRIM(MID({cell},FIND({text('/')},{cell}&{text('/')})+1,2)),1)"
        unnumbered = f'OR({lacking}="",{lacking}="số",{lacking}="số:")'
        return all_of(
            [
                f"SUMPRODUCT(--({plain}={self.whole}))=0",
                f'SUMPRODUCT(--(LEFT({plain}&" ",LEN({self.beginnings})+1)={self.beginnings}&" "))=0',
                f"NOT(AND({unnumbered},NOT(EXACT(UPPER({behind}),LOWER({behind})))))",
            ]
        )


class Answers:
    """The fields of one record that stand on the form."""

    def __init__(
        self,
        directive: Directive,
        form: Form,
        cells: Mapping[str, str],
        scratch: Scratch,
        no_evidence: NoEvidence,
        level: str | None,
        row: str = "",
    ) -> None:
        self.directive, self.form, self.scratch, self.level, self.row = directive, form, scratch, level, row
        self.cells = cells
        """Field → its cell, as other sheets write it."""
        self._no_evidence = no_evidence
        self.rows = {name: scratch.row(f"{row} {form.by_id[name].code}".strip()) for name in cells}
        self._raw = {name: scratch.put(at, _RAW, self._shape(form.by_id[name])) for name, at in self.rows.items()}
        self.faults = {name: scratch.put(at, _FAULT, self._fault(form.by_id[name])) for name, at in self.rows.items()}
        self._usable: dict[str, str] = {}

    def fault(self, name: str) -> str:
        """Where it is told what is wrong with an answer, as other sheets write it."""
        return seen(self.faults[name])

    def usable(self, name: str) -> str | None:
        """Where the answer stands as far as it counts, empty where it does not: yes/no and choices as texts, ranks by their
        step, days and figures as numbers, texts as 1. None: the form does not have it."""
        if name not in self.cells:
            return None
        if name not in self._usable:
            spoilt = f'LEFT({self.faults[name]},{len(WRONG)})="{WRONG}"'
            alone = not any(self._contradictions(self.form.by_id[name]))
            self._usable[name] = (
                self._raw[name]
                if alone
                else self.scratch.put(self.rows[name], _USABLE, f'IF({spoilt},"",{self._raw[name]})')
            )
        return self._usable[name]

    def said(self, name: str) -> Condition:
        """It is answered, and the answer counts."""
        usable = self.usable(name)
        return False if usable is None else f'{usable}<>""'

    def answered(self, name: str, answer: str) -> Condition:
        """It has this answer."""
        usable = self.usable(name)
        return False if usable is None else f"{usable}={text(answer)}"

    def not_asked(self, name: str) -> Condition:
        """Another answer says that it need not be answered; asked of what is not answered alone."""
        asks = self.form.by_id[name].asked_when
        if asks is None:
            return False
        return any_of([self.answered(asks, NO), all_of([negated(self.said(asks)), self.not_asked(asks)])])

    def surely_asked(self, name: str) -> Condition:
        """Nothing leaves open whether it is asked."""
        asks = self.form.by_id[name].asked_when
        return True if asks is None else any_of([self.said(name), self.answered(asks, YES)])

    # shapes: what the reader takes, once the rules of the cell have been kept

    def _shape(self, spec: FieldSpec) -> str:
        cell = self.cells[spec.id]
        match spec.type:
            case "count" | "number" | "percent":
                highest = spec.max if spec.max is not None else 1 if spec.type == "percent" else HIGHEST
                fits = [f"{cell}>={spec.min}", f"{cell}<={highest}"]
                fits += [f"INT({cell})={cell}"] if spec.type == "count" else []
                return f'IF(ISNUMBER({cell}),IF(AND({",".join(fits)}),{cell},""),"")'
            case "date":
                first, last = serial(FIRST_DAY), serial(LAST_DAY)
                return f'IF(ISNUMBER({cell}),IF(AND({cell}>={first},INT({cell})<={last}),INT({cell}),""),"")'
            case "yes_no" | "choice" | "rank" | "level":
                return self._one_of(spec, cell)
            case "text" | "name":
                return self._text(spec, cell)

    def _one_of(self, spec: FieldSpec, cell: str) -> str:
        found = '""'
        for step, label in enumerate(reversed(labels(self.directive, spec))):
            found = f"IF({cell}={text(label)},{step if spec.type == 'rank' else text(label)},{found})"
        return f'IF(ISTEXT({cell}),{found},"")'

    def _text(self, spec: FieldSpec, cell: str) -> str:
        """Whether there is a letter or a digit; in place of evidence neither zeros nor “chưa có” are any."""
        letter: Condition = f"NOT(EXACT(UPPER({cell}),LOWER({cell})))"
        digits = "123456789" if spec.id.endswith(EVIDENCE) else "0123456789"
        listed = ",".join(text(digit) for digit in digits)
        digit = f"SUMPRODUCT(--ISNUMBER(FIND({{{listed}}},{cell})))>0"
        known = self._no_evidence.passes(cell) if spec.id.endswith(EVIDENCE) else True
        says = all_of([any_of([letter, digit]), known, f"LEN({cell})<={LONGEST_EVIDENCE}"])
        return f'IF(ISTEXT({cell}),IF({says},1,""),IF(ISNUMBER({cell}),IF({cell}<>0,1,""),""))'

    # faults: what is told beside the cell

    def _fault(self, spec: FieldSpec) -> str:
        cell, raw = self.cells[spec.id], self._raw[spec.id]
        blank = chosen(self._must_be_filled(spec), text(BLANK), '""')
        misshapen = blank
        if words := shape_words(spec):
            wrong = text(WRONG + words)
            if spec.type == "date":  # a day that is written as a text may well be understood by the check
                wrong = f'IF(ISNUMBER({cell}),{wrong},"")'
            misshapen = f'IF(TRIM({cell})="",{blank},{wrong})'
        told = '""'
        for condition, words in reversed(list(self._contradictions(spec))):
            told = f"IF({condition},{text(WRONG + words)},{told})"
        return f'IF(ISERROR({cell}),{text(WRONG + "ô báo lỗi")},IF({raw}="",{misshapen},{told}))'

    def _must_be_filled(self, spec: FieldSpec) -> Condition:
        if spec.optional:
            return False
        if spec.asked_when is None:
            return True
        return f'{self._raw[spec.asked_when]}="{YES}"' if spec.asked_when in self._raw else False

    def _contradictions(self, spec: FieldSpec) -> Iterator[tuple[str, str]]:
        """Each contradiction that the answer can be part of, and what is said of it beside its cell."""
        fields = {name: self.form.by_id[name] for name in self.cells}
        if spec.part_of in fields:
            yield self._exceeds(spec, fields[spec.part_of]), f"lớn hơn mã số {fields[spec.part_of].code}"
        for other in fields.values():
            if other.part_of == spec.id:
                yield self._exceeds(other, spec), f"nhỏ hơn mã số {other.code}"
        if spec.asked_when in fields:
            words = f"mã số {fields[spec.asked_when].code} trả lời {NO}"
            yield self._needless(spec, fields[spec.asked_when]), words
        for other in fields.values():
            if other.asked_when == spec.id:
                yield self._needless(other, spec), f"trả lời {NO} mà mã số {other.code} đã ghi"

    def _exceeds(self, part: FieldSpec, whole: FieldSpec) -> str:
        more, less = self._raw[part.id], self._raw[whole.id]
        return f"AND(ISNUMBER({more}),ISNUMBER({less}),{more}>{less})"

    def _needless(self, spec: FieldSpec, asks: FieldSpec) -> str:
        """Something is answered that is said not to be there. 0 and “no” say as much."""
        answer = self._raw[spec.id]
        empty = text(NO) if spec.type == "yes_no" else "0" if spec.type in ("count", "number", "percent") else ""
        something = f",{answer}<>{empty}" if empty else ""
        return f'AND({self._raw[asks.id]}="{NO}",{answer}<>""{something})'


def labels(directive: Directive, spec: FieldSpec) -> list[str]:
    """What a dropdown offers, the best first."""
    if spec.type == "yes_no":
        return [YES, NO]
    if spec.type == "level":
        levels = [words.vi for kind in directive.file.units.values() for words in kind.levels.values()]
        return list(dict.fromkeys(levels))
    return [option.vi for option in directive.file.choices[spec.options or ""]]


def shape_words(spec: FieldSpec) -> str:
    """What a cell takes, said to somebody who pasted something else; empty for what takes any text."""
    most = "" if spec.max is None else f" đến {spec.max}"
    match spec.type:
        case "count":
            return f"ghi số nguyên từ {spec.min}{most}"
        case "number":
            return f"ghi số từ {spec.min}{most}"
        case "percent":
            return "ghi tỷ lệ từ 0% đến 100%"
        case "date":
            return "ghi ngày/tháng/năm"
        case "yes_no":
            return f"chọn {YES} hoặc {NO}"
        case "choice" | "rank" | "level":
            return "chọn trong danh sách"
        case "text" | "name":
            return ""
