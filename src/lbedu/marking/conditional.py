"""Conditional formats: one of ours comes before those that would hide the fill of a marked cell. Reads no conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lbedu.marking.sheet import At, SheetText, area_of
from lbedu.marking.xml_text import Found, XmlText, attribute, with_attributes
from lbedu.problems import Severity
from lbedu.reading.xlsx.cell import column_letters

_OURS = 'LEN("lbedu")&gt;0'
"""A condition that always holds, and by which our conditional formats are known again."""
_CELLS = 400
"""Cells of one conditional format."""
_PRIORITY = re.compile(r"""<(?:[^\s/<>:]+:)?cfRule(?=\s)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_RANGES = re.compile(r"""<(?:[^\s/<>:]+:)?sqref[^<>]*>([^<]*)<""")


def outshine(sheet: SheetText, cells: Mapping[At, Severity], style_of: Callable[[Severity], int]) -> None:
    """Let these cells show the fill of their mark, as a differential style has it, although a conditional format covers
    them; what such formats of ours there are from before is taken away."""
    text, start = sheet.text, sheet.end
    tail = text.tags[start:]
    ours = [one for one in sheet.behind if _is_ours(text, one)]
    for one in ours:
        text.replace(one.start, one.end, "")
    others = [one for one in sheet.behind if one.name == "conditionalFormatting"]
    ranges = [attribute(text.tag(one), "sqref") or "" for one in others if one not in ours]
    ranges += [found[1] for found in _RANGES.finditer(tail)]
    areas = [area for some in ranges for one in some.split() if (area := area_of(one)) is not None]
    covered: dict[int, list[str]] = {}
    for (row, column), severity in sorted(cells.items()) if areas else ():
        if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas):
            covered.setdefault(style_of(severity), []).append(f"{column_letters(column)}{row}")
    ranked = [(style, some[at : at + _CELLS]) for style, some in covered.items() for at in range(0, len(some), _CELLS)]
    if not ranked:
        return
    for rule in _PRIORITY.finditer(text.tags, start):
        priority = attribute(rule[0], "priority") or ""
        if priority.isdecimal() and not any(one.start <= rule.start() < one.end for one in ours):
            moved = with_attributes(rule[0], {"priority": str(int(priority) + len(ranked))})
            text.replace(rule.start(), rule.end(), moved)
    p = text.prefix
    xml = "".join(
        f'<{p}conditionalFormatting sqref="{" ".join(some)}"><{p}cfRule type="expression" dxfId="{style}"'
        f' priority="{number}"><{p}formula>{_OURS}</{p}formula></{p}cfRule></{p}conditionalFormatting>'
        for number, (style, some) in enumerate(ranked, 1)
    )
    first = next((one.start for one in others if one not in ours), None)
    if first is None:
        sheet.put("conditionalFormatting", xml)
    else:
        text.insert(first, xml)


def _is_ours(text: XmlText, one: Found) -> bool:
    return one.name == "conditionalFormatting" and _OURS in text.text[one.start : one.end].replace(
        'LEN("lbedu")>0', _OURS
    ).replace("&quot;", '"')
