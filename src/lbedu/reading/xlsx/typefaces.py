"""What the look of a text says of its meaning: fonts of old encodings and of pictures, raised figures, struck-out and unseen
runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Self

from lbedu.reading.xlsx.parsing import is_true, plain_text
from lbedu.reading.xlsx.unseen import TINY, alike, colour_of, is_tiny

_SIGNS = "0123456789+-=()"
_RAISED = str.maketrans(_SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_PICTURES = ("wingdings", "webdings", "symbol", "zapfdingbats", "marlett")


class Typeface(NamedTuple):
    """How a text is set, as far as it matters to what the text says."""

    encoding: str = ""
    """The old encoding that its font is of: `TCVN3` or `VNI`."""
    capitals: bool = False
    """The font shows small letters as capitals (.VnTimeH)."""
    pictures: str = ""
    """The font of pictures, in small letters, that shows signs in place of letters."""
    struck: bool = False


PLAIN = Typeface()


@lru_cache(maxsize=256)
def typeface(font: str, struck: bool = False) -> Typeface:
    """What the name of a font says of its texts."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Typeface("TCVN3", name.endswith("h"), struck=struck)
    if name.startswith("vni-"):
        return Typeface("VNI", struck=struck)
    return Typeface(pictures=name if name.startswith(_PICTURES) else "", struck=struck)


_ODD_C2 = re.compile(rb"\xc2[\xa1-\xaf\xb5-\xb9\xbb-\xbf]")
_ODD_C3 = re.compile(
    rb"\xc3[\x84-\x87\x8b\x8e-\x91\x96-\x98\x9b\x9c\x9e\x9f\xa4-\xa7\xab\xae-\xb1\xb6-\xb8\xbb\xbc\xbe\xbf]"
)
"""The letters of Latin-1 that Vietnamese in Unicode does not have, in UTF-8. Two patterns that begin with one byte each are
searched for ten times as fast as one of two branches."""
_ODD_ESCAPE = re.compile(rb"_x00[A-F]")


def is_odd(xml: bytes) -> bool:
    """Whether a part may hold text in an old encoding: a search that costs next to nothing."""
    if b"&" in xml and b"&#" in xml:  # one byte is found at once, two are not
        return True
    if xml.isascii():
        return False
    odd = b"\0" in xml[:4] or _ODD_C3.search(xml) or (b"\xc2" in xml and _ODD_C2.search(xml))
    return bool(odd or (b"_x00" in xml and _ODD_ESCAPE.search(xml)))


class Properties(NamedTuple):
    """What a run of a text says of its own look; a run that says nothing is set as its cell is."""

    font: str | None = None
    struck: bool = False
    script: str = ""
    """`superscript` or `subscript`."""
    colour: str = ""
    """The colour of its letters; empty where it is not said."""


class Run(NamedTuple):
    """A piece of a text and how it is set; None as its cell is."""

    text: str
    face: Typeface | None
    script: str = ""
    colour: str | None = None
    """The colour of its letters; empty where it is not known, None as that of its cell."""

    @property
    def shown(self) -> str:
        """With its figures raised or lowered as they are shown: 45¹ is not 451."""
        return self.placed(self.text)

    def placed(self, text: str) -> str:
        """Another writing of its text, raised or lowered as it is."""
        return text.translate(_RAISED if self.script == "superscript" else _LOWERED) if self.script else text


