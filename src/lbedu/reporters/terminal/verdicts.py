"""Verdicts on a page: the table in the order of the clauses, who holds a target down, who is waited for."""

from __future__ import annotations

from collections.abc import Sequence

from lbedu.directive.describe import leaf_requirement, record_noun
from lbedu.directive.directive import Target
from lbedu.directive.expression import Every, parts
from lbedu.phrases import (
    OUTCOMES,
    actual_text,
    gap_text,
    holding_texts,
    name_list,
    reason_text,
    short_figure,
    unit_text,
)
from lbedu.reporters.terminal.page import Drawn, Page
from lbedu.scorecard import Outcome, Verdict, Waiting
from lbedu.submission import Unit

_COLOURS: dict[Outcome, str] = {"met": "green", "missed": "bold red", "undecided": "yellow", "not_applicable": "dim"}
_MARKS: dict[Outcome, str] = {"met": "✓", "missed": "✗", "undecided": "?", "not_applicable": "–"}


def show_unit(page: Page, unit: Unit) -> None:
    verdicts = [v for v in page.card.verdicts if v.unit is not None and is_same(v.unit, unit)]
    waiting = [w for w in page.card.waiting if is_same(w.unit, unit)]
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
        page.text(_required(page, verdict.target, verdict.unit is not None)),
        page.text(_actual(page, verdict)),
        page.text(f"{_MARKS[verdict.outcome]} {OUTCOMES[verdict.outcome][page.lang]}{word}", colour),
    ]


def _required(page: Page, target: Target, one_unit: bool = False) -> str:
    texts = [leaf_requirement(page.card.directive, leaf, page.lang, one_unit) for leaf in parts(target.measure)]
    lead = {
        "ensure": "",
        "strive": page.say("phấn đấu: ", "strive: "),
        "encourage": page.say("khuyến khích: ", "encouraged: "),
    }[target.spec.strength]
    return lead + "\n".join(dict.fromkeys(texts))


def _actual(page: Page, verdict: Verdict) -> str:
    lines: list[str] = []
    for leaf, part in zip(parts(verdict.target.measure), verdict.parts, strict=True):
        single = verdict.unit is not None
        lines.append(actual_text(page.card.directive, leaf, part, page.lang))
        lines.append(gap_text(page.card.directive, leaf, part, page.lang))
        if single and leaf.scope.form in page.lists:
            lines += holding_texts(page.card.directive, leaf, part, page.lang)
        if single or part.reason not in ("waiting", "nothing_reported"):
            lines.append(reason_text(page.card.directive, leaf, part, page.lang, single))
    lines += _levels(page, verdict)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _levels(page: Page, verdict: Verdict) -> list[str]:
    """The figures of each level, where a target adds up several: `MN 91,3%; TH 88%`."""
    leaves = parts(verdict.target.measure)
    if len(leaves) != 1 or isinstance(leaves[0], Every):
        return []
    texts = []
    for subtotal in verdict.subtotals:
        actual = subtotal.parts[0].actual
        if subtotal.by == "level" and actual is not None:
            texts.append(f"{subtotal.name} {short_figure(page.card.directive, leaves[0], actual, page.lang)}")
    return ["; ".join(texts)] if len(texts) > 1 else []


def show_waiting(page: Page, waiting: Sequence[Waiting]) -> None:
    others = [", ".join(_others(page, item)) for item in waiting]
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
        leaves = zip(parts(item.target.measure), item.parts, strict=True)
        own = "\n".join(t for leaf, part in leaves if (t := actual_text(page.card.directive, leaf, part, page.lang)))
        if not own:
            none = all(part.outcome == "not_applicable" for part in item.parts)
            own = page.say("không áp dụng", "not applicable") if none else page.say("chưa có", "not yet")
        title = item.target.spec.title.get(page.lang)
        texts = [item.target.clause, title, _required(page, item.target), own, *([] if same else [others_])]
        rows.append([page.text(text) for text in texts])
    page.table(columns, rows)


def _others(page: Page, item: Waiting) -> list[str]:
    units = page.card.directive.file.units
    own = units[item.unit.kind].noun.get(page.lang, 2)
    nouns = [units[kind].noun.get(page.lang, 2) for kind in item.waits_for]
    return [page.say(f"các {noun} khác", f"other {noun}") if noun == own else noun for noun in nouns]


def show_because(page: Page, verdicts: Sequence[Verdict]) -> None:
    """Who holds each target down, then who is waited for: targets that wait for the same units stand together."""
    held: list[tuple[Verdict, list[str]]] = []
    waits: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.outcome not in ("missed", "undecided"):
            continue
        leaves = list(zip(parts(verdict.target.measure), verdict.parts, strict=True))
        texts = [t for leaf, part in leaves for t in holding_texts(page.card.directive, leaf, part, page.lang)]
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


def bare(unit: Unit) -> Unit:
    """What makes a unit the same as another."""
    return Unit(unit.kind, unit.name, unit.level)


def is_same(a: Unit, b: Unit) -> bool:
    """Whether two workbooks speak of one unit."""
    return bare(a) == bare(b)
