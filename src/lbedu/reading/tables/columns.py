"""Which field a column of a table holds: by its code, else by its label, exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec, Group
from lbedu.own_form import NO, YES
from lbedu.reading.altered_labels import alters, own_words, scales
from lbedu.reading.headings import (
    APART,
    BENDS_ALONE,
    EVIDENCE_HEADING,
    GENERIC_TAILS,
    NARROWER,
    OWNERS,
    folded,
    numbering,
)
from lbedu.reading.layout import code_of, text_of
from lbedu.reading.marked_text import doubt
from lbedu.reading.records import match
from lbedu.reading.scaled import says
from lbedu.reading.tables.header import Header, Heading
from lbedu.vietnamese import fold, nfc
from lbedu.years import is_calendar, named_in

_UNIT_WORDS = {
    "yes_no": (f"{YES}/{NO}", f"{YES} {NO}"),
    "percent": ("%",),
    "date": ("ngày",),
    "choice": ("chọn",),
    "rank": ("chọn",),
    "text": ("chữ", "văn bản"),
    "name": ("tên",),
    "level": ("cấp học",),
    "count": ("số",),
    "number": ("số",),
}
_SHARES = frozenset(folded(word) for word in ("%", "Tỷ lệ", "Tỷ lệ (%)", "Tỉ lệ", "Tỉ lệ (%)", "Phần trăm", "TL (%)"))
"""Over a count these make percent of it."""
_WORDS_OF_A_HEADING = 7
"""What is longer is a title that touches the header."""
_YEAR = re.compile(r"(?<![0-9/])(?:19|20)[0-9]{2}(?![0-9])")
Fields = tuple[str, ...]
"""Usually one; several where fields of different levels share a label."""


class Means(NamedTuple):
    """What a heading means, and whether it was understood rather than read."""

    fields: Fields = ()
    understood: bool = False


class Labels:
    """The labels of one form."""

    def __init__(self, directive: Directive, form: str) -> None:
        self.directive = directive
        self.form = directive.forms[form]
        self.codes = {spec.code: name for name, spec in self.form.by_id.items()}
        self._known: dict[str, Means] = {}

    @cached_property
    def exact(self) -> Mapping[str, Fields]:
        """Folded label → its fields; a label that means two fields of one level means none."""
        found: dict[str, dict[str, None]] = {}
        for name, spec in self.form.by_id.items():
            if not name.endswith(EVIDENCE):
                for label in (spec.label.vi, spec.label.get("en")):
                    found.setdefault(folded(label), {})[name] = None
        return {label: tuple(names) for label, names in found.items() if self._apart(names)}

    def _apart(self, names: Iterable[str]) -> bool:
        specs = [self.form.by_id[name] for name in names]
        levels = [level for spec in specs for level in spec.levels or ("",)]
        return len(specs) == 1 or (len(levels) == len(set(levels)) and "" not in levels)

    def of(self, text: str) -> Means:
        """The fields that a heading means: its label, followed by nothing but its own unit or hint."""
        word = folded(text)
        if word not in self._known:
            fields = self.exact.get(word)
            self._known[word] = Means(fields) if fields else self._with_tail(word)
        found = self._known[word]
        return found._replace(understood=True) if found.fields and nfc(text) not in self._texts else found

    @cached_property
    def _texts(self) -> frozenset[str]:
        """The labels as they are written; in capitals or with another place of the tone they are understood."""
        specs = self.form.by_id.values()
        return frozenset(nfc(text) for spec in specs for text in (spec.label.vi, spec.label.get("en")))

    def _with_tail(self, word: str) -> Means:
        for label, fields in self.exact.items():
            if word.startswith(label + " "):
                spec = self.form.by_id[fields[0]]
                left = _without(word[len(label) + 1 :], self._tails(spec))
                if not left or left in GENERIC_TAILS:
                    return Means(fields, understood=bool(left))
        return Means()

    def _tails(self, spec: FieldSpec) -> list[str]:
        noun = self.directive.file.nouns.get(spec.unit or "")
        words = [*_UNIT_WORDS[spec.type]]
        words += [noun.vi, *(noun.en or ())] if noun else []
        words += [f"đơn vị tính {one}" for one in words] + [f"đvt {one}" for one in words]
        words += [spec.hint.vi, spec.hint.get("en")] if spec.hint else []
        if spec.part_of:
            words.append(f"không quá mã số {self.form.by_id[spec.part_of].code}")
        if spec.asked_when:
            words.append(f"chỉ ghi khi mã số {self.form.by_id[spec.asked_when].code} trả lời {YES}")
        return sorted({folded(word) for word in words}, key=len, reverse=True)

    def of_path(self, path: tuple[Heading, ...]) -> Means:
        """The fields that the last heading over a column means, or all of them together."""
        texts = [heading.text for heading in path]
        if self.bent(path):
            return Means()
        tries = [texts[-1:], texts, texts[-2:]]
        for some in tries:
            found = self.of(" ".join(some))
            if found.fields:
                return found
        return Means()

    def bent(self, path: tuple[Heading, ...]) -> bool:
        """Whether what stands over the last heading makes it mean something else: a part, another year, a plan."""
        above = [heading.text for heading in path[:-1] if not folded(heading.text).startswith(self._groups)]
        if any(year != self.directive.year for year in named_in(above, is_calendar(self.directive.year))):
            return True
        short = [f" {word} " for text in above if len((word := folded(text)).split()) <= _WORDS_OF_A_HEADING]
        known = {*_YEAR.findall(self.directive.year), *_YEAR.findall(" ".join(self._groups))}
        years = {year for word in short for year in _YEAR.findall(word)}
        if years and not years & known:
            return True
        return any(word.strip() in BENDS_ALONE or any(f" {one} " in word for one in self._narrower) for word in short)

    def qualifies(self, fields: Fields, path: tuple[Heading, ...]) -> bool:
        """Whether something stands under the very label of a field that nobody knows: which part of it, or when."""
        texts = [heading.text for heading in path]
        for i, text in enumerate(texts[:-1]):
            if set(fields) & set(self.of(text).fields):
                under = [one for one in texts[i + 1 :] if not self._is_this_year(one)]
                return bool(under) and not set(fields) & set(self.of(" ".join((text, *under))).fields)
        return False

    def _is_this_year(self, text: str) -> bool:
        year = folded(self.directive.year.replace("-", " "))
        return folded(text.replace("-", " ").replace("–", " ")) in (
            year,
            f"{fold('năm học')} {year}",
            f"{fold('năm')} {year}",
        )

    @cached_property
    def _narrower(self) -> tuple[str, ...]:
        """The words that bend what stands below them; some of them only where the form does not use them itself."""
        specs = self.form.by_id.values()
        own = " ".join(folded(text) for spec in specs for text in (spec.label.vi, spec.label.get("en")) if text)
        own = f" {own} {' '.join(self._groups)} "
        owners = () if self.directive.file.units[self.form.unit].types else OWNERS
        return (*sorted(NARROWER), *(one for one in sorted({*APART, *owners}) if f" {one} " not in own))

    def alters(self, field: str, text: str) -> bool:
        """Whether a heading over the code of a field bends what it means."""
        return folded(text) not in self.exact and alters(self.directive, self.form.by_id[field], text)

    def scaled(self, path: tuple[Heading, ...], coded: Fields) -> tuple[Heading, Fields] | None:
        """The heading over a column by which its figures count thousands or percent, and the fields that it would hold."""
        said = next((one for one in path if says(one.text) == "times" or folded(one.text) in _SHARES), None)
        if said is None:
            return None
        words = [folded(heading.text) for heading in reversed(path)]
        labelled = (
            f for word in words for label, f in self.exact.items() if word == label or word.startswith(label + " ")
        )
        fields = coded or next(labelled, ())
        specs = [self.form.by_id[field] for field in fields]
        own = [scales(own_words(self.directive, spec)) for spec in specs if spec.type in ("count", "number")]
        return (said, fields) if own and not scales(said.text) <= own[0] else None

    @cached_property
    def _groups(self) -> tuple[str, ...]:
        """The headings of the form itself, with and without their numbers."""
        own = [item.group for item in self.form.fields if isinstance(item, Group)]
        texts = [text for words in own for text in (words.vi, words.get("en"))]
        return tuple(folded(text) for one in texts for text in (one, numbering(one)[1]))


def _without(word: str, tails: Iterable[str]) -> str:
    """What is left of a text once these words are taken from its start."""
    tails = list(tails)
    while tail := next((one for one in tails if word == one or word.startswith(one + " ")), ""):
        word = word[len(tail) :].strip()
    return word


class Contested(NamedTuple):
    """A column that is not read, since it means two things or two columns mean one; `code` is that of the problem."""

    code: str
    column: int
    heading: Heading
    fields: Fields
    other: Heading | None = None


class Columns(NamedTuple):
    """What the columns of a table hold."""

    fields: Mapping[int, Fields]
    contested: tuple[Contested, ...]
    unknown: Mapping[int, Heading]
    understood: Mapping[int, Fields]
    """Columns whose heading says a little more than the label."""

    @property
    def of_figures(self) -> frozenset[int]:
        """Every column that may hold figures, read or not."""
        return frozenset({*self.fields, *self.unknown, *(one.column for one in self.contested)})


def columns_of(header: Header, labels: Labels, apart: frozenset[int]) -> Columns:
    """The columns of a table as those of a form; `apart` are the columns that say who a unit is."""
    means: dict[int, Fields] = {}
    unknown: dict[int, Heading] = {}
    understood: dict[int, Fields] = {}
    contested: list[Contested] = []
    for column, path in header.paths.items():
        if column in apart:
            continue
        coded, found = _by_code(header, labels, column), labels.of_path(path)
        found = found if found.fields else Means(_evidence(labels, means.get(column - 1, ()), path))
        if (scaled := labels.scaled(path, coded or ())) is not None:
            contested.append(Contested("scaled_unit", column, *scaled))
        elif coded and labels.bent(path):
            contested.append(Contested("column_contradicts", column, path[0], coded))
        elif coded and (labels.alters(coded[0], path[-1].text) or labels.qualifies(coded, path)):
            contested.append(Contested("column_contradicts", column, path[-1], coded))
        elif coded is not None and (found.fields and not set(coded) & set(found.fields)):
            contested.append(Contested("column_contradicts", column, path[-1], (*coded, *found.fields)))
        elif (coded or found.fields) and (struck := _struck(header, column)) is not None:
            contested.append(Contested(struck[0], column, struck[1], coded or found.fields))
        elif coded or (coded is None and found.fields):
            means[column] = coded or found.fields
            if not coded and found.understood:
                understood[column] = found.fields
        else:
            unknown[column] = path[-1]
    twice = list(_twice(header, means))
    doubled = {one.column for one in twice}
    fields = {column: names for column, names in means.items() if column not in doubled}
    return Columns(fields, (*contested, *twice), unknown, understood)


def _struck(header: Header, column: int) -> tuple[str, Heading] | None:
    """The first heading over a column, or its code, that is struck out or partly unseen: whether the column still holds is not
    clear."""
    path, code = header.paths[column], header.codes.get(column)
    cells = [(heading, header.grid.sheet.cells.get((heading.row, heading.column))) for heading in path]
    return next(
        ((doubt(cell), over) for over, cell in (*cells, (path[-1], code)) if cell and cell.kind == "struck"), None
    )


def _by_code(header: Header, labels: Labels, column: int) -> Fields | None:
    """The field of a column's code; none where the code is not the form's, None where there is no code."""
    cell = header.codes.get(column)
    if cell is None:
        last = header.paths[column][-1]
        text = text_of(header.grid.sheet.cells.get((last.row, last.column)))  # a number would be that of the column
        return (labels.codes[text],) if not header.codes and text in labels.codes else None
    code = match(code_of(cell), labels.codes)
    return () if code is None else (labels.codes[code],)


def _evidence(labels: Labels, beside: Fields, path: tuple[Heading, ...]) -> Fields:
    """The evidence of the field whose label is over both columns, or of the field to the left."""
    if not folded(path[-1].text).startswith(EVIDENCE_HEADING):
        return ()
    above = labels.of_path(path[:-1]).fields if len(path) > 1 else ()
    found = [f"{name}{EVIDENCE}" for name in above or beside]
    return tuple(name for name in found if name in labels.form.by_id)


def _twice(header: Header, means: Mapping[int, Fields]) -> Iterator[Contested]:
    """Columns that hold a field of another column too."""
    first: dict[str, int] = {}
    said: set[int] = set()
    for column, names in means.items():
        for name in names:
            known = first.setdefault(name, column)
            if known != column and column not in said:
                said |= {column}
                yield Contested("column_twice", column, header.paths[column][-1], names, header.paths[known][-1])
                if known not in said:
                    said |= {known}
                    yield Contested(
                        "column_twice", known, header.paths[known][-1], means[known], header.paths[column][-1]
                    )
