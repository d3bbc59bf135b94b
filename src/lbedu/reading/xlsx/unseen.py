"""Letters that nobody sees: of the colour of their ground, or too small. What styles of cells and of rules say of both."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from lbedu.reading.xlsx.parsing import Element, inside, plain_text, walk
from lbedu.reading.xlsx.refusal import Limits
from lbedu.reading.xlsx.remembered import remembered

BLACK, WHITE = "000000", "FFFFFF"
TINY = "tiny"
"""In the place of a colour: letters so small that nobody can read them."""
MARK = "[White]"
"""Before a number format: what it shows is seen by nobody. As a format of Excel says it."""
MANY = 64
"""Colours of letters or of grounds; of more it is not asked beforehand whether some are alike."""
_READABLE = 3
"""Points; below this size letters are specks."""
_NEAR, _CONTRAST = 64, 1.2
"""Colours that nobody tells apart differ by no more in red, green or blue, nor in their contrast, of which 1 is none."""
_INDEXED = (BLACK, WHITE, "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
"""The first colours of Excel's old palette, which stand there twice."""
_SYSTEM = {64: BLACK, 65: WHITE}
_WHITE_THEME, _BLACK_THEME = "0", "1"
_RGB = re.compile(rb'rgb="[0-9A-Fa-f]{2}([0-9A-Fa-f]{6})"')
_DOUBTFUL_FONT = re.compile(
    rb'theme="0"|indexed="(?:1|9|65)"|rgb="..[EF].[EF].[EF]."|theme="1" tint="(?:0\.[89]|1)|sz val="[0-2](?:\.[0-9]+)?"',
    re.I,
)
_OTHER_COLOUR = re.compile(rb'olor (?!rgb=|auto="1" ?/|theme="1" ?/)')
_LETTERS_OF_RULES = re.compile(rb'[<:]color rgb="[0-9A-Fa-f]{2}([0-9A-Fa-f]{6})"')
_GROUNDS_OF_RULES = re.compile(rb'bgColor rgb="[0-9A-Fa-f]{2}([0-9A-Fa-f]{6})"')
_DARK_FILL = re.compile(rb'fgColor (?:theme="1"|indexed="(?:0|8|64)"|rgb="..0.0.0.")', re.I)


class Change(NamedTuple):
    """What a conditional style changes where it holds; None what it leaves as it is."""

    letters: str | None = None
    ground: str | None = None
    format: str | None = None


class Looks(NamedTuple):
    """Letters and ground of each cell style, as colours; and the conditional styles. A colour that is not known is empty."""

    styles: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    letters: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    """All colours of either, of cell styles."""

    def of(self, style: int) -> tuple[str, str]:
        """Letters and ground of a cell style."""
        return self.styles[style] if style < len(self.styles) else (BLACK, WHITE)


class Spent:
    """What conditional formats have cost so far, over all sheets of a workbook."""

    def __init__(self) -> None:
        self.passed = self.held = self.rules = self.ranges = 0
        """Cells passed over for ranges of rules, cells held against a rule, rules, ranges."""


def may_be_unseen(xml: bytes) -> bool:
    """Whether a part of styles has white or tiny letters, black grounds, or one colour for letters and grounds: a look that
    costs next to nothing."""
    fonts = xml[xml.find(b"<fonts") : xml.rfind(b"</fonts>")]
    fills = xml[xml.find(b"<fills") : xml.rfind(b"</fills>")]
    if _DOUBTFUL_FONT.search(fonts) or _DARK_FILL.search(fills):
        return True
    return _some_alike(set(_RGB.findall(fonts)), set(_RGB.findall(fills)))


def rules_may_hide(xml: bytes) -> bool:
    """Whether a conditional style may show another figure, or letters that nobody sees on some ground: the same look at what
    is said in red, green and blue; other colours than a theme's black are for a longer one."""
    rules = xml[xml.find(b"<dxfs") : xml.rfind(b"</dxfs>")]
    if b"numFmt" in rules or _OTHER_COLOUR.search(rules) or b"\0" in xml[:4]:
        return True
    fonts = xml[xml.find(b"<fonts") : xml.rfind(b"</fonts>")]
    fills = xml[xml.find(b"<fills") : xml.rfind(b"</fills>")]
    if b"bgColor" in rules and _DOUBTFUL_FONT.search(fonts):
        return True
    letters, grounds = {BLACK.encode(), *_RGB.findall(fonts)}, {WHITE.encode(), *_RGB.findall(fills)}
    own_letters, own_grounds = set(_LETTERS_OF_RULES.findall(rules)), set(_GROUNDS_OF_RULES.findall(rules))
    return _some_alike(own_letters, grounds | own_grounds) or _some_alike(letters, own_grounds)


def _some_alike(letters: set[bytes], grounds: set[bytes]) -> bool:
    """Whether any of these letters may be unseen on any of these grounds."""
    many = len(letters) * len(grounds) > MANY**2
    return many or any(alike(one.decode(), other.decode()) for one, other in product(letters, grounds))


def may_differ(xml: bytes, hiding: bool) -> bool:
    """Whether a sheet may show its cells otherwise than they say: by rules that hide, or have styles of their own, or by
    leaving zeros out."""
    if b"showZeros" in xml or b"\0" in xml[:4]:
        return True
    rules = xml[
        max(xml.find(b"</sheetData>"), 0) :
    ]  # cells are nearly all of a sheet: they are not searched through again
    return b"conditionalFormatting" in rules and (
        hiding or b"showValue" in rules or b"dxf>" in rules or b"dxf " in rules
    )


def unseen_styles(part: str, xml: bytes, limits: Limits) -> Iterator[int]:
    """The cell styles, by their number, whose letters nobody sees."""
    for number, (letters, ground) in enumerate(read_looks(part, xml, limits).styles):
        if alike(letters, ground):
            yield number


