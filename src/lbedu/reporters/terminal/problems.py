"""Problems, tolerant readings and foreign figures on a page."""

from __future__ import annotations

from lbedu.grouping import MANY, Group, all_cells, grouped
from lbedu.phrases import problems_text, said_text
from lbedu.problem_catalogue.words import TITLES
from lbedu.reporters.terminal.page import Page
from lbedu.wording import harmless, whole

_READINGS_SHOWN = 10


def show_foreign_facts(page: Page) -> None:
    """What was taken from somebody else's form: nobody sees it from the form itself."""
    facts = [
        (said, page.card.directive.field(record.form, name))
        for submission in page.card.submissions
        if submission.foreign
        for record in submission.records
        for name, said in record.said.items()
    ]
    if facts:
        page.heading(page.say("SỐ LIỆU LẤY TỪ BIỂU KHÁC", "TAKEN FROM SOMEBODY ELSE'S FORM"))
    for said, field in facts:
        value = said_text(page.card.directive, field, said, page.lang)
        page.line(f"{harmless(str(said.place))}: {field.label.get(page.lang)}: {value}", indent=2)


def show_problems(page: Page) -> None:
    problems = page.card.problems
    if not problems:
        return
    page.heading(page.say("SAI SỐ LIỆU", "PROBLEMS") + ": " + problems_text(page.card, page.lang))
    file, cut = None, False
    for group in grouped(problems):
        cut = cut or group.cut
        if group.file != file:
            file = group.file
            page.line(harmless(file), "underline", 2)
        _show_group(page, group)
    if cut:
        said = page.say(
            "Chưa nêu hết các ô: --reporter csv-problems:TỆP liệt kê đủ, lbedu mark đánh dấu từng ô trong một bản sao.",
            "Not all cells are named: --reporter csv-problems:FILE lists them, lbedu mark marks each in a copy.",
        )
        page.line(said, "dim", 2)


def _show_group(page: Page, group: Group) -> None:
    colour = {"error": "red", "missing": "yellow", "warning": "dim"}[group.severity]
    if group.repeats:
        title = TITLES[group.code][0 if page.lang == "vi" else 1]
        sheet = harmless(group.sheet)
        said = group.cells(page.lang)
        cells = f": {said}" if said else ""
        lead = f"{sheet}: " if sheet else ""
        count = whole(len(group.problems), page.lang)
        more = page.say(" nữa (xem đủ bằng --reporter json)", " more (all in --reporter json)") if group.left else ""
        page.line(f"{lead}{count} {title}{more}{cells}", colour, 4)
        page.line(group.fix(page.lang), indent=8)
        return
    for problem in group.problems:
        address = harmless(problem.place.address) if problem.place.sheet else ""
        message = problem.text(page.lang, "message")
        label = problem.label(page.lang)
        if label and label not in message:
            address += f" ({label})"
        page.line(f"{address}: {message}" if address else message, colour, 4)
        if len(problem.places) > MANY:
            page.line(page.say("Các ô: ", "Cells: ") + all_cells(problem, page.lang), indent=8)
        page.line(problem.text(page.lang, "fix"), indent=8)


def show_readings(page: Page) -> None:
    readings = page.card.readings
    if not readings:
        return
    count = whole(len(readings), page.lang)
    page.heading(page.say(f"ĐÃ HIỂU CÁCH GHI: {count} ô", f"UNDERSTOOD RATHER THAN READ: {count}"))
    many = len(page.card.inputs) > 1
    for reading in readings[:_READINGS_SHOWN]:
        place = harmless(str(reading.place) if many else reading.place.address)
        text = page.say(" (chữ)", " (text)") if reading.text else ""
        page.line(f"{place}: “{harmless(reading.found)}”{text} → {reading.read_as[page.lang]}", "dim", 2)
    if len(readings) > _READINGS_SHOWN:
        left = whole(len(readings) - _READINGS_SHOWN, page.lang)
        more = page.say(f"và {left} ô khác (xem đủ bằng --reporter json)", f"and {left} more (all in --reporter json)")
        page.line(more, "dim", 2)
