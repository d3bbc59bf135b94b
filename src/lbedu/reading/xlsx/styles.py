"""The number formats of cell styles, and which of them show a date; the fonts of those whose texts they change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, NoReturn

from lbedu.reading.xlsx.excerpts import excerpt
from lbedu.reading.xlsx.parsing import Element, inside, is_index, is_true, plain_text, walk
from lbedu.reading.xlsx.refusal import Limits, corrupt, too_large
from lbedu.reading.xlsx.remembered import remembered
from lbedu.reading.xlsx.typefaces import PLAIN, Typeface, typeface
from lbedu.reading.xlsx.unseen import MARK, may_be_unseen, unseen_styles

# fmt: off
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    # Dates and times whose form Excel takes from the East Asian locale of the reader.
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy/m/d"), 32: "h:mm", 33: "h:mm:ss",
}
# fmt: on
_STYLES = 65_536


_TELLING = re.compile(rb"(?i)strike|\.vn|vni-|dings|dingbats|symbol|marlett|\0|&#")
"""What a part of styles holds where a font changes what a text says, or where that cannot be told from its bytes."""


class Styles(NamedTuple):
    """The cell styles in their order."""

    formats: tuple[str, ...]
    faces: Mapping[int, Typeface]
    """The typefaces of those styles that change what a text says."""


@remembered
def read_styles(part: str, xml: bytes, limits: Limits) -> Styles:
    """The number format of each cell style, and the typefaces that matter."""
    codes = dict(BUILT_IN)
    identifiers: list[int] = []
    fonts: list[int] = []

    def identifier(attributes: dict[str, str], name: str = "numFmtId") -> int:
        digits = attributes.get(name, "0").strip()
        if not is_index(digits):
            raise corrupt(part, name)
        return int(digits)

    def add_code(attributes: dict[str, str]) -> None:
        codes[identifier(attributes)] = plain_text(attributes.get("formatCode", ""))

    def add_style(attributes: dict[str, str]) -> None:
        identifiers.append(identifier(attributes))
        fonts.append(identifier(attributes, "fontId") if telling else 0)
        if len(identifiers) > _STYLES:
            raise too_large("styles", _STYLES)

    def refuse() -> NoReturn:
        raise corrupt(part, "not styles")

    sheet = inside(
        numFmts=Element(inside=inside(numFmt=Element(add_code))), cellXfs=Element(inside=inside(xf=Element(add_style)))
    )
    telling = _TELLING.search(xml) is not None
    faces = _faces(part, xml, limits) if telling else {}
    whole = xml
    xml = excerpt(part, xml, b"styleSheet", (b"numFmts", b"cellXfs"), limits.depth)
    walk(part, xml, Element(inside=inside(styleSheet=Element(inside=sheet)), refuse=refuse), limits.depth)
    formats = [codes.get(identifier) or "General" for identifier in identifiers]
    if may_be_unseen(whole):
        for style in unseen_styles(part, whole, limits):
            formats[style] = f"{MARK}{formats[style]}"
    return Styles(tuple(formats), {style: faces[font] for style, font in enumerate(fonts) if font in faces})


def _faces(part: str, xml: bytes, limits: Limits) -> dict[int, Typeface]:
    """The typefaces among the fonts, by their number."""
    names: list[str] = []
    struck: set[int] = set()

    def add_font(_: dict[str, str]) -> None:
        names.append("")
        if len(names) > _STYLES:
            raise too_large("fonts", _STYLES)

    def add_name(attributes: dict[str, str]) -> None:
        names[-1] = attributes.get("val", "")

    def add_strike(attributes: dict[str, str]) -> None:
        if is_true(attributes.get("val", "1")):
            struck.add(len(names) - 1)

    font = Element(add_font, inside=inside(name=Element(add_name), strike=Element(add_strike)))
    sheet = inside(styleSheet=Element(inside=inside(fonts=Element(inside=inside(font=font)))))
    walk(part, xml, Element(inside=sheet), limits.depth)
    found = {number: typeface(name, number in struck) for number, name in enumerate(names)}
    return {number: face for number, face in found.items() if face != PLAIN}


_ELAPSED = r"\[(h+|m+|s+)\]"
_NOT_A_FIELD = r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|e[+-]|general'


@lru_cache(1024)
def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time of day."""
    code = code.lower()
    if _FIELDS.isdisjoint(code):
        return False
    if _MARKS.isdisjoint(code):
        return True
    code = re.sub(_NOT_A_FIELD, "", re.sub(_ELAPSED, r"\1", code), flags=re.DOTALL)
    return not _FIELDS.isdisjoint(code)


_FIELDS = frozenset("dmyhs")
_MARKS = frozenset('"\\_*[eg')
