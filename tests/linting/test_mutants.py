"""Whatever a rule file holds: a year, or a list of mistakes with their places. Never a crash, and never in silence another
verdict than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.directive.load import available
from lbedu.directive.yaml_text import Document
from lbedu.linting import as_github, as_json, as_text
from lbedu.linting.finding import Finding, Linted
from lbedu.linting.linter import BREAK, lint_text
from lbedu.mistake_catalogue.catalogue import MISTAKES
from tests.linting.mutants import MUTATIONS, mutant
from tests.linting.verdicts import changed_unnoticed
from tests.thorough import some

TEXTS = {path: path.read_text(encoding="utf-8") for path in available().values()}
BATCH = 50


def tried(number: int) -> None:
    """One mutant, through lint and every reporter."""
    path = list(TEXTS)[number % 5 == 0]
    name, text = mutant(TEXTS[path], number)
    mistakes, year = lint_text(text, path)
    lines = BREAK.split(text)
    errors = [one for one in mistakes if MISTAKES[one.code].severity == "error"]
    assert (year is None) == bool(errors), name
    for one in mistakes:
        assert 1 <= one.line <= len(lines) + 1, (name, one)
        assert 1 <= one.column <= len((*lines, "")[one.line - 1]) + 1, (name, one)
    found = Linted(("f",), tuple(Finding("f", one, (*lines, "")[one.line - 1]) for one in mistakes))
    assert found.exit_code == (2 if errors else 1 if mistakes else 0), name
    for module in (as_text, as_json, as_github):
        assert isinstance(module.render(found, "vi"), str), name
    if year is not None and not mistakes:
        assert changed_unnoticed(path, year) == [], name


@pytest.mark.thorough
@pytest.mark.parametrize("batch", range(some(2, 120)))
def test_a_damaged_rule_file_is_a_list_of_mistakes(batch: int) -> None:
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        tried(number)


@pytest.mark.parametrize(
    ("old", "new", "silent"),
    [
        ("types: [public]", "types: [private]", []),
        ("at_least: 58%", "at_least: 59%", []),
        ("evaluate_on: 2022-05-31", "evaluate_on: 2022-06-01", []),
        ("part_of: children_under_3,", "", []),
        ("      - {name: TH Thanh Am, level: TH, type: public}\n", "", ["units.school.aliases", "units.school.named"]),
    ],
)
def test_what_examples_notice_is_told_from_what_they_do_not(old: str, new: str, silent: list[str]) -> None:
    """One that they cannot notice has a reason; without it, it would be told."""
    path = available()["2021-2022"]
    assert old in TEXTS[path]
    _, year = lint_text(TEXTS[path].replace(old, new, 1), path)
    assert year is not None
    found = changed_unnoticed(path, year, with_reasons=False)
    assert [one.partition(":")[0] for one in found] == silent
    assert not found or changed_unnoticed(path, year) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_every_mutation_changes_something(mutation: object) -> None:
    import random

    text = next(iter(TEXTS.values()))
    assert any(mutation(random.Random(i), text) != text for i in range(5))  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\n" * 5,
        "a",
        "- a",
        "---",
        "...",
        "%",
        "null",
        "{}",
        "[]",
        "a: b",
        "\t",
        "\x00",
        "?",
        "&",
        "*",
        "!",
        "|",
        "'",
        "- " * 9999,
    ],
)
def test_what_is_no_rule_file_at_all(text: str) -> None:
    mistakes, year = lint_text(text, Path("2030-2031.yaml"))
    assert year is None
    assert mistakes


@pytest.mark.parametrize("writing", ["\ufeff{}", "{}\r", "crlf"])
def test_other_writings_of_a_sound_file_are_sound(writing: str) -> None:
    """A byte order mark and the line ends of Windows and of old Macs change nothing."""
    for path, text in TEXTS.items():
        changed = (
            text.replace("\n", "\r\n") if writing == "crlf" else text.replace("\n", "\r") if "\r" in writing else text
        )
        assert Document(changed).data == Document(text).data
        assert lint_text(changed, path)[0] == []
