"""Reporter `table`: what an analyst reads on the terminal. Who reported, problems, verdicts in the order of the clauses."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lbedu.directive.describe import leaf_requirement, record_noun
from lbedu.directive.directive import Target
from lbedu.directive.expression import parts
from lbedu.grouping import Group, grouped
from lbedu.phrases import (
    OUTCOMES,
    actual_text,
    gap_text,
    holding_texts,
    name_list,
    reason_text,
    said_text,
    unit_text,
)
from lbedu.problem_catalogue import TITLES
from lbedu.reporters import Style
from lbedu.scorecard import Outcome, Scorecard, Verdict, Waiting
from lbedu.submission import Unit
from lbedu.wording import date, fit, harmless, is_unicode

_COLOURS: dict[Outcome, str] = {"met": "green", "missed": "bold red", "undecided": "yellow", "not_applicable": "dim"}
_MARKS: dict[Outcome, str] = {"met": "✓", "missed": "✗", "undecided": "?", "not_applicable": "–"}
_READINGS_SHOWN = 10
_CLAUSE = 12


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as text of the style's width."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(style.width, 40),
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    page = _Page(card, style, console)
    page.show()
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


class _Page:
    def __init__(self, card: Scorecard, style: Style, console: Console) -> None:
        self.card = card
        self.lang = style.lang
        self._lists = {name for name, form in card.directive.forms.items() if form.rows}
        self.console = console
        self.encoding = style.encoding
        self.box = box.SIMPLE_HEAD if is_unicode(style.encoding) else box.ASCII_DOUBLE_HEAD

    def say(self, vi: str, en: str) -> str:
        return vi if self.lang == "vi" else en

    def text(self, text: str, style: str = "") -> Text:
        """Plain text, never markup, in what the stream can show."""
        return Text(fit(text, self.encoding), style)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        self.console.print(Padding(self.text(text, style), (0, 0, 0, indent)))

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, "bold")

    def show(self) -> None:
        self._head()
        self._reported()
        self._foreign_facts()
        self._problems()
        self._readings()
        if self.card.view == "district":
            if self.card.verdicts:
                self.heading(self.say("KẾT LUẬN TOÀN QUẬN", "VERDICTS FOR THE DISTRICT"))
                self._verdicts(self.card.verdicts)
                self._because(self.card.verdicts)
        else:
            for unit in _units(self.card):
                self._unit(unit)
        self._totals()

    def _head(self) -> None:
        file = self.card.directive.file
        document = file.directive
        name = " ".join(text for text in (document.kind.get(self.lang), document.number) if text)
        issued = f" {self.say('ngày', 'of')} {date(document.issued, self.lang)}" if document.issued else ""
        year = self.say(f"Năm học {file.year}", f"School year {file.year}")
        as_of = self.say("tính đến ngày", "as of")
        self.line(f"{year} · {name}{issued} · {as_of} {date(self.card.as_of, self.lang)}", "bold")

    # who reported

    def _reported(self) -> None:
        card = self.card
        if not card.submissions:
            self.line(self.say("Chưa có báo cáo nào đọc được.", "No report could be read."), "yellow")
        elif card.view == "units":
            for unit in _units(card):
                files = dict.fromkeys(s.file for s in card.submissions if _same(s.unit, unit))
                forms = dict.fromkeys(s.title[self.lang] for s in card.submissions if _same(s.unit, unit))
                shown = ", ".join(map(harmless, files))
                self.line(f"{unit_text(card.directive, unit, self.lang)}: {shown} ({'; '.join(forms)})", indent=2)
        else:
            for text in self._who_reported():
                self.line(text, indent=2)
        for reason, files_ in _skipped(card):
            words = {
                "lock_file": self.say("tệp khóa tạm của Excel", "lock files of Excel"),
                "hidden": self.say("tệp ẩn", "hidden files"),
                "not_a_workbook_name": self.say("không phải tệp Excel", "not Excel files"),
                "own_output": self.say("tệp do lbedu lập", "files made by lbedu"),
            }[reason]
            lead = self.say("Bỏ qua", "Passed over")
            self.line(f"{lead} ({words}): {name_list([harmless(f) for f in files_], self.lang)}", "dim", 2)

    def _who_reported(self) -> Iterator[str]:
        directive = self.card.directive
        for kind, spec in directive.file.units.items():
            units = sorted({_bare(s.unit) for s in self.card.submissions if s.unit.kind == kind})
            expected = directive.file.expects.get(kind)
            noun = spec.noun.get(self.lang, 2)
            noun = noun[:1].upper() + noun[1:]
            if expected is not None and len(expected) == 1:
                state = self.say("đã báo cáo", "reported") if units else self.say("chưa báo cáo", "not reported yet")
                yield f"{expected[0]}: {state}"
            elif expected is not None:
                names = {unit.name for unit in units}
                absent = [name for name in expected if name not in names]
                missing = self.say(f"; chưa: {', '.join(absent)}", f"; not yet: {', '.join(absent)}") if absent else ""
                yield f"{noun}: {len(units)}/{len(expected)} {self.say('đã báo cáo', 'reported')}{missing}"
            else:
                levels = Counter(unit.level for unit in units)
                split = ", ".join(f"{level} {levels[level]}" for level in spec.levels if levels[level])
                known = self.say("coi là đã đủ theo --complete", "taken as all by --complete")
                unknown = self.say(
                    "chưa có danh sách nên chưa biết còn đơn vị nào", "without a register nobody knows how many more"
                )
                yield (
                    f"{noun}: {len(units)} {self.say('đã báo cáo', 'reported')}"
                    + (f" ({split})" if split else "")
                    + (f"; {known if self.card.complete else unknown}")
                )

    def _foreign_facts(self) -> None:
        """What was taken from somebody else's form: nobody sees it from the form itself."""
        facts = [
            (said, self.card.directive.field(record.form, name))
            for submission in self.card.submissions
            if submission.foreign
            for record in submission.records
            for name, said in record.said.items()
        ]
        if facts:
            self.heading(self.say("SỐ LIỆU LẤY TỪ BIỂU KHÁC", "TAKEN FROM SOMEBODY ELSE'S FORM"))
        for said, field in facts:
            value = said_text(self.card.directive, field, said, self.lang)
            self.line(f"{harmless(str(said.place))}: {field.label.get(self.lang)}: {value}", indent=2)

    # problems and readings

    def _problems(self) -> None:
        problems = self.card.problems
        if not problems:
            return
        count = Counter(problem.severity for problem in problems)
        shown = [
            (count["error"], self.say("lỗi", "error" if count["error"] == 1 else "errors")),
            (count["missing"], self.say("chỗ còn trống", "blank" if count["missing"] == 1 else "blanks")),
            (count["warning"], self.say("lưu ý", "note" if count["warning"] == 1 else "notes")),
        ]
        self.heading(
            self.say("SAI SỐ LIỆU", "PROBLEMS")
            + ": "
            + ", ".join(f"{number} {word}" for number, word in shown if number)
        )
        file = None
        for group in grouped(problems):
            if group.file != file:
                file = group.file
                self.line(harmless(file), "underline", 2)
            self._group(group)

    def _group(self, group: Group) -> None:
        colour = {"error": "red", "missing": "yellow", "warning": "dim"}[group.severity]
        if group.repeats:
            title = TITLES[group.code][0 if self.lang == "vi" else 1]
            sheet = harmless(group.sheet)
            cells = f": {group.cells}" if group.cells else ""
            lead = f"{sheet}: " if sheet else ""
            self.line(f"{lead}{len(group.problems)} {title}{cells}", colour, 4)
            self.line(group.fix(self.lang), indent=8)
            return
        for problem in group.problems:
            address = harmless(problem.place.address) if problem.place.sheet else ""
            message = problem.text(self.lang, "message")
            label = problem.label(self.lang)
            if label and label not in message:
                address += f" ({label})"
            self.line(f"{address}: {message}" if address else message, colour, 4)
            self.line(problem.text(self.lang, "fix"), indent=8)

    def _readings(self) -> None:
        readings = self.card.readings
        if not readings:
            return
        self.heading(self.say(f"ĐỌC HIỂU: {len(readings)} ô", f"UNDERSTOOD RATHER THAN READ: {len(readings)}"))
        many = len({reading.place.file for reading in readings}) > 1
        for reading in readings[:_READINGS_SHOWN]:
            place = harmless(str(reading.place) if many else reading.place.address)
            text = self.say(" (chữ)", " (text)") if reading.text else ""
            self.line(f"{place}: “{harmless(reading.found)}”{text} → {reading.read_as[self.lang]}", "dim", 2)
        left = len(readings) - _READINGS_SHOWN
        if left > 0:
            more = self.say(
                f"và {left} ô khác (xem đủ bằng --reporter json)", f"and {left} more (all in --reporter json)"
            )
            self.line(more, "dim", 2)

    # verdicts

    def _unit(self, unit: Unit) -> None:
        verdicts = [v for v in self.card.verdicts if v.unit is not None and _same(v.unit, unit)]
        waiting = [w for w in self.card.waiting if _same(w.unit, unit)]
        name = unit_text(self.card.directive, unit, self.lang)
        if verdicts:
            self.heading(self.say(f"KẾT LUẬN: {name}", f"VERDICTS: {name}"))
            self._verdicts(verdicts)
        if waiting:
            self.heading(self.say(f"SỐ LIỆU GÓP VÀO CHỈ TIÊU CHUNG: {name}", f"SHARE IN COMMON TARGETS: {name}"))
            self._waiting(waiting)

    def _table(self, *columns: tuple[str, int]) -> Table:
        table = Table(box=self.box, pad_edge=False, padding=(0, 1), show_edge=False, width=self.console.width)
        table.add_column(self.text(self.say("Mục", "Clause")), width=_CLAUSE, overflow="fold")
        for title, ratio in columns:
            table.add_column(self.text(title), ratio=ratio, overflow="fold")
        return table

    def _verdicts(self, verdicts: Sequence[Verdict]) -> None:
        table = self._table(
            (self.say("Chỉ tiêu", "Target"), 24),
            (self.say("Yêu cầu", "Required"), 16),
            (self.say("Thực hiện", "Actual"), 20),
            (self.say("Kết luận", "Verdict"), 13),
        )
        for verdict in verdicts:
            colour = _COLOURS[verdict.outcome]
            if verdict.outcome == "missed" and verdict.target.spec.strength == "encourage":
                colour = "yellow"
            word = " *" if verdict.by_word else ""
            mark = self.text(f"{_MARKS[verdict.outcome]} {OUTCOMES[verdict.outcome][self.lang]}{word}", colour)
            table.add_row(
                self.text(verdict.target.clause),
                self.text(verdict.target.spec.title.get(self.lang)),
                self.text(self._required(verdict.target, verdict.unit is not None)),
                self.text(self._actual(verdict)),
                mark,
            )
        self.console.print(table)
        if any(verdict.by_word for verdict in verdicts):
            self.line(
                self.say(
                    "* kết luận được nhờ --complete: coi như mọi trường chưa nộp đều không có",
                    "* decided by --complete: units that have not reported are taken not to exist",
                ),
                "dim",
            )

    def _required(self, target: Target, one_unit: bool = False) -> str:
        texts = [leaf_requirement(self.card.directive, leaf, self.lang, one_unit) for leaf in parts(target.measure)]
        lead = {
            "ensure": "",
            "strive": self.say("phấn đấu: ", "strive: "),
            "encourage": self.say("khuyến khích: ", "encouraged: "),
        }[target.spec.strength]
        return lead + "\n".join(dict.fromkeys(texts))

    def _actual(self, verdict: Verdict) -> str:
        lines: list[str] = []
        for leaf, part in zip(parts(verdict.target.measure), verdict.parts, strict=True):
            single = verdict.unit is not None
            lines.append(actual_text(self.card.directive, leaf, part, self.lang))
            lines.append(gap_text(self.card.directive, leaf, part, self.lang))
            if single and leaf.scope.form in self._lists:
                lines += holding_texts(self.card.directive, leaf, part, self.lang)
            if single or part.reason not in ("waiting", "nothing_reported"):
                lines.append(reason_text(self.card.directive, leaf, part, self.lang, single))
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _waiting(self, waiting: Sequence[Waiting]) -> None:
        others = [", ".join(self._others(item)) for item in waiting]
        same = len(set(others)) == 1
        lead = self.say(
            "Không kết luận riêng cho một đơn vị; chờ số liệu của ", "Not judged for one unit alone; waits for "
        )
        self.line(f"{lead}{others[0]}." if same else lead.rstrip().rstrip(";") + ":", "dim")
        columns = [
            (self.say("Chỉ tiêu", "Target"), 30),
            (self.say("Yêu cầu chung", "Required of all"), 18),
            (self.say("Riêng đơn vị", "This unit"), 20),
        ]
        table = self._table(*columns, *([] if same else [(self.say("Chờ", "Waits for"), 14)]))
        for item, others_ in zip(waiting, others, strict=True):
            leaves = zip(parts(item.target.measure), item.parts, strict=True)
            own = "\n".join(
                t for leaf, part in leaves if (t := actual_text(self.card.directive, leaf, part, self.lang))
            )
            if not own:
                none = all(part.outcome == "not_applicable" for part in item.parts)
                own = self.say("không áp dụng", "not applicable") if none else self.say("chưa có", "not yet")
            table.add_row(
                self.text(item.target.clause),
                self.text(item.target.spec.title.get(self.lang)),
                self.text(self._required(item.target)),
                self.text(own),
                *([] if same else [self.text(others_)]),
            )
        self.console.print(table)

    def _others(self, item: Waiting) -> list[str]:
        units = self.card.directive.file.units
        own = units[item.unit.kind].noun.get(self.lang, 2)
        nouns = [units[kind].noun.get(self.lang, 2) for kind in item.waits_for]
        return [self.say(f"các {noun} khác", f"other {noun}") if noun == own else noun for noun in nouns]

    def _because(self, verdicts: Sequence[Verdict]) -> None:
        """Who holds each target down, then who is waited for: targets that wait for the same units stand together."""
        held: list[tuple[Verdict, list[str]]] = []
        waits: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            if verdict.outcome not in ("missed", "undecided"):
                continue
            leaves = list(zip(parts(verdict.target.measure), verdict.parts, strict=True))
            texts = [t for leaf, part in leaves for t in holding_texts(self.card.directive, leaf, part, self.lang)]
            if texts:
                held.append((verdict, texts))
            if verdict.outcome == "undecided":
                reasons = [reason_text(self.card.directive, leaf, part, self.lang) for leaf, part in leaves]
                waits.setdefault("; ".join(dict.fromkeys(r for r in reasons if r)), []).append(verdict)
        if held:
            self.heading(self.say("ĐƠN VỊ GIỮ CHỈ TIÊU LẠI", "WHO HOLDS A TARGET DOWN"))
        for verdict, texts in held:
            self._named(verdict)
            noun = record_noun(self.card.directive, parts(verdict.target.measure)[0].scope.form, self.lang, 2)
            self.line(name_list(texts, self.lang, noun, "; "), indent=4)
        if waits:
            self.heading(self.say("CHƯA KẾT LUẬN VÌ", "NOT DECIDED BECAUSE"))
        for reason, waiting in waits.items():
            self.line(reason[:1].upper() + reason[1:], "yellow", 2)
            for verdict in waiting:
                self._named(verdict, 4)

    def _named(self, verdict: Verdict, indent: int = 2) -> None:
        target = verdict.target
        self.line(f"{target.clause} {target.spec.title.get(self.lang)} [{target.id}]", indent=indent)

    def _totals(self) -> None:
        count = Counter(verdict.outcome for verdict in self.card.verdicts)
        shown = [f"{OUTCOMES[outcome][self.lang]} {count[outcome]}" for outcome in OUTCOMES]
        self.line()
        lenient = sum(v.outcome == "missed" and v.target.spec.strength == "encourage" for v in self.card.verdicts)
        if lenient:
            at = list(OUTCOMES).index("missed")
            shown[at] += self.say(f" ({lenient} chỉ khuyến khích)", f" ({lenient} only encouraged)")
        judged = self.say("Tổng cộng", "Total")
        tail = ""
        if self.card.waiting:
            tail = self.say(
                f" · chờ đơn vị khác {len(self.card.waiting)}", f" · waiting for others {len(self.card.waiting)}"
            )
        self.line(f"{judged}: {' · '.join(shown)}{tail}", "bold")


def _bare(unit: Unit) -> Unit:
    return Unit(unit.kind, unit.name, unit.level)


def _same(a: Unit, b: Unit) -> bool:
    return _bare(a) == _bare(b)


def _units(card: Scorecard) -> list[Unit]:
    return list(dict.fromkeys(_bare(s.unit) for s in card.submissions))


def _skipped(card: Scorecard) -> Iterator[tuple[str, list[str]]]:
    for reason in dict.fromkeys(skipped.reason for skipped in card.skipped):
        yield reason, [skipped.file for skipped in card.skipped if skipped.reason == reason]
