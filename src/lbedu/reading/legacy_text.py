"""Texts of a workbook in an old encoding (TCVN3, VNI) or spoilt by a program: decoded, and marked unless the user wants them
used. A workbook without any is never looked into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lbedu.legacy_encodings import SPOILT, Decoded, as_the_others, by_evidence, by_font, is_sure, is_unicode, repaired
from lbedu.reading.marked_text import DecodedText, MarkedText, reading_of
from lbedu.reading.unit_lines import Line, Lines
from lbedu.reading.workbook import Cell, Sheet, Workbook
from lbedu.reading.xlsx.typefaces import FontText, Run
from lbedu.submission import Reading

_LONG, _ENDLESS = 64, 2_000
"""Letters of a text that is made once, wherever it stands, and of one that is never a value."""


def decoded(workbook: Workbook, convert: bool) -> Workbook:
    """The workbook with its old texts decoded: to be used where the user says so, else marked, so that they are shown and not
    used. What a program spoilt is always marked. The cells are replaced where they are: all of a workbook may be old."""
    titles = _Decoding(workbook, convert).titles
    if not titles:
        return workbook
    sheets = [sheet._replace(title=titles.get(number, sheet.title)) for number, sheet in enumerate(workbook.sheets)]
    return workbook._replace(sheets=tuple(sheets))


def decoded_lines(lines: Lines, convert: bool) -> Lines:
    """The lines of a register in a text file likewise: there no font says anything, only evidence."""
    found: list[Line] = []
    readings: list[Reading] = []
    for line in lines.lines:
        told = {key: _spoilt(str(cell.value)) or by_evidence(str(cell.value)) for key, (cell, _) in line.items()}
        read = dict(line)
        for key, text in told.items():
            if text is not None:
                cell, place = line[key]
                value = _kind(text, convert)(text.text, text.encoding, str(cell.value))
                read[key] = cell._replace(value=value), place
                readings += [reading] if (reading := reading_of(value, place)) is not None else []
        found.append(read)
    return lines._replace(lines=tuple(found), readings=tuple(readings))


def _kind(text: Decoded, convert: bool) -> type[DecodedText]:
    return DecodedText if convert and text.encoding != SPOILT and not text.doubtful else MarkedText


class _Decoding:
    """Goes through a workbook twice: what is sure of one text makes less enough for the others."""

    def __init__(self, workbook: Workbook, convert: bool) -> None:
        self._convert = convert
        self._made: dict[tuple[Decoded, str], DecodedText] = {}
        unsure: list[tuple[Sheet, Cell]] = []
        counts: Counter[str] = Counter()
        texts = (cell.value for sheet in workbook.sheets for cell in _texts(sheet))
        by_fonts = _Fonts(text for text in texts if isinstance(text, FontText))
        for sheet in workbook.sheets:
            for cell in _texts(sheet):
                text = str(cell.value)
                if isinstance(cell.value, FontText):
                    found = by_fonts.of(cell.value)
                else:
                    shown = text if convert or len(text) <= _ENDLESS else _beginning(text)
                    found = _spoilt(shown) or by_evidence(shown)
                if found is None:
                    unsure.append((sheet, cell))
                else:
                    self._replace(sheet, cell, found)
                    counts[found.encoding] += 1
        known = frozenset(encoding for encoding in counts if encoding != SPOILT)
        seen = (cell for sheet, cell in unsure if not sheet.hidden)
        alone = next(iter(known)) if len(known) == 1 and not any(is_unicode(str(cell.value)) for cell in seen) else ""
        for sheet, cell in unsure if known else ():
            text = str(cell.value)
            found = None if isinstance(cell.value, FontText) else by_evidence(text, known)
            if found is None and alone and not isinstance(cell.value, FontText):
                found = as_the_others(text, alone)
            if found is not None:
                self._replace(sheet, cell, found)
        names = ((number, by_evidence(sheet.name, known)) for number, sheet in enumerate(workbook.sheets))
        self.titles: Mapping[int, str] = {number: name.text for number, name in names if name is not None}

    def _replace(self, sheet: Sheet, cell: Cell, found: Decoded) -> None:
        value = self._value(found, str(cell.value))
        at = cell.row, cell.column
        sheet.cells[at] = Cell(cell.row, cell.column, cell.kind, value, cell.format, cell.formula)

    def _value(self, found: Decoded, stored: str) -> DecodedText:
        """What stands in a cell instead. A long text may stand in very many: it is made once."""
        made = None if len(stored) < _LONG else self._made.get((found, stored))
        if made is None:
            made = _kind(found, self._convert)(found.text, found.encoding, stored)
            if len(stored) >= _LONG:
                self._made[found, stored] = made
        return made


def _texts(sheet: Sheet) -> Iterator[Cell]:
    return (cell for cell in sheet.cells.values() if isinstance(cell.value, str) and not cell.value.isascii())


class _Fonts:
    """What the fonts of old encodings in a workbook say. Unicode may be typed in them as well, and letters that both have do
    not tell which: then the other texts in such fonts do, unless there are both."""

    def __init__(self, texts: Iterable[FontText]) -> None:
        self._mixed = self._sure = False
        """Some run is Unicode all the same; some run is as no Unicode text is."""
        for text in texts:
            for run in text.runs:
                if _is_old(run):
                    self._sure = self._sure or is_sure(run.text)
                    self._mixed = self._mixed or (_shown(run) is None and _has_letters(run.text))

    def of(self, text: FontText) -> Decoded | None:
        """A text as its fonts show it; None where it is Unicode."""
        found = [(run, _shown(run)) for run in text.runs]
        encoding = next((run.face.encoding for run, shown in found if run.face is not None and shown is not None), "")
        if not encoding or (self._mixed and not self._sure):
            return None
        doubtful = self._mixed and not any(_is_old(run) and is_sure(run.text) for run in text.runs)
        return Decoded("".join([_placed(run, shown) for run, shown in found]), encoding, doubtful)


def _is_old(run: Run) -> bool:
    """Whether a run is set in a font of an old encoding, and is no plain text."""
    return run.face is not None and run.face.encoding != "" and not run.text.isascii()


def _shown(run: Run) -> str | None:
    """What the font of a run shows; None where that is what is stored."""
    return by_font(run.text, run.face.encoding) if run.face is not None and _is_old(run) else None


def _has_letters(text: str) -> bool:
    """Whether a text holds letters of Unicode: a `≥` alone is the same in any encoding."""
    return any(char.isalpha() and not char.isascii() for char in text)


def _placed(run: Run, shown: str | None) -> str:
    text = run.text if shown is None else shown
    capitals = run.face is not None and run.face.capitals and (shown is not None or text.isascii())
    return run.placed(text.upper() if capitals else text)


def _beginning(text: str) -> str:
    """The first words of an endless text: they tell what it is, and more is not shown of one that must not be used."""
    return text[:_ENDLESS].rpartition(" ")[0] or text


def _spoilt(text: str) -> Decoded | None:
    found = repaired(text)
    return Decoded(found, SPOILT) if found is not None else None
