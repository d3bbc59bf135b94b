"""Superscripts: a 45 with a footnote ¹ must not be read as 451. Finds them in the shared texts of .xls and .xlsb."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from lbedu.reading.other_formats.seen import Spans
from lbedu.reading.xlsx.refusal import corrupt

END = 1 << 16
LONGEST = 256
"""No figure is longer, with whatever notes it has; longer texts are left as they are."""
_HIGH = dict(zip(b"0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))


def lifted(text: str, spans: Spans) -> str:
    """A text with the digits in the raised stretches as superscript characters."""
    units = text.encode("utf-16-le", "surrogatepass")
    found = list(struct.unpack(f"<{len(units) // 2}H", units))
    for first, last in spans if len(found) <= LONGEST else ():
        for at in range(first, min(last, len(found))):
            found[at] = ord(_HIGH[found[at]]) if found[at] in _HIGH else found[at]
    return struct.pack(f"<{len(found)}H", *found).decode("utf-16-le", "replace")


def unseen_part(text: str, spans: Spans) -> bool | None:
    """Whether nobody sees a text with these unseen stretches; None where that holds of a part of it."""
    units = text.encode("utf-16-le", "surrogatepass")
    hidden = b"".join(units[2 * first : 2 * last] for first, last in spans)
    left, at = b"", 0
    for first, last in spans:
        left, at = left + units[2 * at : 2 * first], last
    left += units[2 * at :]
    has = [any(map(str.isalnum, piece.decode("utf-16-le", "replace"))) for piece in (hidden, left)]
    return None if all(has) else has[0]


def spans_of(runs: Iterable[tuple[int, ...]], fonts: AbstractSet[int]) -> Spans:
    """The raised stretches of a text from its runs: where each begins, and in which font."""
    found: list[tuple[int, int]] = []
    since, last = -1, 0
    for at, font in runs:
        if at < last:
            raise corrupt("text", "runs")
        if 0 <= since < at:
            found.append((since, at))
        since, last = at if font in fonts else -1, at
    return (*found, (since, END)) if since >= 0 else tuple(found)


def font_number(place: int) -> int:
    """The number under which .xls knows the font at a place of its list: there is none with the number 4."""
    return place + 1 if place > 3 else place


def spans_in_table(pieces: list[bytes], fonts: AbstractSet[int]) -> list[Spans]:
    """The raised stretches of every shared text of an .xls file, whose table is spread over several records."""
    reader = _Pieces(pieces)
    _, number = struct.unpack("<2L", reader.take(8))
    return [_entry(reader, fonts) for _ in range(min(number, sum(map(len, pieces)) // 3))]


def _entry(reader: _Pieces, fonts: AbstractSet[int]) -> Spans:
    length, flags = struct.unpack("<HB", reader.take(3))
    runs = int.from_bytes(reader.take(2), "little") if flags & 8 else 0
    extra = int.from_bytes(reader.take(4), "little") if flags & 4 else 0
    reader.pass_text(length, flags & 1)
    words = reader.take(4 * runs)
    reader.take(extra)
    return spans_of(struct.iter_unpack("<2H", words), fonts)


class _Pieces:
    """Bytes that are spread over records. A text that goes on in the next one says there anew how wide its letters are."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces, self._piece, self._at = pieces, 0, 0

    def _left(self) -> int:
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
        if self._piece == len(self._pieces):
            raise corrupt(".xls", "shared texts")
        return len(self._pieces[self._piece]) - self._at

    def take(self, length: int) -> bytes:
        """So many bytes, wherever they lie."""
        found = b""
        while length > 0:
            step = min(length, self._left())
            found += self._pieces[self._piece][self._at : self._at + step]
            self._at, length = self._at + step, length - step
        return found

    def pass_text(self, letters: int, wide: int) -> None:
        """Over a text of so many letters."""
        while letters > 0:
            fresh = self._piece
            left = self._left()
            if self._piece != fresh and letters:
                wide, left = self._pieces[self._piece][0] & 1, left - 1
                self._at = 1
            step = min(letters, left >> wide)
            if not step:
                raise corrupt(".xls", "shared texts")
            self._at, letters = self._at + (step << wide), letters - step
