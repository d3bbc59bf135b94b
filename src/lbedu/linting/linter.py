"""Rule files to findings: everything that the loader refuses, and what a file that loads probably does not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import get_args

from lbedu.directive.expression import parts
from lbedu.directive.fault import Fault, fault
from lbedu.directive.load import Examined, examine, mistake, read_text
from lbedu.directive.shaping import MOST
from lbedu.dropped_in import EXPECTED, example_files, load_case
from lbedu.errors import Mistake, RuleFileError
from lbedu.examples import examples_beside, load_examples
from lbedu.linting.figures import (
    everything_is_read,
    no_separators,
    one_noun,
    one_set_of_levels,
    titles_say_the_thresholds,
)
from lbedu.linting.finding import Finding, Linted
from lbedu.linting.forms import (
    codes_read_apart,
    parts_once,
    prefixes_of_all_levels,
    rows_run_on,
    wholes_of_their_parts,
)
from lbedu.linting.looked_at import LookedAt, Rule
from lbedu.linting.order import clauses_in_order, days_within_the_year, ids_run_on, the_year_is_one
from lbedu.linting.reach import outcomes_in_reach
from lbedu.linting.texts import (
    both_languages,
    hidden_in,
    invisible,
    labels_once,
    names_are_used,
    the_same_figures,
    titles_once,
    units_once,
)
from lbedu.mistake_catalogue.catalogue import said
from lbedu.scorecard import Outcome

RULES: tuple[Rule, ...] = (
    clauses_in_order,
    ids_run_on,
    the_year_is_one,
    days_within_the_year,
    both_languages,
    the_same_figures,
    titles_once,
    labels_once,
    units_once,
    codes_read_apart,
    rows_run_on,
    prefixes_of_all_levels,
    wholes_of_their_parts,
    parts_once,
    one_noun,
    one_set_of_levels,
    titles_say_the_thresholds,
    no_separators,
)
"""What can be said of what was read, also where something else is broken."""
OF_THE_WHOLE: tuple[Rule, ...] = (names_are_used, everything_is_read, outcomes_in_reach)
"""What can be said once everything was read."""
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML ends a line."""


def lint(paths: Sequence[Path], directive: Path | None = None) -> Linted:
    """Everything that is wrong with rule files and the examples beside them; of one file also what it and the text of its
    directive do not say alike."""
    files = tuple(path.as_posix() for path in (*paths, *([directive] if directive else [])))
    return Linted(files, tuple(found for path in paths for found in lint_file(path, directive)))


def lint_file(path: Path, directive: Path | None = None) -> list[Finding]:
    """Everything that is wrong with a rule file, in the order of the file, then with its examples, then with its text."""
    try:
        text, _ = read_text(path)
    except RuleFileError as error:
        return _findings(path.as_posix(), "", error.mistakes)
    found, looked_at = lint_text(text, path)
    findings = _findings(path.as_posix(), text, found)
    if looked_at is not None:
        findings += _examples(looked_at, text)
        if directive is not None:
            findings += _provenance(looked_at, text, directive)
    return findings


def _provenance(year: LookedAt, text: str, directive: Path) -> list[Finding]:
    """What a rule file and the text of its directive do not say alike."""
    from lbedu.linting.provenance.comparing import compared
    from lbedu.linting.provenance.source import read_source

    try:
        source = read_source(directive)
    except RuleFileError as error:
        return _findings(directive.as_posix(), "", error.mistakes)
    found = compared(year, source)
    of_the_file = [mistake(year.document, one) for one in found.of_the_file]
    written = "\n".join(source.written)
    return _findings(year.path.as_posix(), text, of_the_file) + _findings(source.file, written, found.of_the_text)


def lint_text(text: str, path: Path) -> tuple[list[Mistake], LookedAt | None]:
    """The mistakes of a text as a rule file that lies at a path, and the year where it loads."""
    read = examine(text)
    mistakes = [*read.mistakes, *islice(_hidden(read), MOST)]
    if read.file is None or read.read is None:
        return mistakes, None
    looked_at = LookedAt(path, read.document, read.file, read.targets)
    rules = RULES if read.mistakes else (*RULES, *OF_THE_WHOLE)
    faults = [read.read.original(one) for rule in rules for one in rule(looked_at)]
    mistakes += [mistake(read.document, one) for one in faults]
    return mistakes, None if read.mistakes else looked_at


def _hidden(read: Examined) -> Iterator[Mistake]:
    """Characters that nobody sees, in whatever was parsed. A file is converted as a whole: its first such place is enough."""
    converted = False
    for text, at in read.document.texts():
        code = hidden_in(text)
        if code is not None and not (converted and code == "not_composed"):
            converted = converted or code == "not_composed"
            facts = {"found": invisible(text)} if code == "hidden_characters" else {}
            yield Mistake(at.line, at.column, said(code, facts, "en"), code, tuple(facts.items()), end=at.end)


def _findings(file: str, text: str, mistakes: Sequence[Mistake]) -> list[Finding]:
    lines = BREAK.split(text)
    ordered = sorted(dict.fromkeys(mistakes), key=lambda one: (one.line, one.column, one.code, one.message))
    return [Finding(file, one, lines[one.line - 1] if one.line <= len(lines) else "") for one in ordered]


def _examples(year: LookedAt, text: str) -> list[Finding]:
    """What the examples beside a file do not prove."""
    file = year.path.as_posix()
    files, cases = example_files(year.path)
    if not files and not cases:
        missing = fault(("year",), "examples_missing", file=examples_beside(year.path).as_posix())
        return _findings(file, text, [mistake(year.document, missing)])
    broken: list[Finding] = []
    seen: set[tuple[str, Outcome]] = set()
    for path in (*files, *(folder / EXPECTED for folder in cases)):
        try:
            seen |= _outcomes(year, path)
        except RuleFileError as error:
            found = [_of_examples(one) for one in error.mistakes]
            broken += _findings(path.as_posix(), _text_of(path), found)
    return broken or _findings(file, text, [mistake(year.document, one) for one in _unproven(year, seen)])


def _outcomes(year: LookedAt, path: Path) -> set[tuple[str, Outcome]]:
    """The outcomes that a file of examples, or what a case must come to, expects of each target."""
    if path.name == EXPECTED:
        return {(one.target.id, one.outcome) for one in load_case(year.directive, year.path, path.parent).expected}
    return {(one.target.id, one.expected) for one in load_examples(year.directive, path)}


def _of_examples(found: Mistake) -> Mistake:
    """A mistake of an examples file. Those of its YAML have codes of their own."""
    return found if found.code else found._replace(code="example_broken", facts=(("reason", found.message),))


def _text_of(path: Path) -> str:
    try:
        return read_text(path)[0]
    except RuleFileError:
        return ""


def _unproven(year: LookedAt, seen: set[tuple[str, Outcome]]) -> Iterator[Fault]:
    for path, target in year.placed():
        conditional = any(leaf.scope.when is not None for leaf in parts(target.measure))
        needed = [one for one in get_args(Outcome) if one != "not_applicable" or conditional]
        lacking = [one for one in needed if (target.id, one) not in seen]
        if lacking:
            yield fault((*path, "id"), "example_missing", target=target.id, outcomes=", ".join(lacking))
