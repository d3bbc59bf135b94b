"""What became of a saved result when it was computed again, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lbedu.phrases import OUTCOMES
from lbedu.results.deviations import Deviation, Held, Kind, first
from lbedu.results.saved import Saved
from lbedu.results.shape import INTERRUPTED
from lbedu.results.telling import problem_line
from lbedu.wording import Language, harmless, whole
from lbedu.years import words

MOST_SHOWN = 50
_LONGEST = 80
_HEADINGS: dict[str, tuple[str, str]] = {
    "hindrance": ("✗ Không tính lại được", "✗ Cannot be computed again"),
    "version": ("Phiên bản lbedu", "Version of lbedu"),
    "rule_file": ("Tệp chỉ tiêu", "Rule file"),
    "inputs": ("Tệp số liệu", "Files that are read"),
    "option": ("Lựa chọn", "Options"),
    "verdict": ("Kết luận", "Verdicts"),
    "problem": ("Sai số liệu", "Problems"),
    "other": ("Nội dung khác", "Other content"),
}
_GROUP: dict[Kind, str] = {
    "nowhere": "hindrance",
    "register": "inputs",
    "changed": "inputs",
    "missing": "inputs",
    "added": "inputs",
    "readable": "inputs",
    "problem_new": "problem",
    "problem_gone": "problem",
    "problem_other": "problem",
}
_STATES: dict[Kind, tuple[str, str]] = {
    "nowhere": ("không có ở đây", "is not here"),
    "register": ("danh sách đơn vị, nội dung không như đã lưu", "the register, its content is not what was saved"),
    "changed": ("nội dung không như đã lưu", "its content is not what was saved"),
    "missing": ("không còn, hoặc không đọc được nữa", "is no longer there, or can no longer be read"),
    "added": ("trước chưa có", "was not there"),
    "readable": ("trước không đọc được, nay đọc được", "could not be read, and can be now"),
    "problem_new": ("trước không có", "was not there"),
    "problem_gone": ("nay không còn", "is no longer there"),
    "problem_other": ("nội dung đã khác", "reads differently"),
}
_ADVICE = (
    "Ghi nơi các tệp đang nằm: lbedu verify RESULT.json PATH… (--register, --targets cho danh sách đơn vị và tệp chỉ tiêu).",
    "Say where they lie now: lbedu verify RESULT.json PATH… (--register, --targets for the register and the rule file).",
)


def page(saved: Saved, held: Held, lang: Language) -> str:
    """For people: that all is the same, or everything that is not, grouped, the causes first."""
    result = saved.result
    vi = lang == "vi"
    files, verdicts = len(result.inputs or ()), len(result.verdicts)
    lines = [
        f"{harmless(saved.name)}: {words(result.year, lang)}, {whole(files, lang)} tệp, {whole(verdicts, lang)} kết luận"
        if vi
        else f"{harmless(saved.name)}: {words(result.year, lang)}, {_many(files, 'file')}, {_many(verdicts, 'verdict')}"
    ]
    if result.exit_code == INTERRUPTED:
        lines.append(
            "Bản đã lưu chưa đầy đủ: lần kiểm tra ấy bị dừng giữa chừng."
            if vi
            else "What was saved is incomplete: that run was interrupted."
        )
    if held.same:
        lines.append(
            "✓ Tính lại giống hệt: cùng số liệu, cùng tệp chỉ tiêu, cùng kết luận."
            if vi
            else "✓ Computed again, the same: same inputs, same rule file, same verdicts."
        )
    else:
        lines += _differences(held, lang)
        if held.deviations[0].kind == "nowhere":
            lines += ["", _ADVICE[not vi]]
        if held.computed:
            same, changed = (whole(n, lang) for n in (held.same_verdicts, verdicts - held.same_verdicts))
            lines.append("")
            lines.append(
                f"Kết luận: {same} như đã lưu, {changed} khác"
                if vi
                else f"Verdicts: {same} as saved, {changed} different"
            )
    if held.passed_over:
        lead = "Bỏ qua, không tính là khác" if vi else "Passed over, which is no difference"
        lines += _capped([f"{lead}: {harmless(name)}" for name in held.passed_over], lang)
    return "\n".join(lines) + "\n"


def _many(count: int, noun: str) -> str:
    return f"{whole(count, 'en')} {noun}" if count == 1 else f"{whole(count, 'en')} {noun}s"


def _differences(held: Held, lang: Language) -> list[str]:
    count = len(held.deviations)
    lines = [
        f"✗ Khác với bản đã lưu: {whole(count, lang)} chỗ"
        if lang == "vi"
        else f"✗ Not as saved, in {_many(count, 'place')}"
    ]
    if not held.computed:
        lines = []
    groups: dict[str, list[Deviation]] = {}
    for one in held.deviations:
        groups.setdefault(_GROUP.get(one.kind, one.kind), []).append(one)
    for name, own in groups.items():
        lines += [*([""] if lines else []), f"{_HEADINGS[name][lang != 'vi']}:"]
        lines += _capped([f"  {_line(one, lang)}" for one in own], lang)
    return lines


def _capped(lines: list[str], lang: Language) -> list[str]:
    if len(lines) <= MOST_SHOWN:
        return lines
    more = whole(len(lines) - MOST_SHOWN, lang)
    return [*lines[:MOST_SHOWN], f"  … và {more} chỗ khác" if lang == "vi" else f"  … and {more} more"]


def _line(one: Deviation, lang: Language) -> str:
    vi = lang == "vi"
    match one.kind:
        case "hindrance":
            return one.place
        case "version":
            return f"{harmless(one.saved)} → {harmless(one.now)}"
        case "rule_file":
            return _rule_file(one, lang)
        case "verdict":
            return _verdict(one.saved, one.now, lang)
        case "problem_new" | "problem_gone" | "problem_other":
            return f"{problem_line(one.now or one.saved, lang)}: {_STATES[one.kind][lang != 'vi']}"
        case "option" | "other":
            return f"{harmless(one.place)}: {_value(one.saved)} → {_value(one.now)}"
        case "nowhere" | "register" | "changed" | "missing" | "added" | "readable":
            alike = one.saved or one.now
            same = f" ({'cùng nội dung' if vi else 'same content'}: {harmless(alike)})" if alike else ""
            return f"{harmless(one.place)}: {_STATES[one.kind][lang != 'vi']}{same}"


def _rule_file(one: Deviation, lang: Language) -> str:
    old, new = one.saved, one.now
    text = f"{harmless(old['name'])}: {_STATES['changed'][lang != 'vi']}"
    if old["name"] != new["name"]:
        text = f"{harmless(old['name'])} → {harmless(new['name'])}"
    versions = f"version {old['version']} → {new['version']}; " if old["version"] != new["version"] else ""
    return f"{text} ({versions}SHA-256 {_hash(old)} → {_hash(new)})"


def _hash(rules: Mapping[str, Any]) -> str:
    return f"{rules['sha256'][:12]}…"


def _verdict(old: Any, new: Any, lang: Language) -> str:
    one = new or old
    unit = f"{harmless(one['unit']['name'])}: " if one["unit"] is not None else ""
    lead = f"{unit}{harmless(one['clause'])} {harmless(one['title'])} [{harmless(one['target'])}]"
    if old is None or new is None:
        return f"{lead}: {_STATES['problem_new' if old is None else 'problem_gone'][lang != 'vi']}"
    changes = []
    if old["outcome"] != new["outcome"]:
        changes.append(f"{OUTCOMES[old['outcome']][lang]} → {OUTCOMES[new['outcome']][lang]}")
    figures = [_figures(verdict) for verdict in (old, new)]
    if figures[0] != figures[1]:
        changes.append(f"{figures[0] or '-'} → {figures[1] or '-'}")
    if not changes:
        other = first("", old, new)
        changes.append(f"{other.place.lstrip('.')}: {_value(other.saved)} → {_value(other.now)}")
    return f"{lead}: {'; '.join(changes)}"


def _figures(verdict: Mapping[str, Any]) -> str:
    return "; ".join(harmless(part["actual_text"]) for part in verdict["parts"] if part["actual_text"])


def _value(value: Any) -> str:
    if isinstance(value, str):
        return harmless(value, _LONGEST) or "“”"
    return "-" if value is None else harmless(json.dumps(value, ensure_ascii=False), _LONGEST)
