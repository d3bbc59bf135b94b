"""One mutant: made from a seed and a number alone, checked as the command would, and judged by what its own cells say."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from lbedu.errors import UsageError
from lbedu.scorecard import Scorecard
from lbedu.submission import Place, Record, Submission
from tests.cli.workbooks import checked, directive
from tests.messy.meaning import NOISE, bare, can_mean, numbers_of
from tests.messy.oracle import At, Book, NotReadable, Raw, place_of
from tests.messy.oracle_others import read_any
from tests.mutation.archives import Member, joined, member
from tests.mutation.bytes_and_archives import of_archive, of_bytes
from tests.mutation.of_others import changed
from tests.mutation.of_xml import of_cells, of_xml
from tests.mutation.seeds import Seed, codes_of, figures

SECONDS, MEBIBYTES = 5.0, 200.0


class Outcome(NamedTuple):
    """How a mutant ended: `kind` is the best of refused, noticed, same, changed; a fault is what must not be."""

    kind: str
    fault: str = ""
    seconds: float = 0.0


class Mutant(NamedTuple):
    """A mutant and how it came about."""

    seed: Seed
    way: str
    data: bytes


def mutant(seeds: tuple[Seed, ...], run: int, number: int) -> Mutant:
    """The mutant of that number: always the same for the same run."""
    random = Random(f"{run}:{number}")
    seed = random.choices(seeds, [one.weight for one in seeds])[0]
    if seed.suffix != ".xlsx":
        return Mutant(seed, *changed(random, seed.suffix, seed.data, seed.parts))
    way = random.choices(("bytes", "archive", "xml", "cells"), (2, 2, 3, 4))[0]
    match way:
        case "bytes":
            return Mutant(seed, way, of_bytes(random, seed.data))
        case "archive":
            return Mutant(seed, way, of_archive(random, seed.parts))
        case _:
            return Mutant(seed, way, _edited(random, seed, of_xml if way == "xml" else of_cells))


def _edited(random: Random, seed: Seed, change: Callable[[Random, bytes], bytes]) -> bytes:
    """One to three changes to the XML of its parts; sheets and texts before all others."""
    names = [one.name.decode() for one in seed.parts.members]
    rich = [at for at, name in enumerate(names) if "worksheets/s" in name or name.endswith("sharedStrings.xml")]
    others = [at for at, name in enumerate(names) if name.endswith((".xml", ".rels"))]
    members: list[Member] = list(seed.parts.members)
    contents = list(seed.parts.contents)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at = random.choice(rich if change is of_cells or random.random() < 0.6 else others)
        contents[at] = change(random, contents[at])
        members[at] = member(names[at], contents[at])
    return joined(tuple(members))


def tried(one: Mutant, path: Path) -> Outcome:
    """Check a mutant that is written to `path`, under the suffix of its format."""
    path = path.with_suffix(one.seed.suffix)
    path.write_bytes(one.data)
    before = _spent()
    try:
        card = checked(path, **one.seed.options)
    except UsageError:  # the user's word for the unit contradicts the workbook: said, and nothing judged
        return Outcome("refused")
    except Exception as error:
        return Outcome("traceback", f"{type(error).__name__}: {error}"[:300], _spent() - before)
    seconds = _spent() - before
    return Outcome(*_judged(one, card), seconds) if seconds < SECONDS else Outcome("slow", f"{seconds:.1f} s", seconds)


def _spent() -> float:
    """Seconds of CPU, also of processes that were started and have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak() -> float:
    """The most memory that this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _judged(one: Mutant, card: Scorecard) -> tuple[str, str]:
    said, known = figures(card), one.seed.figures
    codes = codes_of(card)
    if not said:
        silent = not card.problems and not card.skipped and not card.submissions
        return ("silent", "neither a figure nor a problem") if silent else ("refused", "")
    if one.data != one.seed.data:
        fault = next(unsupported(one.data, card, one.seed.suffix), "")
        if fault:
            return "unsupported", fault
    if said == known:
        return ("same", "") if codes == one.seed.codes else ("noticed", "")
    lost = known.keys() - said.keys()
    if lost and codes == one.seed.codes and not card.submissions[0].foreign and not _not_asked(said, lost):
        return "lost", f"no figure and no problem: {sorted(lost)[:3]}"
    return ("noticed", "") if codes != one.seed.codes else ("changed", "")


def _not_asked(said: Mapping[tuple[str, str, str, str], object], lost: set[tuple[str, str, str, str]]) -> bool:
    """Whether all that is lost may be blank: it is optional, or asked only where another answer is yes."""
    specs = {(form, field): directive().forms[form].by_id[field] for _, form, _, field in lost}
    units = {unit for unit, *_ in said}
    return all(
        specs[form, field].optional or specs[form, field].asked_when or unit not in units
        for unit, form, _, field in lost
    )


def unsupported(data: bytes, card: Scorecard, suffix: str = ".xlsx") -> Iterator[str]:
    """Figures that are said to stand in a cell, and do not; or not beside their code or label."""
    try:
        book = read_any(data, suffix)
    except NotReadable as error:
        yield f"figures of a file that is none: {error}"
        return
    around = cache(lambda sheet: Around(book.sheets[sheet]))
    for submission in card.submissions:
        for record in submission.records:
            yield from _of_record(book, around, submission, record)


class Around:
    """What stands in each row and in each column of a sheet, as bare words."""

    def __init__(self, cells: Mapping[At, Raw]) -> None:
        self.rows: dict[int, set[str]] = {}
        self.columns: dict[int, set[str]] = {}
        for (row, column), raw in cells.items():
            word = bare(raw.text).lstrip("0")
            self.rows.setdefault(row, set()).add(word)
            self.columns.setdefault(column, set()).add(word)

    def hold(self, place: Place, words: set[str]) -> bool:
        """Whether one of these stands in the row or in the column of a cell, or in part; Excel drops the zeros of codes."""
        row, column = place_of(place.cell)
        wanted = {bare(word).lstrip("0") for word in words}
        texts = self.rows[row] | self.columns[column]
        return not wanted.isdisjoint(texts) or any(len(one) > 3 and one in text for one in wanted for text in texts)


def _of_record(book: Book, around: Callable[[str], Around], submission: Submission, record: Record) -> Iterator[str]:
    for field, said in record.said.items():
        spec = directive().forms[record.form].by_id[field]
        raws = [book.sheets.get(place.sheet, {}).get(place_of(place.cell)) for place in said.places]
        known = [raw for raw in raws if raw is not None]
        if len(known) < len(raws):
            yield f"{said.place.address}: {field} = {said.value!r}, and the cell is empty"
        elif submission.foreign and spec.type == "yes_no":  # answered by counts: yes where one of them is not 0
            if said.value is not any(number > 0 for raw in known for number in numbers_of(raw)):
                yield f"{said.place.address}: {field} = {said.value!r} by {known}"
        elif len(known) > 1:
            sums = {sum(numbers) for numbers in zip(*(list(numbers_of(raw)) for raw in known), strict=False)}
            value = said.value
            if not isinstance(value, int) or not any(abs(value - one) <= NOISE * len(known) for one in sums):
                yield f"{said.place.address}: {field} = {said.value!r} is not the sum of {known}"
        elif not can_mean(directive(), spec, known[0], said.value, book.date1904):
            yield f"{said.place.address}: {field} = {said.value!r}, and there stands {known[0]}"
        elif not submission.foreign and not around(said.place.sheet).hold(said.place, {spec.code, spec.label.vi}):
            yield f"{said.place.address}: {field} = {said.value!r}, and no code or label of it is in row or column"
        elif record.row and not around(said.place.sheet).hold(said.place, {record.row}):
            yield f"{said.place.address}: not in the row of {record.row}"
