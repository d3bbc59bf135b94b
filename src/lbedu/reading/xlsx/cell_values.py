"""What stands in a cell: from its type, its style and its text to a value, exactly as Excel reads it."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from lbedu.reading.xlsx.cell import Found, Value
from lbedu.reading.xlsx.parsing import is_index, plain_text
from lbedu.reading.xlsx.refusal import Limits, Unreadable, too_large
from lbedu.reading.xlsx.shared_strings import Runs, read_strings
from lbedu.reading.xlsx.styles import Styles, is_date_format, read_styles
from lbedu.reading.xlsx.typefaces import (
    PLAIN,
    FontText,
    PartlyUnseen,
    Typeface,
    is_coloured,
    is_odd,
    settled,
    veil,
)
from lbedu.reading.xlsx.unseen import BLACK, MARK, Looks, read_looks

if TYPE_CHECKING:
    from lbedu.reading.xlsx.package import Package

_SPACE = " \t\r\n"
_GENERAL = ("General", False)
_IN_NUMBERS = frozenset("0123456789+-.eE")
_ISO_DATE = (
    r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))?(?:(?:^|T)([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?Z?)?"
)
_DAY = 86_400_000
"""Milliseconds, the precision to which Excel keeps a time of day."""


def _corrupt(detail: str) -> NoReturn:
    """Refuses a cell; the part is added where it is known."""
    raise Unreadable("corrupt", {"detail": detail})


class Values:
    """What stands in a cell by its type, style and text; None for empty text.

    The style of a number decides whether it is a share or a date, so a number whose style does not exist is refused;
    text, truth values and errors read the same in any style and take 'General'. Style 0 always exists.
    """

    def __init__(
        self, package: Package, styles: str | None, strings: str | None, date1904: bool, limits: Limits
    ) -> None:
        self._package, self._styles_part, self._strings_part = package, styles, strings
        self._date1904, self._limits = date1904, limits
        self._styles: Styles | None = None
        self._strings: list[str] | None = None
        self.odd_texts = False
        """Some text may be in an old encoding, by its font or by its letters, or is struck out."""
        self._grounds: set[str] | None = None
        self._known: dict[str | None, tuple[str, bool] | None] = {}

    def format(self, style: str | None) -> str:
        return (self._style(style) or _GENERAL)[0]

    def _style(self, style: str | None) -> tuple[str, bool] | None:
        if style in self._known:
            return self._known[style]
        formats = self._read_styles().formats
        digits = "0" if style is None else style.strip(_SPACE)
        if not is_index(digits):
            _corrupt("style")
        index = int(digits)
        found = None if index else _GENERAL
        if index < len(formats):
            code = formats[index]
            found = code, is_date_format(code)
        self._known[style] = found
        return found

    def _read_styles(self) -> Styles:
        if self._styles is None:
            part = self._styles_part
            self._styles = read_styles(part, self._package.read(part), self._limits) if part else Styles((), {})
        return self._styles

    def face(self, style: str | None) -> Typeface:
        """How the texts of a style are set, as far as it matters."""
        faces = self._read_styles().faces
        digits = "0" if style is None else style.strip(_SPACE)
        return faces.get(int(digits), PLAIN) if faces and is_index(digits) else PLAIN

    @property
    def has_faces(self) -> bool:
        """Whether the style of a cell ever matters to its text."""
        return bool(self._read_styles().faces)

    def find(self, type_: str | None, style: str | None, text: str) -> Found | None:
        """What stands in a cell; what its author struck out is of a kind of its own."""
        found = self._find(type_, style, text)
        if found is not None and found[0] in ("number", "date", "bool") and (face := self.face(style)) is not PLAIN:
            if face.struck:
                self.odd_texts = True
                return "struck", found[1], found[2]
            if face.pictures:
                from lbedu.reading.xlsx.pictures import SYMBOL, UNKNOWN

                if not face.pictures.startswith(SYMBOL):
                    return "text", UNKNOWN, found[2]  # signs stand where its digits are stored
        return found

    def _find(self, type_: str | None, style: str | None, text: str) -> Found | None:
        match type_:
            case None | "n":
                return self._number(style, text)
            case "s":
                text = self.shared_text(text)
                return self._text(text, style) if text else None
            case "str" | "inlineStr":
                text = plain_text(text) if type(text) is str else text
                if len(text) > self._limits.characters:
                    raise too_large("characters", self._limits.characters)
                return self._text(text, style)
            case "b":
                truth = text.strip(_SPACE)
                if truth not in ("0", "1", "true", "false"):
                    _corrupt("truth value")
                return "bool", truth in ("1", "true"), self.format(style)
            case "e":
                return "error", text.strip(_SPACE)[:64], self.format(style)
            case "d":
                return "date", iso_date(text.strip(_SPACE)), self.format(style)
            case _:
                _corrupt("cell type")

    def _text(self, text: str, style: str | None) -> Found:
        code = self.format(style)
        face = self.face(style)
        if face is PLAIN and type(text) is str:
            return "text", text, code
        unseen = self.veil(text, style)
        text, struck = settled(text, face)
        if unseen is None:
            text, struck = PartlyUnseen(text), True
        elif unseen and not code.startswith(MARK):
            code = f"{MARK}{code}"
        self.odd_texts = self.odd_texts or struck or isinstance(text, FontText)
        return "struck" if struck else "text", text, code

    def veil(self, text: str, style: str | None) -> bool | None:
        """Whether nobody sees a text of runs in a cell of this style; None where that holds of a part of it."""
        if not is_coloured(text):
            return False
        digits = "0" if style is None else style.strip(_SPACE)
        return veil(text, *self.looks.of(int(digits) if is_index(digits) else 0))

    def may_veil(self, text: str) -> bool:
        """Whether a part of a text of runs is unseen in a cell of some style."""
        if not is_coloured(text):
            return False
        if self._grounds is None:
            self._grounds = {ground for _, ground in self.looks.styles}
        return any(veil(text, BLACK, ground) is not False for ground in self._grounds)

    @property
    def looks(self) -> Looks:
        """Of which colours letters and grounds are: asked where a text or a rule has a colour of its own."""
        part = self._styles_part
        return read_looks(part, self._package.read(part), self._limits) if part else Looks()

    def shared_text(self, index: str) -> str:
        """The shared string that the text of a value points at."""
        if self._strings is None:
            part = self._strings_part
            xml = self._package.read(part) if part else b""
            self._strings = read_strings(part, xml, self._limits) if part else []
            self.odd_texts = self.odd_texts or is_odd(xml)
        index = index.strip(_SPACE)
        if not is_index(index) or int(index) >= len(self._strings):
            _corrupt("shared string")
        found = self._strings[int(index)]
        if type(found) is Runs:
            found = self._strings[int(index)] = found.joined()
        return found

    def _number(self, style: str | None, text: str) -> Found:
        number = short_decimal(text)
        if number is None:
            number = exact_decimal(text.strip(_SPACE))
        known = self._known.get(style) or self._style(style)
        if known is None:
            _corrupt("style")
        code, is_date = known
        if is_date:
            date = date_of(number, self._date1904)
            if date is not None:
                return "date", date, code
        return "number", number, code


def short_decimal(text: str) -> Decimal | None:
    """A number so short that the way over the double changes nothing; None for any other text."""
    whole, point, rest = text.partition(".")
    if not whole.isdecimal() or not text.isascii():
        return None
    if point and not (len(whole) < 9 and len(rest) < 8 and rest.isdecimal() and rest[-1] != "0"):
        return None
    return Decimal(text) if len(whole) < 16 else None


def exact_decimal(text: str) -> Decimal:
    """The IEEE double that a text stands for, rounded to the 15 significant digits that Excel shows; integers whole."""
    if not _IN_NUMBERS.issuperset(text):  # 'nan', '1_000' and foreign digits are numbers to Python
        _corrupt("number")
    try:
        digits = f"{float(text):.15g}"
    except ValueError:
        _corrupt("number")
    if digits == "inf" or digits == "-inf":
        _corrupt("number")
    if digits == "-0":
        return Decimal(0)
    return Decimal(int(Decimal(digits))) if "e+" in digits else Decimal(digits)


def date_of(serial: Decimal, date1904: bool) -> datetime.date | datetime.time | None:
    """The date of a serial number, a time of day alone below day 1, or None outside of the calendar.

    In the 1900 system Excel counts a 29 February 1900, serial 60, that never was.
    """
    if not 0 <= serial < 2_958_466 or (int(serial) == 60 and not date1904):
        return None
    days, milliseconds = divmod(round(float(serial) * _DAY), _DAY)
    time = datetime.timedelta(milliseconds=milliseconds)
    if days == 0 and (milliseconds or not date1904):
        return (datetime.datetime.min + time).time()
    epoch = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 31 if days < 60 else 30)
    if days > (datetime.datetime.max - epoch).days:
        return None
    moment = epoch + datetime.timedelta(days) + time
    return moment if milliseconds else moment.date()


def iso_date(text: str) -> Value:
    match = re.fullmatch(_ISO_DATE, text)
    if not match or not text:
        _corrupt("date")
    year, month, day, hour, minute, second, fraction = match.groups()
    try:
        time = datetime.time(
            int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "0")[:6].ljust(6, "0"))
        )
        if year is None:
            return time
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        _corrupt("date")
    return datetime.datetime.combine(date, time) if time != datetime.time() else date
