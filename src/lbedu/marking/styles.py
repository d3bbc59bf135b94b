"""The styles of a workbook: those of its cells again, with the fill and the frame of a mark. Removes none."""

from __future__ import annotations

import re
from typing import NamedTuple

from lbedu.marking.parts import Parts, insert_in_order, prefixed
from lbedu.marking.xml_text import CannotMark, XmlText, attribute, with_attributes
from lbedu.problems import Severity

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_ITEMS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf", "dxfs": "dxf"}
_MOST = 64_000
"""Styles of cells that Excel takes."""
_EMPTY = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{}"><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
</styleSheet>"""
COLOURS: dict[Severity, str] = {"error": "FFF4A7A1", "missing": "FFFFD45C", "warning": "FFB7D7F0"}
"""Fills, of three shades of grey on paper; no program's palette has them, so that marks are known again."""
_LINES: dict[Severity, tuple[str, str]] = {
    "error": ("medium", "FFC00000"),
    "missing": ("mediumDashed", "FF7F6000"),
    "warning": ("mediumDashDot", "FF1F4E79"),
}
"""Frames: whole, broken, broken with dots, to be told apart without any colour."""


def fill_of(severity: Severity) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{COLOURS[severity]}"/><bgColor indexed="64"/>'
        "</patternFill></fill>"
    )


def frame_of(severity: Severity) -> str:
    style, colour = _LINES[severity]
    sides = "".join(
        f'<{side} style="{style}"><color rgb="{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


class Ground(NamedTuple):
    """How a cell looks without its mark: its fill and its border as XML without prefixes."""

    fill: str
    border: str


PLAIN = Ground(
    '<fill><patternFill patternType="none"/></fill>', "<border><left/><right/><top/><bottom/><diagonal/></border>"
)

_FIRST = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": (PLAIN.fill, '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": (PLAIN.border,),
    "cellXfs": ("<xf/>",),
}
"""What the first items of a list must be: Excel takes the first two fills for these, whatever they say."""


class _List:
    """A list of the styles part, such as the fills: what it holds, and what is put behind that."""

    def __init__(self, text: XmlText, name: str) -> None:
        self.name, self._text = name, text
        self._found = text.child(text.root, name)
        items = list(text.children(self._found)) if self._found is not None else []
        if any(one.name != _ITEMS[name] for one in items):  # an alternative counts as what it holds, whatever that is
            raise CannotMark("styles")
        self.items = [text.text[one.start : one.end] for one in items]
        self.new = [prefixed(xml, text.prefix) for xml in _FIRST.get(name, ())[len(self.items) :]]
        self._numbers: dict[str, int] = {}

    def number(self, xml: str) -> int:
        """The number of an item, which is added if it is new."""
        if xml not in self._numbers:
            self._numbers[xml] = len(self.items) + len(self.new)
            self.new.append(xml)
        return self._numbers[xml]

    def write(self) -> None:
        if not self.new:
            return
        text, added, count = self._text, "".join(self.new), str(len(self.items) + len(self.new))
        name = text.prefix + self.name
        if self._found is None:
            insert_in_order(text, _ORDER, self.name, f'<{name} count="{count}">{added}</{name}>')
            return
        tag = with_attributes(text.tag(self._found), {"count": count})
        if self._found.is_empty:
            text.replace(self._found.start, self._found.end, f"{re.sub(r'/>$', '>', tag)}{added}</{name}>")
        else:
            text.replace(self._found.start, self._found.opened, tag)
            text.insert(self._found.closing, added)


class Styles:
    """Gives styles by their numbers; `write` puts the new ones into the package."""

    def __init__(self, parts: Parts, workbook: str, namespace: str) -> None:
        links = parts.links(workbook).values()
        self._parts = parts
        self._part = next((link.target for link in links if link.kind == "styles" and not link.external), "")
        self._is_new = self._part not in parts
        if self._is_new:
            self._part = "xl/styles.xml" if "xl/styles.xml" not in parts else parts.free("xl/styles{}.xml")
            parts.link(workbook, "styles", self._part)
        xml = _EMPTY.format(namespace).encode() if self._is_new else parts.read(self._part)
        self.text = XmlText(self._part, xml)
        self.text.require_one_prefix()
        self._lists = {name: _List(self.text, name) for name in _ITEMS}
        self._made: dict[tuple[int, str, str], int] = {}

    def _add(self, name: str, xml: str) -> int:
        return self._lists[name].number(prefixed(xml, self.text.prefix))

    def with_ground(self, style: int, ground: Ground) -> int:
        """The style that differs from one in its fill and its border alone. Raises CannotMark for one too many."""
        key = (style, *ground)
        if key not in self._made:
            xfs = self._lists["cellXfs"]
            fill, border = self._add("fills", ground.fill), self._add("borders", ground.border)
            values = {"fillId": str(fill), "borderId": str(border), "applyFill": "1", "applyBorder": "1"}
            xml = xfs.items[style] if style < len(xfs.items) else [*xfs.items, *xfs.new][0]
            tag, more, rest = xml.partition(">")
            self._made[key] = xfs.number(with_attributes(tag + more, values) + rest)
            if len(xfs.items) + len(xfs.new) > _MOST:
                raise CannotMark("styles")
        return self._made[key]

    def marked(self, style: int, severity: Severity) -> int:
        return self.with_ground(style, Ground(fill_of(severity), frame_of(severity)))

    def ground(self, style: int) -> Ground:
        """How cells of a style look."""
        xfs = self._lists["cellXfs"].items
        xml = xfs[style] if style < len(xfs) else ""
        return Ground(
            self._item("fills", xml, "fillId", PLAIN.fill), self._item("borders", xml, "borderId", PLAIN.border)
        )

    def _item(self, name: str, xf: str, by: str, default: str) -> str:
        number, items = attribute(xf.partition(">")[0] + ">", by) or "0", self._lists[name].items
        xml = items[int(number)] if number.isdecimal() and int(number) < len(items) else default
        prefix = self.text.prefix
        return xml.replace(f"</{prefix}", "</").replace(f"<{prefix}", "<") if prefix else xml

    def of_marks(self) -> frozenset[int]:
        """The styles that show a mark made before."""
        fills = {
            number
            for number, xml in enumerate(self._lists["fills"].items)
            if any(colour in xml for colour in COLOURS.values())
        }
        xfs = self._lists["cellXfs"].items if fills else []
        numbers = (attribute(xml.partition(">")[0] + ">", "fillId") or "0" for xml in xfs)
        return frozenset(at for at, number in enumerate(numbers) if number.isdecimal() and int(number) in fills)

    def own(self, font: str, fill: str, border: str, more: str = "") -> int:
        """A style of the index, made of whole parts; `more` are attributes of alignment."""
        numbers = {
            "fontId": self._add("fonts", font),
            "fillId": self._add("fills", fill) if fill else 0,
            "borderId": self._add("borders", border or PLAIN.border),
        }
        values = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        xml = (
            f'<xf numFmtId="0" {values} xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment vertical="top" {more}/></xf>'
        )
        return self._lists["cellXfs"].number(prefixed(xml, self.text.prefix))

    def difference(self, severity: Severity) -> int:
        """The number of the fill of a mark as a conditional format has it."""
        xml = f'<dxf><fill><patternFill patternType="solid"><bgColor rgb="{COLOURS[severity]}"/></patternFill></fill></dxf>'
        return self._add("dxfs", xml)

    def write(self) -> None:
        for one in self._lists.values():
            one.write()
        if self._is_new:
            self._parts.add(self._part, self.text.written(), "styles")
        else:
            self._parts.save(self._part, self.text)
