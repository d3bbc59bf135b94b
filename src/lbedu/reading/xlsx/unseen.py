"""Cell styles whose letters have the colour of their ground: whoever looks at such a cell sees nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lbedu.reading.xlsx.parsing import Element, inside, walk

_RGB = re.compile(rb'rgb="([0-9A-Fa-f]{8})"')
_WHITE_FONT = re.compile(rb'(?:theme="0"|indexed="(?:1|9)"|rgb="(?:FF|00)FFFFFF")', re.IGNORECASE)
_WHITE = "white"
_WHITES = frozenset({"theme 0", "indexed 1", "indexed 9", "indexed 65", "rgb ffffff"})


def may_be_unseen(xml: bytes) -> bool:
    """Whether a part of styles has white letters, or one colour for letters and grounds: a look that costs next to nothing."""
    fonts = xml[xml.find(b"<fonts") : xml.rfind(b"</fonts>")]
    if _WHITE_FONT.search(fonts):
        return True
    colours = set(_RGB.findall(fonts))
    return bool(colours) and not colours.isdisjoint(_RGB.findall(xml[xml.find(b"<fills") : xml.rfind(b"</fills>")]))


def unseen_styles(part: str, xml: bytes, depth: int) -> Iterator[int]:
    """The cell styles, by their number, whose letters have the colour of their ground."""
    letters: list[str] = []
    grounds: list[str] = []
    styles: list[tuple[str, str]] = []

    def add_letters(attributes: dict[str, str]) -> None:
        letters[-1] = _colour(attributes)

    def add_ground(attributes: dict[str, str]) -> None:
        if grounds[-1] == "solid":
            grounds[-1] = _colour(attributes)

    def add_pattern(attributes: dict[str, str]) -> None:
        pattern = attributes.get("patternType", "none")
        grounds[-1] = _WHITE if pattern == "none" else pattern

    def add_style(attributes: dict[str, str]) -> None:
        styles.append((attributes.get("fontId", "0"), attributes.get("fillId", "0")))

    pattern = Element(add_pattern, inside=inside(fgColor=Element(add_ground)))
    about = inside(
        fonts=Element(
            inside=inside(font=Element(lambda _: letters.append(""), inside=inside(color=Element(add_letters))))
        ),
        fills=Element(
            inside=inside(fill=Element(lambda _: grounds.append(_WHITE), inside=inside(patternFill=pattern)))
        ),
        cellXfs=Element(inside=inside(xf=Element(add_style))),
    )
    walk(part, xml, Element(inside=inside(styleSheet=Element(inside=about))), depth)
    for number, (font, fill) in enumerate(styles):
        colour, ground = _at(letters, font), _at(grounds, fill)
        if colour and colour == ground:
            yield number


def _at(found: list[str], index: str) -> str:
    digits = index.strip()
    return found[int(digits)] if digits.isascii() and digits.isdecimal() and int(digits) < len(found) else ""


def _colour(attributes: dict[str, str]) -> str:
    """A colour in words; empty where it is not told, and where a tint changes it."""
    if attributes.get("tint", "0") not in ("0", "0.0"):
        return ""
    for kind in ("rgb", "theme", "indexed"):
        if said := attributes.get(kind, "").strip().casefold():
            colour = f"{kind} {said[-6:]}"
            return _WHITE if colour in _WHITES else colour
    return ""
