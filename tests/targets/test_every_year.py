"""What holds of the rule file of every year: both languages, its examples, what two years have in common."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from lbedu.directive.expression import parts
from lbedu.directive.model import FieldSpec, Level, NamedUnit, Option, Words
from lbedu.examples import examples_beside, try_example
from tests.targets.inventory import YEARS, Year, words


@pytest.fixture(params=YEARS)
def year(request: pytest.FixtureRequest) -> Year:
    return Year(request.param)


def test_there_are_two_years() -> None:
    assert YEARS == ("2017-2018", "2021-2022")


def test_no_target_stands_twice(year: Year) -> None:
    assert [name for name, n in Counter(t.id for t in year.directive().targets).items() if n > 1] == []


def test_reasons_for_not_checking_are_of_the_commitment_itself(year: Year) -> None:
    reasons = [c.not_checked.vi for c in year.directive().file.commitments if c.not_checked]
    assert reasons
    assert len(set(reasons)) == len(reasons)


def test_every_target_has_examples_that_are_met_missed_and_undecided(year: Year) -> None:
    outcomes: dict[str, set[str]] = {t.id: set() for t in year.directive().targets}
    for example in year.examples():
        outcomes[example.target.id].add(example.expected)
    assert [name for name, seen in outcomes.items() if not {"met", "missed", "undecided"} <= seen] == []


def test_targets_with_a_condition_can_be_not_applicable(year: Year) -> None:
    spared = {e.target.id for e in year.examples() if e.expected == "not_applicable"}
    conditional = {t.id for t in year.directive().targets if any(leaf.scope.when for leaf in parts(t.measure))}
    assert conditional
    assert conditional - spared == set()


def test_every_example_comes_out_as_it_says(year: Year) -> None:
    trials = [try_example(year.directive(), example) for example in year.examples()]
    assert [trial.example.line for trial in trials if not trial.passed] == []


def test_every_text_is_in_both_languages(year: Year) -> None:
    found = list(words(year.directive().file))
    assert [text.vi for text in found if not text.en] == []


def test_every_kind_of_text_is_looked_at(year: Year) -> None:
    """A guard for the test above: it reaches titles, notes, reasons, labels, answers, headings, rows and nouns."""
    file = year.directive().file
    found = list(words(file))
    reached = {id(text) for text in found}
    fields = [item for form in file.forms.values() for item in form.fields if isinstance(item, FieldSpec)]
    texts = [
        file.directive.title,
        *(form.title for form in file.forms.values()),
        *(field.label for field in fields),
        *(field.hint for field in fields if field.hint),
        *(row.name for form in file.forms.values() for row in form.rows),
        *(option for options in file.choices.values() for option in options),
        *file.nouns.values(),
        *(kind.noun for kind in file.units.values()),
        *(commitment.title for commitment in file.commitments),
        *(commitment.not_checked for commitment in file.commitments if commitment.not_checked),
        *(target.title for commitment in file.commitments for target in commitment.targets),
        *(target.note for commitment in file.commitments for target in commitment.targets if target.note),
    ]
    assert {id(text) for text in texts} <= reached
    assert {Words, Option, Level} <= {type(text) for text in found}


def test_a_text_in_one_language_is_found() -> None:
    level = Level(vi="Mầm non")
    assert [text.en for text in words({"levels": ({"MN": level}, NamedUnit(name="MN Hoa Sen"))})] == [None]


def test_texts_are_composed(year: Year) -> None:
    for path in (year.rules, examples_beside(year.rules)):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_codes_of_a_form_are_unique(year: Year) -> None:
    for form in year.directive().forms.values():
        codes = [item.code for item in form.fields if isinstance(item, FieldSpec)]
        assert len(codes) == len(set(codes))


def test_a_figure_of_two_years_means_the_same_in_both() -> None:
    """Years are compared by the ids of their fields."""
    earlier, later = (Year(one).directive().forms for one in YEARS)
    shared = [
        (form, id_) for form in earlier.keys() & later.keys() for id_ in earlier[form].by_id if id_ in later[form].by_id
    ]
    assert {("ward", "children_under_3"), ("criterion", "rank"), ("school", "cqg_round")} <= set(shared)
    for form, id_ in shared:
        one, two = earlier[form].by_id[id_], later[form].by_id[id_]
        assert (one.type, one.unit, one.options, one.part_of) == (two.type, two.unit, two.options, two.part_of), id_
        assert one.label.vi.replace("2017-2018", "2021-2022") == two.label.vi, id_


def test_the_rows_of_a_list_of_two_years_are_the_same() -> None:
    earlier, later = (Year(one).directive().forms["criterion"] for one in YEARS)
    assert [(row.code, row.name.vi) for row in earlier.rows] == [(row.code, row.name.vi) for row in later.rows]
