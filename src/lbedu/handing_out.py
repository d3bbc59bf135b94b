"""Forms for many units: who they are by the register or the directive, what their files are called, and nothing overwritten."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lbedu.directive.directive import Directive
from lbedu.errors import UsageError
from lbedu.finding import shown
from lbedu.handouts.blank import blank_form, write_blank
from lbedu.handouts.table import write_table
from lbedu.handouts.work import known
from lbedu.intake.opening import lines_of
from lbedu.reading.unit_list import unit_list
from lbedu.register import Register, UnitList
from lbedu.saving import refuse_existing, refuse_unwritable, write_whole
from lbedu.submission import Unit

_LONGEST = 80
"""Letters of a file's name: paths grow when they are sent on."""
_SHOWN = 3


def write_forms(
    directive: Directive,
    kind: str | None,
    level: str | None,
    register: Path | None,
    output: str,
    table: bool,
    say: Callable[[str], None],
) -> None:
    """Write one form, a table, or a form for each unit of the register or of a kind that the directive lists; `say` is told of
    each file. Raises UsageError, and has written nothing then, but where the disk itself fails."""
    many = output.endswith(("/", os.sep)) or os.path.isdir(output)
    path = Path(output)
    if register is not None and not table:
        hand_out(directive, listed_units(directive, register, kind, level), path, say)
        return
    if kind is None:
        raise UsageError(
            f"who fills it in? --unit KIND (known: {directive.kinds_words()}), or --register FILE for every unit of a register"
        )
    if many and not table:
        hand_out(directive, expected_units(directive, kind, level), path, say)
        return
    refuse_existing(path)
    if table:
        known(directive, kind, level)
        units = listed_units(directive, register, kind, level) if register is not None else ()
        write_table(directive, kind, level, path, units)
    else:
        write_blank(directive, kind, level, path)
    say(path.as_posix())


def listed_units(directive: Directive, file: Path, kind: str | None, level: str | None) -> tuple[Unit, ...]:
    """The units of a register, of one level or of all, under the names that they are known by.

    Raises UsageError for a register that lists others, or with errors: nobody is to get a form for two schools."""
    name = shown(file)
    if not os.path.exists(file):
        raise UsageError(f"--register {name}: no such file")
    lines = lines_of(file, name, False)
    if lines.year not in ("", directive.year):
        raise UsageError(f"{name} is the register of {lines.year}, not of {directive.year}")
    found = unit_list(directive, lines)
    wrong = [problem for problem in found.problems if problem.severity == "error"]
    if wrong or not found.lines:
        first = f": {wrong[0].place}: {wrong[0].text('en', 'message')}" if wrong else ""
        raise UsageError(f"{name} has errors (lbedu register check shows all){first}")
    if kind not in (None, found.kind):
        raise UsageError(f"{name} lists units of the kind {found.kind}, not {kind}")
    return _of_level(directive, _known(directive, found), found.kind, level, name)


def expected_units(directive: Directive, kind: str, level: str | None) -> tuple[Unit, ...]:
    """The units that the directive itself counts. Raises UsageError where it does not count them all."""
    if kind not in directive.file.units:
        raise UsageError(f"no kind of unit `{kind}` (known: {directive.kinds_words()})")
    if kind not in directive.file.expects:
        raise UsageError(f"the directive does not list every {kind}: give a register (--register)")
    return _of_level(directive, Register(directive).units[kind], kind, level, directive.source)


def _known(directive: Directive, found: UnitList) -> tuple[Unit, ...]:
    register = Register(directive, found)
    named = {register.key(line.unit) for line in found.lines}
    return tuple(unit for unit in register.units[found.kind] if register.key(unit) in named)


def _of_level(
    directive: Directive, units: Sequence[Unit], kind: str, level: str | None, source: str
) -> tuple[Unit, ...]:
    if level is not None:
        known(directive, kind, level)
    chosen = tuple(unit for unit in units if level in (None, unit.level))
    if not chosen:
        raise UsageError(f"{source} lists no {kind} of the level {level}")
    return chosen


def hand_out(directive: Directive, units: Sequence[Unit], folder: Path, say: Callable[[str], None]) -> None:
    """Write the form of every unit into a folder, which is made where it is not there; `say` is told of each file.

    A form that lies there already just as it would be written stays. Raises UsageError, before anything is written, where
    another file has one of the names: it may be filled in."""
    files = [(folder / name, unit) for name, unit in zip(file_names(directive, units), units, strict=True)]
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise UsageError(f"{shown(folder)} is no folder")
    if not os.path.exists(folder):
        refuse_unwritable(folder)
    there = {path for path, _ in files if os.path.exists(path)}
    for path in sorted(there):
        refuse_unwritable(path)
    others = [path for path, unit in files if path in there and path.read_bytes() != _form(directive, unit)]
    if others:
        names = ", ".join(path.name for path in others[:_SHOWN]) + (" …" if len(others) > _SHOWN else "")
        raise UsageError(
            f"{shown(folder)}: {len(others)} {'file exists' if len(others) == 1 else 'files exist'} already and may be filled "
            f"in ({names}): choose another folder, or take them away; nothing was written"
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{shown(folder)}: cannot be made ({error.strerror})") from error
    for path, unit in files:
        if path not in there:
            write_whole(path, _form(directive, unit))
            say(shown(path))
    before = f", {len(there)} of them from before" if there else ""
    say(f"{shown(folder)}: {len(files)} {'form' if len(files) == 1 else 'forms'}{before}")


def _form(directive: Directive, unit: Unit) -> bytes:
    return blank_form(directive, unit.kind, unit.level or None, unit)


def file_names(directive: Directive, units: Sequence[Unit]) -> list[str]:
    """A name for each unit's file that every system takes and nobody can confuse: `TH Đoàn Kết` as `th-doan-ket.xlsx`.

    Units whose names come out alike are told apart by their codes, else by numbers in the order of the list."""
    stems = [_stem(directive, unit) for unit in units]
    count = Counter(stems)
    taken: set[str] = set()
    names = []
    for unit, stem in zip(units, stems, strict=True):
        code = _plain(unit.code)
        wanted = f"{stem}-{code}" if count[stem] > 1 and code else stem
        name = next(name for name in _numbered(wanted) if name not in taken)
        taken.add(name)
        names.append(f"{name}.xlsx")
    return names


def _stem(directive: Directive, unit: Unit) -> str:
    """The name behind its level or kind: so it is never a name, such as CON, that Windows keeps to itself."""
    before = _plain(unit.level or directive.file.units[unit.kind].noun.vi) or _plain(unit.kind)
    name = _plain(unit.name)
    stem = name if name == before or name.startswith(f"{before}-") else f"{before}-{name}"
    return stem[:_LONGEST].strip("-")


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _plain(text: str) -> str:
    """Small letters without accents, digits and hyphens."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return re.sub("[^a-z0-9]+", "-", "".join(c for c in bare if not unicodedata.combining(c))).strip("-")
