"""Verdicts on a page: the table in the order of the clauses, who holds a target down, who is waited for."""

from __future__ import annotations

from collections.abc import Sequence

from lbedu.directive.describe import record_noun
from lbedu.directive.expression import parts
from lbedu.phrases import OUTCOMES, name_list, reason_text, unit_text
from lbedu.reporters.lines import MARKS, actual_lines, held_down, own_figure, required_text, waits_for
from lbedu.reporters.terminal.page import Drawn, Page
from lbedu.scorecard import Outcome, Verdict, Waiting
from lbedu.submission import Unit

_COLOURS: dict[Outcome, str] = {"met": "green", "missed": "bold red", "undecided": "yellow", "not_applicable": "dim"}


def show_unit(page: Page, unit: Unit, verdicts: Sequence[Verdict], waiting: Sequence[Waiting]) -> None:
    name = unit_text(page.card.directive, unit, page.lang)
    if verdicts:
        page.heading(page.say(f"KẾT LUẬN: {name}", f"VERDICTS: {name}"))
        show_verdicts(page, verdicts)
    if waiting:
        page.heading(page.say(f"SỐ LIỆU GÓP VÀO CHỈ TIÊU CHUNG: {name}", f"SHARE IN COMMON TARGETS: {name}"))
        show_waiting(page, waiting)


def show_verdicts(page: Page, verdicts: Sequence[Verdict]) -> None:
    columns = [
        (page.say("Chỉ tiêu", "Target"), 24),
        (page.say("Yêu cầu", "Required"), 16),
        (page.say("Thực hiện", "Actual"), 20),
        (page.say("Kết luận", "Verdict"), 13),
    ]
    page.table(columns, [_row(page, verdict) for verdict in verdicts])
    if any(verdict.by_word for verdict in verdicts):
        page.line(
            page.say(
                "* kết luận được nhờ --complete: coi như mọi trường chưa nộp đều không có",
                "* decided by --complete: units that have not reported are taken not to exist",
            ),
            "dim",
        )


def _row(page: Page, verdict: Verdict) -> list[Drawn]:
    colour = _COLOURS[verdict.outcome]
    if verdict.outcome == "missed" and verdict.target.spec.strength == "encourage":
        colour = "yellow"
    word = " *" if verdict.by_word else ""
    return [
        page.text(verdict.target.clause),
        page.text(verdict.target.spec.title.get(page.lang)),
        page.text(required_text(page.card, verdict.target, page.lang, verdict.unit is not None)),
        page.text("\n".join(actual_lines(page.card, verdict, page.lang))),
        page.text(f"{MARKS[verdict.outcome]} {OUTCOMES[verdict.outcome][page.lang]}{word}", colour),
    ]


def show_waiting(page: Page, waiting: Sequence[Waiting]) -> None:
    others = [", ".join(waits_for(page.card, item, page.lang)) for item in waiting]
    same = len(set(others)) == 1
    lead = page.say(
        "Không kết luận riêng cho một đơn vị; chờ số liệu của ", "Not judged for one unit alone; waits for "
    )
    page.line(f"{lead}{others[0]}." if same else lead.rstrip().rstrip(";") + ":", "dim")
    columns = [
        (page.say("Chỉ tiêu", "Target"), 30),
        (page.say("Yêu cầu chung", "Required of all"), 18),
        (page.say("Riêng đơn vị", "This unit"), 20),
    ]
    columns += [] if same else [(page.say("Chờ", "Waits for"), 14)]
    rows = []
    for item, others_ in zip(waiting, others, strict=True):
        own = own_figure(page.card, item, page.lang)
        title = item.target.spec.title.get(page.lang)
        texts = [
            item.target.clause,
            title,
            required_text(page.card, item.target, page.lang),
            own,
            *([] if same else [others_]),
        ]
        rows.append([page.text(text) for text in texts])
    page.table(columns, rows)


def show_because(page: Page, verdicts: Sequence[Verdict]) -> None:
    """Who holds each target down, then who is waited for: targets that wait for the same units stand together."""
    held: list[tuple[Verdict, list[str]]] = []
    waits: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.outcome not in ("missed", "undecided"):
            continue
        leaves = list(zip(parts(verdict.target.measure), verdict.parts, strict=True))
        texts = held_down(page.card, verdict, page.lang)
        if texts:
            held.append((verdict, texts))
        if verdict.outcome == "undecided":
            reasons = [reason_text(page.card.directive, leaf, part, page.lang) for leaf, part in leaves]
            waits.setdefault("; ".join(dict.fromkeys(r for r in reasons if r)), []).append(verdict)
    if held:
        page.heading(page.say("ĐƠN VỊ LÀM CHỈ TIÊU CHƯA ĐẠT", "WHO HOLDS A TARGET DOWN"))
    for verdict, texts in held:
        _named(page, verdict)
        noun = record_noun(page.card.directive, parts(verdict.target.measure)[0].scope.form, page.lang, 2)
        page.line(name_list(texts, page.lang, noun, "; "), indent=4)
    if waits:
        page.heading(page.say("CHƯA KẾT LUẬN VÌ", "NOT DECIDED BECAUSE"))
    for reason, waiting in waits.items():
        page.line(reason[:1].upper() + reason[1:], "yellow", 2)
        for verdict in waiting:
            _named(page, verdict, 4)


def _named(page: Page, verdict: Verdict, indent: int = 2) -> None:
    target = verdict.target
    page.line(f"{target.clause} {target.spec.title.get(page.lang)} [{target.id}]", indent=indent)
