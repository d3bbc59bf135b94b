"""The frames of notes: VML, which Excel itself does not always write as well-formed XML, so that it is never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lbedu.marking.parts import Parts
from lbedu.marking.sheet import WIDTH, At, SheetText
from lbedu.marking.xml_text import CannotMark
from lbedu.reading.xlsx.cell import COLUMNS, ROWS

_BLOCK = 1024
"""Numbers of shapes are handed out in blocks, which no two drawings share."""
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_EMPTY = f'<xml {_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{}}"/></o:shapelayout></xml>'
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(r"<v:shape\s.*?</v:shape>", re.DOTALL | re.IGNORECASE)
_IDMAP = re.compile(r"""<o:idmap\s[^>]*?data\s*=\s*["']([\d,\s]*)["']""", re.IGNORECASE)
_WIDTH, _LINE, _LETTERS = 290, 15, 44
"""Pixels of a note and of one of its lines, and letters to a line."""
_ROW = 15.0
"""Points of a row of which nothing is said."""


class Frame(NamedTuple):
    """Where the note of a cell is shown, and how many letters it holds."""

    sheet: SheetText
    at: At
    letters: int

    def anchor(self) -> str:
        """Left column and pixels, top row and pixels, right column and pixels, bottom row and pixels, all from 0."""
        row, column = self.at[0] - 1, self.at[1] - 1
        left, top = min(column + 1, COLUMNS - 2), max(row - 1, 0)
        right, dx = self._right(left)
        height = min(420, (self.letters // _LETTERS + 4) * _LINE)
        bottom, dy = self._bottom(top, height)
        return f"{left}, 12, {top}, 4, {right}, {dx}, {bottom}, {dy}"

    def _right(self, left: int) -> tuple[int, int]:
        column, rest = left, _WIDTH + 12
        while column < COLUMNS - 1:
            width = next((width for first, last, width in self.sheet.widths if first <= column + 1 <= last), WIDTH)
            if rest <= width:
                break
            rest -= width
            column += 1
        return column, rest

    def _bottom(self, top: int, height: int) -> tuple[int, int]:
        known = self.sheet.heights
        row, rest = top, height
        while row < ROWS - 1:
            pixels = round(known.get(row + 1, _ROW) * 4 / 3)
            if rest <= pixels:
                break
            rest -= pixels
            row += 1
        return row, rest


class Drawing:
    """The VML of one sheet, given by its part, or a new one for an empty name."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._used = _blocks(parts)
        self._is_new = not part
        data = b"" if self._is_new else parts.read(part)
        # any other encoding goes through this one unharmed, as only ASCII is put in
        self._encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
        self._text = data.decode(self._encoding)
        if self._is_new:
            self._text = _EMPTY.format(self._block())
        self._closing = self._text.rfind("</xml>")
        if self._closing < 0:
            raise CannotMark("drawing")

    def _block(self) -> int:
        block = max(self._used, default=0) + 1
        self._used.add(block)
        return block

    def remove(self, cells: Iterable[At]) -> None:
        """Take the frames of these cells away."""
        wanted = set(cells)
        if wanted:
            self._text = _SHAPE.sub(lambda found: "" if _cell_of(found[0]) in wanted else found[0], self._text)
            self._closing = self._text.rfind("</xml>")

    def add(self, frames: Sequence[Frame]) -> None:
        """A frame for each of these, drawn in front of all others."""
        if not frames:
            return
        head = self._text[: self._text.find(">") + 1]
        plain = all(f'xmlns:{prefix}="{uri}"' in head for prefix, uri in _NAMESPACES.items())
        blocks = [int(number) for number in _numbers(self._text)] if self._is_new else []
        per_block = _BLOCK - 1
        while len(blocks) * per_block < len(frames):
            blocks.append(self._block())
        pieces = [] if '_x0000_t202"' in self._text and "<v:shapetype" in self._text else [_TYPE]
        for number, frame in enumerate(frames):
            block, within = divmod(number, per_block)
            pieces.append(_shape(frame, blocks[block] * _BLOCK + within + 1, number + 1))
        xml = "".join(pieces)
        if not plain:
            xml = re.sub(r"<(v:shape(?:type)?) ", rf"<\1 {_DECLARED} ", xml)
        self._text = self._text[: self._closing] + xml + self._text[self._closing :]
        self._list(blocks)

    def _list(self, blocks: list[int]) -> None:
        found = _IDMAP.search(self._text)
        if found is None:
            return
        known = [number for number in found[1].replace(" ", "").split(",") if number]
        data = ",".join([*known, *(str(block) for block in blocks if str(block) not in known)])
        self._text = self._text[: found.start(1)] + data + self._text[found.end(1) :]

    def written(self) -> bytes:
        return self._text.encode(self._encoding)


def _numbers(text: str) -> list[str]:
    return [number.strip() for found in _IDMAP.finditer(text) for number in found[1].split(",") if number.strip()]


def _blocks(parts: Parts) -> set[int]:
    """The blocks of numbers that drawings of the package have, those that were added among them."""
    if parts.blocks is None:
        parts.blocks = set()
        for name in parts.package:
            if name.endswith(".vml"):
                text = parts.read(name).decode("latin-1")
                parts.blocks |= {int(number) for number in _numbers(text)}
                parts.blocks |= {int(number) // _BLOCK for number in re.findall(r"_x0000_s(\d{1,9})\b", text)}
    return parts.blocks


def _cell_of(shape: str) -> At | None:
    row, column = (re.search(rf"<x:{name}>\s*(\d+)\s*</x:{name}>", shape) for name in ("Row", "Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row is not None and column is not None else None


def _shape(frame: Frame, number: int, order: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:218pt;height:90pt;'
        f'z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{frame.anchor()}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{frame.at[0] - 1}</x:Row><x:Column>{frame.at[1] - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )
