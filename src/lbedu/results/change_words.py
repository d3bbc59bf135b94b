"""What has changed between two results, in words: a page for the terminal, and Markdown."""

from __future__ import annotations

from typing import Any

from lbedu.reporters.notation import markdown as notation
from lbedu.results.changes import STATUSES, Change, Comparison, Condition, Status
from lbedu.results.pairing import Data
from lbedu.results.shape import INTERRUPTED
from lbedu.results.telling import figures_then_and_now, outcome_word, problem_line
from lbedu.text_table import Row, text_table
from lbedu.wording import Language, harmless, whole
from lbedu.years import words

MOST_SHOWN = 50
"""So many lines of a kind on a page; Markdown and JSON have all."""
STATUS_WORDS: dict[Status, tuple[str, str]] = {
    "newly_missed": ("Nay không đạt", "Newly missed"),
    "newly_undecided": ("Nay chưa đủ số liệu", "Newly undecided"),
    "newly_not_applicable": ("Nay không áp dụng", "Newly not applicable"),
    "newly_waiting": ("Nay chờ đơn vị khác", "Newly waiting for others"),
    "gone": ("Nay không còn xét", "No longer judged"),
    "newly_met": ("Nay đạt", "Newly met"),
    "figure": ("Kết luận như cũ, số liệu thay đổi", "Same verdict, other figures"),
    "unchanged": ("Giữ nguyên", "Unchanged"),
}
_LISTS: dict[str, tuple[str, str]] = {
    "reported": ("Đơn vị mới báo cáo", "Units that report now"),
    "silent": ("Đơn vị nay không có báo cáo", "Units that no longer report"),
    "mended": ("Sai số liệu đã sửa", "Problems mended"),
    "lost": ("Sai số liệu không còn vì báo cáo đó không còn", "Problems gone with their report"),
    "arisen": ("Sai số liệu mới", "New problems"),
    "moved": ("Sai số liệu còn nguyên, ở ô khác", "Problems still there, in another cell"),
}
_INCOMPLETE = ("lần kiểm tra bị dừng giữa chừng, chưa đầy đủ", "an interrupted run, incomplete")
_CONDITIONS: dict[str, tuple[str, str]] = {
    "lbedu": ("phiên bản lbedu", "version of lbedu"),
    "rule_file": ("tệp chỉ tiêu", "rule file"),
    "register": ("danh sách đơn vị", "register"),
}


def word(words: tuple[str, str], lang: Language) -> str:
    return words[lang != "vi"]


def heading(found: Comparison, lang: Language) -> list[str]:
    """Which two results, and in what the runs differ."""
    result = found.new.result
    year = words(result.year, lang)
    view = {
        "district": ("tính chung mọi đơn vị", "all units together"),
        "units": ("từng đơn vị", "each unit by itself"),
    }[result.view]
    lines = [f"{harmless(found.old.name)} → {harmless(found.new.name)}: {year}, {word(view, lang)}"]
    for saved in (found.old, found.new):
        if saved.result.exit_code == INTERRUPTED:
            lines.append(f"{harmless(saved.name)}: {word(_INCOMPLETE, lang)}")
    if found.conditions:
        lead = "Hai lần kiểm tra khác nhau về" if lang == "vi" else "The two runs differ in"
        lines.append(f"{lead}: {'; '.join(_condition(one, lang) for one in found.conditions)}")
    return lines


def _condition(one: Condition, lang: Language) -> str:
    name = word(_CONDITIONS.get(one.name, (one.name, one.name)), lang)
    match one.name:
        case "rule_file":
            old, new = (f"{harmless(rules['name'])} {rules['sha256'][:12]}…" for rules in (one.old, one.new))
        case "register" | "limits":
            return name
        case _:
            old, new = (_value(value) for value in (one.old, one.new))
    return f"{name} ({old} → {new})"


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(harmless, value)) or "-"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else harmless(str(value)) or "-"


def summing_up(found: Comparison, lang: Language) -> str:
    """How much of each kind: `Nay đạt 3 · Nay không đạt 1 · …`; what there is nothing of is left out, but for the main ones."""
    always = ("newly_met", "newly_missed", "unchanged")
    order: tuple[Status, ...] = ("newly_met", *(status for status in STATUSES if status != "newly_met"))
    shown = [(STATUS_WORDS[status], len(found.of(status))) for status in order if status in always or found.of(status)]
    shown += [(_LISTS[name], len(getattr(found, name))) for name in _LISTS if name != "moved" and getattr(found, name)]
    return " · ".join(f"{word(words, lang)} {whole(count, lang)}" for words, count in shown)


