"""A marked copy of a workbook: problem cells filled and with a note, an index in front, all else as it was. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from lbedu.marking.book import Book, SheetPart, deselected, free_name
from lbedu.marking.conditional import outshine
from lbedu.marking.index import NAMES, Kept, Looks, index_sheet
from lbedu.marking.marks import Mark, lines, marks
from lbedu.marking.notes import Notes
from lbedu.marking.parts import Parts
from lbedu.marking.sheet import At, SheetText
from lbedu.marking.styles import PLAIN, Ground, Styles
from lbedu.marking.words import About, head_of, legend_of, place_remark, signed_line, values_only_lines
from lbedu.marking.xml_text import CannotMark, XmlText
from lbedu.problems import Language, Problem, Severity
from lbedu.reading.marked_copy import Marked, digest_of, marked, report_in
from lbedu.reading.workbook import Limits, Sheet, Workbook, read_workbook
from lbedu.reading.xlsx.cell import column_letters, place_of
from lbedu.reading.xlsx.refusal import Unreadable
from lbedu.submission import Place

_SELECTED = tuple("tabSelected".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SIGNATURES = "_xmlsignatures/"


class Copy(NamedTuple):
    """The copy as a file holds it."""

    data: bytes
    cells: int
    """How many cells are marked."""
    suffix: str
    """What its name must end in, or Excel does not open it."""
    values_only: str
    """The format of a workbook of which it holds the values alone; empty where it holds everything."""
    signed: bool
    """The workbook is signed, and the signature does not hold for the copy."""

    def remarks(self, lang: Language) -> list[str]:
        """What its maker ought to know."""
        lines = values_only_lines(self.values_only, lang) if self.values_only else []
        return [*lines, signed_line(lang)] if self.signed else lines


def marked_copy(
    data: bytes, book: Workbook, about: About, problems: tuple[Problem, ...], lang: Language, limits: Limits
) -> Copy:
    """The workbook in `data`, which was read as `book`, with all of these problems marked. Raises Unreadable where a part that
    is not read otherwise is damaged."""
    try:
        if book.format == ".xlsx":
            return _Marking(data, book, about, problems, lang, limits).copy(values_only="")
    except CannotMark:
        pass
    from lbedu.marking.values_only import values_only

    old = marked(book)
    plain = values_only(report_in(book, old) if old is not None else book)
    return _Marking(plain, read_workbook(plain, limits), about, problems, lang, limits).copy(values_only=book.format)


class _Marking:
    """One copy in the making."""

    def __init__(
        self, data: bytes, book: Workbook, about: About, problems: tuple[Problem, ...], lang: Language, limits: Limits
    ) -> None:
        self.about, self.problems, self.lang = about, problems, lang
        self.old = marked(book)
        self.whole = book
        self.book = report_in(book, self.old) if self.old is not None else book
        self.parts = Parts(data, limits)
        self.contents = Book(self.parts)
        self.styles = Styles(self.parts, self.contents.part, self.contents.namespace)
        self.marks = marks(self.book, about.file, problems, lang)
        self.kept: list[Kept] = []
        self.remarks: dict[Place, str] = {}
        self.before = _before(self.old)
        self.ours = self.styles.of_marks() if self.old is not None else frozenset()

    def copy(self, values_only: str) -> Copy:
        parts = self.contents.sheets()
        for sheet, part in zip(self.whole.sheets, parts, strict=True):
            if self.old is None or sheet.name != self.old.sheet:
                self._mark(sheet, part)
        signed = any(name.startswith(_SIGNATURES) for name in self.parts.package)
        self._write_index(parts, values_only, signed)
        self.styles.write()
        self.contents.write()
        cells = sum(map(len, self.marks.values()))
        return Copy(self.parts.packed(), cells, self.parts.suffix_of(self.contents.part), values_only, signed)

    def _mark(self, sheet: Sheet, part: SheetPart) -> None:
        wanted = self.marks.get(sheet.name, {})
        self._remark(sheet, part, wanted)
        xml = self.parts.read(part.part)
        selected = any(word in xml for word in _SELECTED)
        if not (wanted or selected or self.old is not None):
            return
        text = XmlText(part.part, xml, checked=part.kind == "worksheet")
        if part.kind != "worksheet":
            if deselected(text):
                self.parts.save(part.part, text)
            return
        inside = SheetText(text)
        inside.deselect()
        if wanted or self.old is not None:
            self._restyle(sheet.name, inside, wanted)
            outshine(inside, {at: mark.severity for at, mark in wanted.items()}, self.styles.difference)
            self._annotate(sheet.name, part.part, inside, wanted)
        self.parts.save(part.part, text)

    def _annotate(self, name: str, part: str, sheet: SheetText, wanted: Mapping[At, Mark]) -> None:
        try:
            notes = Notes(self.parts, part, sheet)
            notes.put({at: mark.note for at, mark in wanted.items() if mark.note is not None})
        except (Unreadable, CannotMark):  # those that there are, are damaged: they stay as they are
            for at in wanted:
                self._say(name, at, "damaged_notes")
            return
        for at in notes.threaded & wanted.keys():
            self._say(name, at, "threaded")

    def _restyle(self, name: str, sheet: SheetText, wanted: Mapping[At, Mark]) -> None:
        before = self.before.get(name, {})
        styles: dict[At, Callable[[int], int]] = {
            at: partial(self._unmarked, before.get(at, PLAIN))
            for at in {*before, *sheet.styled(self.ours)} - wanted.keys()
        }
        for at, mark in sorted(wanted.items()):
            styles[at] = partial(self._marked, Place("", name, _address(at)), before.get(at, PLAIN), mark.severity)
        if styles:
            sheet.restyle(styles)

    def _marked(self, place: Place, before: Ground, severity: Severity, style: int) -> int:
        ground = before if style in self.ours else self.styles.ground(style)
        self.kept.append(Kept(place.address, ground))
        return self.styles.marked(style, severity)

    def _unmarked(self, before: Ground, style: int) -> int:
        return self.styles.with_ground(style, before) if style in self.ours else style

    def _remark(self, sheet: Sheet, part: SheetPart, wanted: Mapping[At, Mark]) -> None:
        """What keeps a marked cell out of sight."""
        for at, mark in wanted.items():
            if sheet.hidden:
                self._say(sheet.name, at, "veryHidden" if part.state == "veryHidden" else "hidden")
            elif at[0] in sheet.hidden_rows:
                self._say(sheet.name, at, "row")
            elif at[1] in sheet.hidden_columns:
                self._say(sheet.name, at, "column")
            if mark.note is None:
                self._say(sheet.name, at, "no_note")

    def _say(self, sheet: str, at: At, what: str) -> None:
        place = Place(self.about.file, sheet, _address(at))
        said = place_remark(what, self.lang)
        self.remarks[place] = f"{self.remarks[place]}; {said}" if place in self.remarks else said

    def _write_index(self, sheets: list[SheetPart], values_only: str, signed: bool) -> None:
        listed = lines(self.book, self.problems, self.lang, self.remarks)
        xml = index_sheet(
            self.contents.namespace,
            Looks.made(self.styles),
            head_of(self.about, self.lang, values_only, signed),
            legend_of({line.severity for line in listed}, self.lang),
            listed,
            digest_of(self.book),
            self.kept,
            self.lang,
        )
        if self.old is not None:
            self.parts.change(sheets[self.old.position].part, xml)
            self.contents.bring_to_front(self.old.position)
            return
        name = self.parts.free("xl/worksheets/sheet{}.xml")
        self.parts.add(name, xml, "worksheet")
        self.contents.put_in_front(free_name(NAMES[self.lang], [sheet.name for sheet in self.book.sheets]), name)


def _address(at: At) -> str:
    return f"{column_letters(at[1])}{at[0]}"


def _before(old: Marked | None) -> dict[str, dict[At, Ground]]:
    """How the cells looked that were marked before, by sheet."""
    found: dict[str, dict[At, Ground]] = {}
    for name, at, ground in _kept(old) if old is not None else ():
        found.setdefault(name, {})[at] = ground
    return found


def _kept(old: Marked) -> Iterator[tuple[str, At, Ground]]:
    for place, fill, border in old.kept:
        name, _, cell = place.rpartition("!")
        at = place_of(cell)
        whole = fill.startswith("<fill") and border.startswith("<border")
        if at is not None and whole:
            yield name[1:-1].replace("''", "'") if name.startswith("'") else name, at, Ground(fill, border)
