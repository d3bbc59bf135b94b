"""Every problem code has a small example, which the real check is run on; the table in the documentation says what it says."""

from __future__ import annotations

import re

import pytest

from lbedu.problem_catalogue.catalogue import CATALOGUE
from samples.mistakes import table
from samples.mistakes.example import Example, examples

EXAMPLES = examples()
PAGE = table.PAGE.read_text(encoding="utf-8")
ROWS = {one[1]: one[0] for one in re.finditer(r"^\| `(\w+)` \| (?:error|missing|warning) \| .*$", PAGE, re.MULTILINE)}
AGAIN = "run `python -m samples.make`, then `python -m samples.mistakes.table`"


_SEEN: dict[str, table.Found] = {}


def seen(one: Example) -> table.Found:
    """What the check says of an example, which is asked but once."""
    if one.code not in _SEEN:
        _SEEN[one.code] = table.found(one)
    return _SEEN[one.code]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(table.ROOT)


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert set(EXAMPLES) == set(CATALOGUE)


def test_no_file_lies_among_the_examples_that_is_none() -> None:
    kept = {path.name + ("/" if path.is_dir() else "") for path in (table.ROOT / table.FOLDER).iterdir()}
    assert kept == {one.file for one in EXAMPLES.values() if one.make is not None}, AGAIN


@pytest.mark.parametrize("one", EXAMPLES.values(), ids=lambda one: one.code)
def test_an_example_shows_its_problem_where_it_should_and_no_other(one: Example) -> None:
    found = seen(one)
    assert found.problem.severity == CATALOGUE[one.code].severity
    assert {other.code for other in found.others} <= one.besides
    assert found.problem.text("vi", "message") != found.problem.text("en", "message")


@pytest.mark.parametrize("one", EXAMPLES.values(), ids=lambda one: one.code)
def test_the_documentation_says_what_the_check_says(one: Example) -> None:
    assert ROWS.get(one.code) == table.row(one, seen), AGAIN


def test_the_table_is_in_the_order_of_the_catalogue_and_every_section_links_its_example() -> None:
    assert list(ROWS) == list(CATALOGUE), AGAIN
    assert table.written(seen) == PAGE, AGAIN
    for one in EXAMPLES.values():
        section = PAGE.partition(f"### `{one.code}`\n")[2].partition("\n##")[0]
        assert (table.link(one) in section) == (one.make is not None), one.code


def test_an_example_that_shows_something_else_is_noticed() -> None:
    with pytest.raises(LookupError, match=r"excel_date at Phường!D7"):
        table.found(EXAMPLES["excel_date"]._replace(at="Phường!D8"))
    with pytest.raises(LookupError, match="no not_whole"):
        table.found(EXAMPLES["not_whole"]._replace(suffix="/../excel_date.xlsx"))