def headings(found: Comparison, lang: Language) -> list[str]:
    vi = lang == "vi"
    unit = ["Đơn vị" if vi else "Unit"] if found.new.result.view == "units" else []
    return ["Mục", *unit, "Chỉ tiêu", "Trước", "Nay"] if vi else ["Clause", *unit, "Target", "Before", "Now"]


def cells(found: Comparison, one: Change, lang: Language) -> list[str]:
    """What a table says of one target."""
    unit = [harmless(one.said["unit"]["name"])] if found.new.result.view == "units" else []
    then, now = _answers(found, one, lang)
    return [harmless(one.said["clause"]), *unit, f"{_title(found, one, lang)} [{harmless(one.target)}]", then, now]


def _title(found: Comparison, one: Change, lang: Language) -> str:
    """In the language that is asked for, where one of the results speaks it."""
    spoken = [
        answer.said["title"]
        for saved, answer in ((found.new, one.after), (found.old, one.before))
        if answer is not None and saved.result.lang == lang
    ]
    return harmless(spoken[0] if spoken else one.said["title"])


def _answers(found: Comparison, one: Change, lang: Language) -> tuple[str, str]:
    spoken = found.old.result.lang, found.new.result.lang
    figures = figures_then_and_now(one.before, one.after, spoken, lang)
    told = []
    for answer, figure in zip((one.before, one.after), figures, strict=True):
        outcome = "–" if answer is None else outcome_word(answer, lang)
        told.append(f"{outcome}: {figure}" if figure else outcome)
    return told[0], told[1]


def lists(found: Comparison, lang: Language) -> list[tuple[str, list[str]]]:
    """Who has reported, and what was wrong: a title and its lines each."""
    units = {name: [_unit(one) for one in getattr(found, name)] for name in ("reported", "silent")}
    problems = {
        name: [problem_line(one, lang) for one in getattr(found, name)] for name in ("arisen", "mended", "lost")
    }
    moved = [
        f"{problem_line(new, lang)} ({'trước ở' if lang == 'vi' else 'was in'} {harmless(old['cell'])})"
        for old, new in found.moved
    ]
    return [(word(_LISTS[name], lang), lines) for name, lines in {**units, **problems, "moved": moved}.items() if lines]


def _unit(unit: Data) -> str:
    return harmless(unit["name"])


def page(found: Comparison, lang: Language, width: int) -> str:
    """For people on a terminal: what got worse first, then what got better."""
    pieces = ["\n".join(heading(found, lang)) + "\n"]
    columns = 5 if found.new.result.view == "units" else 4
    shares = [0, *([2] if columns == 5 else []), 4, 3, 3]
    for status in STATUSES:
        own = found.of(status)
        if own and status != "unchanged":
            rows: list[Row] = [headings(found, lang), *(cells(found, one, lang) for one in own[:MOST_SHOWN])]
            title = f"{word(STATUS_WORDS[status], lang).upper()}: {whole(len(own), lang)}"
            pieces.append(f"{title}\n{text_table(rows, width, shares)}{_more(len(own), lang)}")
    for title, lines in lists(found, lang):
        shown = "".join(f"  {line}\n" for line in lines[:MOST_SHOWN])
        pieces.append(f"{title.upper()}: {whole(len(lines), lang)}\n{shown}{_more(len(lines), lang)}")
    if found.same:
        pieces.append("✓ Không có gì thay đổi.\n" if lang == "vi" else "✓ Nothing has changed.\n")
    return "\n".join([*pieces, summing_up(found, lang) + "\n"])


def _more(count: int, lang: Language) -> str:
    if count <= MOST_SHOWN:
        return ""
    more = whole(count - MOST_SHOWN, lang)
    return (
        f"  … và {more} dòng nữa: --reporter markdown\n"
        if lang == "vi"
        else f"  … and {more} more: --reporter markdown\n"
    )


def markdown(found: Comparison, lang: Language) -> str:
    """One table of all that has changed, and a list of each kind of problem and unit."""
    kind = "Thay đổi" if lang == "vi" else "Change"
    rows: list[Row] = [[kind, *headings(found, lang)]]
    for status in STATUSES:
        if status != "unchanged":
            rows += [[word(STATUS_WORDS[status], lang), *cells(found, one, lang)] for one in found.of(status)]
    parts = ["\n\n".join(notation.plain(line) for line in [*heading(found, lang), summing_up(found, lang)]) + "\n"]
    if len(rows) > 1:
        parts.append(notation.table(rows[0], rows[1:]))
    parts += [notation.table([title], [[line] for line in lines]) for title, lines in lists(found, lang)]
    return "\n".join(parts)