class RichText(str):
    """A text of several runs, of which some say how they are set."""

    __slots__ = ("_set",)

    _set: tuple[Run, ...] | Typeface

    def __new__(cls, text: str, runs: tuple[Run, ...] | Typeface) -> Self:
        made = super().__new__(cls, text)
        made._set = runs
        return made

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its pieces; of a text that is set alike throughout, as whole workbooks are, they are made when they are asked for."""
        return (Run(str(self), self._set),) if isinstance(self._set, Typeface) else self._set


class FontText(RichText):
    """A text that is set, wholly or in part, in a font of an old encoding; as it is stored."""

    __slots__ = ()


def text_of(pieces: Iterable[tuple[str, Properties | None]]) -> str:
    """The text of runs; rich where a run says how it is set."""
    pieces = list(pieces)
    if all(properties is None for _, properties in pieces):
        return "".join(text for text, _ in pieces)
    runs = tuple([_run(plain_text(text), properties) for text, properties in pieces if text])
    made = FontText if any(run.face is not None and run.face.encoding for run in runs) else RichText
    return made("".join([run.shown for run in runs]), runs)


def _run(text: str, properties: Properties | None) -> Run:
    if properties is None:
        return Run(text, None)
    plain = properties.font is None and not properties.struck
    face = None if plain else typeface(properties.font or "", properties.struck)
    return Run(text, face, properties.script, properties.colour)


def is_special(text: str) -> bool:
    """Whether any run of a text changes what the text says."""
    return isinstance(text, RichText) and any(run.script or run.face not in (None, PLAIN) for run in text.runs)


def veil(text: str, letters: str, ground: str) -> bool | None:
    """Whether nobody sees a text of runs in a cell with these letters on this ground; None where that holds of a part of it."""
    if not isinstance(text, RichText):
        return False
    seen = {
        not alike(letters if run.colour is None else run.colour, ground)
        for run in text.runs
        if any(map(str.isalnum, run.text))
    }
    return None if len(seen) > 1 else False in seen


def is_coloured(text: str) -> bool:
    """Whether any run of a text says of which colour it is."""
    return isinstance(text, RichText) and any(run.colour for run in text.runs)


class PartlyUnseen(str):
    """A text of which a part is seen by nobody."""

    __slots__ = ()


_FONT = re.compile(r'<rFont val="([^"]*)"')
_COLOUR, _TOLD = re.compile(r"<color ([^<>]*)>"), re.compile(r'([a-z]+)="([^"]*)"')
_SIZE = re.compile(r'<sz val="([^"]*)"')
_SCRIPT = re.compile(r'<vertAlign val="(superscript|subscript)"')
_STRIKE = re.compile(r'<strike(?: val="([^"]*)")? ?/>')


@lru_cache(maxsize=256)
def properties_of(xml: str) -> Properties:
    """The properties of a run from its canonical XML."""
    font, script, strike = _FONT.search(xml), _SCRIPT.search(xml), _STRIKE.search(xml)
    struck = strike is not None and (strike[1] is None or is_true(strike[1]))
    size, colour = _SIZE.search(xml), _COLOUR.search(xml)
    letters = colour_of(dict(_TOLD.findall(colour[1]))) if colour else ""
    if size is not None and is_tiny(size[1]):
        letters = TINY
    return Properties(font[1] if font else None, struck, script[1] if script else "", letters)


def settled(text: str, face: Typeface) -> tuple[str, bool]:
    """A text in a cell of this typeface, and whether its author struck it out, wholly or in part. Pictures are taken for the
    signs that they show; text in an old encoding is left to who knows it, with its runs."""
    if type(text) is str and not face.pictures:
        plain = not face.encoding or text.isascii() or not text.strip()
        return text if plain else FontText(text, face), face.struck and bool(text.strip())
    runs = text.runs if isinstance(text, RichText) else (Run(text, None),)
    if any(run.face is None for run in runs):
        runs = tuple([run if run.face is not None else run._replace(face=face) for run in runs])
    faces = {run.face for run in runs if run.text.strip()}
    if any(one is not None and one.pictures for one in faces):
        from lbedu.reading.xlsx.pictures import pictured

        runs = tuple(run._replace(text=pictured(run.text, run.face.pictures if run.face else "")) for run in runs)
    struck = any(one is not None and one.struck for one in faces)
    same = isinstance(text, FontText) and text.runs is runs  # one more of each would be many in a large workbook
    shown = str(text) if same else "".join(run.shown for run in runs)
    if not any(one is not None and one.encoding for one in faces):
        return shown, struck
    return text if same else FontText(shown, runs), struck
