"""Reporter `table`: what an analyst reads on the terminal. Who reported, problems, verdicts in the order of the clauses."""

from __future__ import annotations

from collections.abc import Iterator

from lbedu.phrases import name_list, totals_text, unit_text
from lbedu.reporters import Style
from lbedu.reporters.terminal.page import Page
from lbedu.reporters.terminal.problems import show_foreign_facts, show_problems, show_readings
from lbedu.reporters.terminal.reported import show_absent, who_reported
from lbedu.reporters.terminal.verdicts import bare, is_same, show_because, show_unit, show_verdicts
from lbedu.scorecard import Scorecard
from lbedu.submission import Unit
from lbedu.wording import date, harmless


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as text of the style's width."""
    page = Page(card, style)
    _head(page)
    _reported(page)
    show_foreign_facts(page)
    show_problems(page)
    show_readings(page)
    if card.view == "units":
        for unit in _units(card):
            show_unit(page, unit)
    elif card.verdicts:
        show_absent(page)
        page.heading(page.say("KẾT LUẬN TOÀN QUẬN", "VERDICTS FOR THE DISTRICT"))
        show_verdicts(page, card.verdicts)
        show_because(page, card.verdicts)
    page.line()
    page.line(totals_text(card, style.lang), "bold")
    return page.finished()


def _head(page: Page) -> None:
    file = page.card.directive.file
    document = file.directive
    name = " ".join(text for text in (document.kind.get(page.lang), document.number) if text)
    issued = f" {page.say('ngày', 'of')} {date(document.issued, page.lang)}" if document.issued else ""
    year = page.say(f"Năm học {file.year}", f"School year {file.year}")
    as_of = page.say("tính đến ngày", "as of")
    page.line(f"{year} · {name}{issued} · {as_of} {date(page.card.as_of, page.lang)}", "bold")


def _reported(page: Page) -> None:
    card = page.card
    if not card.submissions:
        page.line(page.say("Chưa có báo cáo nào đọc được.", "No report could be read."), "yellow")
    elif card.view == "units":
        for unit in _units(card):
            files = dict.fromkeys(s.file for s in card.submissions if is_same(s.unit, unit))
            forms = dict.fromkeys(s.title[page.lang] for s in card.submissions if is_same(s.unit, unit))
            shown = ", ".join(map(harmless, files))
            page.line(f"{unit_text(card.directive, unit, page.lang)}: {shown} ({'; '.join(forms)})", indent=2)
    else:
        for text in who_reported(page):
            page.line(text, indent=2)
    for reason, files_ in _skipped(card):
        words = {
            "lock_file": page.say("tệp khóa tạm của Excel", "lock files of Excel"),
            "hidden": page.say("tệp ẩn", "hidden files"),
            "not_a_workbook_name": page.say("không phải tệp Excel", "not Excel files"),
            "other_register": page.say("danh sách đơn vị khác", "other registers"),
            "own_output": page.say("tệp do lbedu lập", "files made by lbedu"),
        }[reason]
        lead = page.say("Bỏ qua", "Passed over")
        page.line(f"{lead} ({words}): {name_list([harmless(f) for f in files_], page.lang)}", "dim", 2)


def _units(card: Scorecard) -> list[Unit]:
    return list(dict.fromkeys(bare(s.unit) for s in card.submissions))


def _skipped(card: Scorecard) -> Iterator[tuple[str, list[str]]]:
    for reason in dict.fromkeys(skipped.reason for skipped in card.skipped):
        yield reason, [skipped.file for skipped in card.skipped if skipped.reason == reason]