def alike(letters: str, ground: str) -> bool:
    """Whether letters of this colour are not seen on a ground of that one."""
    if letters == TINY:
        return True
    return bool(letters) and (letters == ground or _near(letters.upper(), ground.upper()))


@lru_cache(4096)
def _near(one: str, other: str) -> bool:
    try:
        pairs = list(zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))
    except ValueError:  # colours of a theme, or of the palette, by their number
        return False
    if any(abs(a - b) > _NEAR for a, b in pairs):
        return False
    low, high = sorted((_brightness([a for a, _ in pairs]), _brightness([b for _, b in pairs])))
    return (high + 0.05) / (low + 0.05) < _CONTRAST


def _brightness(colour: list[int]) -> float:
    """How bright a colour looks, from 0 to 1, as it is reckoned for pages of the web."""
    red, green, blue = (math.pow((part / 255 + 0.055) / 1.055, 2.4) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_of(attributes: Mapping[str, str]) -> str:
    """A colour as red, green and blue, or by its number in theme or palette; empty where it is not told."""
    if rgb := attributes.get("rgb", "").strip():
        return rgb[-6:].upper()
    if theme := attributes.get("theme", "").strip():
        return _of_theme(theme, attributes.get("tint", "0").strip())
    index = attributes.get("indexed", "").strip()
    if not (index.isdecimal() and index.isascii() and len(index) < 4):
        return ""
    number = int(index)
    return _INDEXED[number % 8] if number < 16 else _SYSTEM.get(number, f"indexed {number}")


def _of_theme(theme: str, tint: str) -> str:
    """A colour of the theme. Its first is white and its second black but for dark themes, which offices do not have."""
    try:
        share = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        share = 0.0
    if theme == _WHITE_THEME:
        return f"{round(255 * (1 + min(share, 0.0))):02X}" * 3
    if theme == _BLACK_THEME:
        return f"{round(255 * max(share, 0.0)):02X}" * 3
    return f"theme {theme} {share}"


def is_tiny(size: str) -> bool:
    """Whether letters of this size in points are too small to be read."""
    return (
        size[:1] in ("0", "1", "2")
        and re.fullmatch(r"[0-2](?:\.[0-9]*)?", size) is not None
        and float(size) < _READABLE
    )


@remembered
def read_looks(part: str, xml: bytes, limits: Limits) -> Looks:
    """Colours of letters and grounds of all styles."""
    reader = _Reader()
    walk(part, xml, reader.document(), limits.depth)
    styles = tuple((_at(reader.letters, font, BLACK), _at(reader.grounds, fill, WHITE)) for font, fill in reader.styles)
    letters, grounds = (frozenset(colours) for colours in zip(*styles, strict=True)) if styles else (frozenset(),) * 2
    return Looks(styles, tuple(reader.changes), letters, grounds)


class _Reader:
    def __init__(self) -> None:
        self.letters: list[str] = []
        self.grounds: list[str] = []
        self.styles: list[tuple[str, str]] = []
        self.changes: list[Change] = []

    def document(self) -> Element:
        pattern = Element(self._pattern, inside=inside(fgColor=Element(self._ground)))
        filling = inside(patternFill=pattern, gradientFill=Element(self._gradient))
        lettering = inside(color=Element(self._letters), sz=Element(self._size))
        about = inside(
            fonts=Element(inside=inside(font=Element(lambda _: self.letters.append(BLACK), inside=lettering))),
            fills=Element(inside=inside(fill=Element(lambda _: self.grounds.append(WHITE), inside=filling))),
            cellXfs=Element(inside=inside(xf=Element(self._style))),
            dxfs=Element(inside=inside(dxf=change_element(self.changes))),
        )
        return Element(inside=inside(styleSheet=Element(inside=about)))

    def _letters(self, attributes: dict[str, str]) -> None:
        if self.letters[-1] != TINY:
            self.letters[-1] = colour_of(attributes) or BLACK

    def _size(self, attributes: dict[str, str]) -> None:
        if is_tiny(attributes.get("val", "")):
            self.letters[-1] = TINY

    def _pattern(self, attributes: dict[str, str]) -> None:
        pattern = attributes.get("patternType", "none")
        self.grounds[-1] = WHITE if pattern == "none" else pattern

    def _gradient(self, _: dict[str, str]) -> None:
        self.grounds[-1] = ""

    def _ground(self, attributes: dict[str, str]) -> None:
        if self.grounds[-1] == "solid":
            self.grounds[-1] = colour_of(attributes)

    def _style(self, attributes: dict[str, str]) -> None:
        self.styles.append((attributes.get("fontId", "0"), attributes.get("fillId", "0")))


def change_element(changes: list[Change]) -> Element:
    """A conditional style, which is added to those that are known. Its ground is the second colour of its pattern."""

    def note(**said: str) -> None:
        changes[-1] = changes[-1]._replace(**said)

    def letters(attributes: dict[str, str]) -> None:
        note(letters=colour_of(attributes))

    def ground(attributes: dict[str, str]) -> None:
        note(ground=colour_of(attributes))

    def code(attributes: dict[str, str]) -> None:
        note(format=plain_text(attributes.get("formatCode", "")))

    pattern = Element(inside=inside(bgColor=Element(ground)))
    return Element(
        lambda _: changes.append(Change()),
        inside=inside(
            font=Element(inside=inside(color=Element(letters))),
            fill=Element(inside=inside(patternFill=pattern)),
            numFmt=Element(code),
        ),
    )


def _at(found: list[str], index: str, usual: str) -> str:
    digits = index.strip()
    return found[int(digits)] if digits.isascii() and digits.isdecimal() and int(digits) < len(found) else usual
