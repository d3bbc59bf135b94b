"""Colours of letters and grounds in .xls and .xlsb: which styles, and which stretches of texts, nobody sees."""

from __future__ import annotations

import struct

from lbedu.reading.other_formats.seen import SeenSheet, Spans
from lbedu.reading.xlsx.unseen import BLACK, TINY, WHITE, alike, colour_of

_AUTOMATIC = 0x7FFF
_TINY = 60
"""Twentieths of a point; below this size letters are specks. A size of 0 is none."""
_SOLID = 1
_FIRST = 8
"""The colour of the palette that a file may change first."""


class Colours:
    """What the fonts and the fills of a workbook say."""

    def __init__(self) -> None:
        self.white: set[int] = set()
        """The fonts that nobody sees on white."""
        self.spans: list[Spans] = []
        """The stretches of each of the shared texts in such a font; empty where there is none."""
        self._letters: dict[int, str] = {}
        self._fills: list[str] = []
        self._palette: dict[str, str] = {}
        self._pairs: dict[tuple[int, int], tuple[bool, bool]] = {}
        """Of a font on a fill: whether it is unseen there, and whether the ground is white."""

    def set_palette(self, body: bytes) -> None:
        """The colours that a workbook has in place of the usual ones."""
        number = min(int.from_bytes(body[:2], "little"), (len(body) - 2) // 4)
        for n in range(number):
            self._palette[f"indexed {_FIRST + n}"] = body[2 + 4 * n : 5 + 4 * n].hex().upper()

    def add_font(self, font: int, height: int, colour: str) -> None:
        """A font, with its size in twentieths of a point."""
        self._letters[font] = TINY if 0 < height < _TINY else colour

    def add_fill(self, pattern: int, colour: str) -> None:
        """A fill, in the order in which styles count them."""
        self._fills.append(WHITE if not pattern else colour if pattern == _SOLID else "")

    def settle(self) -> None:
        """All is told: which fonts are not seen on white."""
        self.white = {font for font, letters in self._letters.items() if alike(self._known(letters), WHITE)}

    def note(self, sheet: SeenSheet, place: tuple[int, int], font: int, fill: int, spans: Spans) -> None:
        """Tell a sheet of a cell that nobody sees, wholly or in part."""
        if (font, fill) not in self._pairs:
            ground = self._known(self._fills[fill]) if fill < len(self._fills) else WHITE
            letters = self._known(self._letters.get(font, BLACK))
            self._pairs[font, fill] = alike(letters, ground), alike(WHITE, ground)
        unseen, on_white = self._pairs[font, fill]
        if unseen:
            sheet.unseen.add(place)
        elif spans and on_white:
            sheet.veiled[place] = spans

    def _known(self, colour: str) -> str:
        if colour in self._palette:
            return self._palette[colour]
        return colour_of({"indexed": colour[8:]}) if colour.startswith("indexed ") else colour


def of_palette(number: int) -> str:
    """A colour of the palette of .xls."""
    return BLACK if number == _AUTOMATIC else f"indexed {number}"


def of_xlsb(body: bytes, at: int, usual: str) -> str:
    """A colour as .xlsb writes it."""
    if len(body) < at + 8:
        return usual
    flags, index, tint = struct.unpack_from("<2Bh", body, at)
    kind = flags >> 1
    if kind == 1:
        return f"indexed {index}"
    if kind == 2:
        return body[at + 4 : at + 7].hex().upper()
    return colour_of({"theme": str(index), "tint": str(tint / 32767)}) if kind == 3 else usual
