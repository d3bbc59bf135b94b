"""Reporter `table`: what an analyst reads on the terminal. Who reported, problems, verdicts in the order of the clauses."""

from __future__ import annotations

from lbedu.phrases import name_list, totals_text, unit_text
from lbedu.reporters import Style
from lbedu.reporters.lines import bare, by_unit, headline, incomplete, skipped_files, who_reported
from lbedu.reporters.terminal.page import Page
from lbedu.reporters.terminal.problems import show_foreign_facts, show_problems, show_readings
from lbedu.reporters.terminal.reported import show_absent
from lbedu.reporters.terminal.verdicts import show_because, show_unit, show_verdicts
from lbedu.scorecard import Scorecard
from lbedu.wording import harmless


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as text of the style's width."""
    page = Page(card, style)
    page.line(headline(card, style.lang), "bold")
    if card.interrupted:
        page.line(incomplete(card, style.lang), "bold red")
    _reported(page)
    show_foreign_facts(page)
    show_problems(page)
    show_readings(page)
    if card.view == "units":
        verdicts, waiting = by_unit(card.verdicts, lambda one: one.unit), by_unit(card.waiting, lambda one: one.unit)
        for unit in dict.fromkeys(bare(submission.unit) for submission in card.submissions):
            show_unit(page, unit, verdicts.get(unit, ()), waiting.get(unit, ()))
    elif card.verdicts:
        show_absent(page)
        whole = card.directive.as_whole(style.lang).upper()
        page.heading(page.say(f"KẾT LUẬN {whole}", f"VERDICTS FOR {whole}"))
        show_verdicts(page, card.verdicts)
        show_because(page, card.verdicts)
    page.line()
    page.line(totals_text(card, style.lang), "bold")
    return page.finished()


def _reported(page: Page) -> None:
    card = page.card
    if not card.submissions:
        page.line(page.say("Chưa có báo cáo nào đọc được.", "No report could be read."), "yellow")
    elif card.view == "units":
        for own in by_unit(card.submissions, lambda one: one.unit).values():
            unit, files = bare(own[0].unit), dict.fromkeys(submission.file for submission in own)
            forms = dict.fromkeys(submission.title[page.lang] for submission in own)
            shown = ", ".join(map(harmless, files))
            page.line(f"{unit_text(card.directive, unit, page.lang)}: {shown} ({'; '.join(forms)})", indent=2)
    else:
        for text in who_reported(card, page.lang):
            page.line(text, indent=2)
    for words, files_ in skipped_files(card, page.lang):
        lead = page.say("Bỏ qua", "Passed over")
        page.line(f"{lead} ({words}): {name_list(files_, page.lang)}", "dim", 2)
