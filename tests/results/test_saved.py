"""What is no scorecard, is refused with its place; what the command writes, is read."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lbedu.directive.part import Part, fields_of
from lbedu.errors import UsageError
from lbedu.options import Options
from lbedu.results import saved, shape
from lbedu.results.saved import read_saved
from lbedu.results.shape import Result
from tests.cli.command import lbedu
from tests.results.runs import kept, run, written

SCHEMA: dict[str, Any] = json.loads(files("lbedu.reporters").joinpath("scorecard.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="session")
def document(reports: Path) -> Any:
    return json.loads(run([reports], Options(only=("under-3s-attending", "food-contracts"))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"result\.json:1:1: is not JSON \(Expecting value\)"),
        ("{", r"result\.json:1:2: is not JSON"),
        ('{\n "a": 1,\n}', r"result\.json:[23]:\d+: is not JSON"),
        ("null", "is no scorecard: `lbedu check PATH --reporter json:FILE` writes one"),
        ("[]", "is no scorecard"),
        ('{"schema_version": 1, "indicators": []}', "is no scorecard"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "the key `c` stands twice"),
        ('{"a": NaN}', "`NaN`: every figure"),
        ('{"a": -Infinity}', "`-Infinity`: every figure"),
        ('{"a": 0.542}', r"`0\.542`: every figure"),
        ('{"a": 1e3}', "`1e3`: every figure"),
        ('{"a": ' + "9" * 41 + "}", "a number of 41 digits"),
        ("[" * 100_000, "is nested deeper than any scorecard"),
        ('{"a":' * 100_000, "is nested deeper than any scorecard"),
        ('{"a": 1} {"a": 2}', r"result\.json:1:10: is not JSON \(Extra data\)"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_scorecard_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        kept(text, tmp_path)


DAMAGES: list[tuple[tuple[Any, ...], Any, str]] = [
    (("schema_version",), 2, r"schema_version 2, schema_revision 2 \(lbedu .*\) is newer than what this lbedu reads"),
    (("schema_revision",), 99, "is newer than what this lbedu reads: update lbedu"),
    (("schema_version",), 0, r"schema_version: 0 is not read \(this lbedu reads 1\): check the workbooks again"),
    (("schema_version",), "1", "schema_version: a whole number is expected, not `1`"),
    (("schema_version",), True, "schema_version: a whole number is expected, not true"),
    (("schema_revision",), None, "schema_revision: a whole number is expected, not null"),
    (("verdicts",), {}, "verdicts: a list is expected, not an object"),
    (("verdicts", 0, "outcome"), "passed", r"verdicts\[0\]\.outcome: 'met', 'missed', .* is expected, not `passed`"),
    (("verdicts", 0, "unit"), 3, r"verdicts\[0\]\.unit: an object is expected, not `3`"),
    (
        ("verdicts", 0, "parts", 0, "actual"),
        {"kind": "mean"},
        r"verdicts\[0\]\.parts\[0\]\.actual: kind: one of 'share'",
    ),
    (("verdicts", 0, "parts", 0, "actual"), 5, r"parts\[0\]\.actual: an object with a kind is expected, not `5`"),
    (("verdicts", 0, "parts", 0, "actual"), {"kind": "share", "numerator": 1}, r"actual\.denominator: is missing"),
    (
        ("verdicts", 0, "gap"),
        {"numerator": 1, "denominator": 0},
        r"gap.* a whole number from 2 up is expected, not `0`",
    ),
    (("verdicts", 0, "by_word"), 1, r"verdicts\[0\]\.by_word: true or false is expected, not `1`"),
    (("verdicts", 0, "parts"), [], r"verdicts\[0\]\.parts: a list with something in it is expected"),
    (("verdicts", 0, "title"), None, r"verdicts\[0\]\.title: a text is expected, not null"),
    (("inputs", 0, "sha256"), "ABC", r"inputs\[0\]\.sha256: 64 characters 0-9 and a-f are expected, not `ABC`"),
    (("as_of",), "2022-02-30", "as_of: a date such as 2022-05-31 is expected, not `2022-02-30`"),
    (("year",), "2021-", "year: a school year such as 2021-2022, or a year such as 2026, is expected, not `2021-`"),
    (("exit_code",), 2, "exit_code: 0, 1, 3, 4 or 130 is expected, not `2`"),
    (("options", "limits", "file"), -1, r"options\.limits\.file: a whole number from 1 up is expected, not `-1`"),
    (("options", "extra"), 1, r"options\.extra: is no key of a scorecard"),
    (("[red]\x1b",), 1, r"\[red\]\\x1b: is no key of a scorecard"),
]


@pytest.mark.parametrize(("path", "value", "said"), DAMAGES, ids=[".".join(map(str, one[0])) for one in DAMAGES])
def test_what_is_wrong_is_said_with_its_place(
    path: tuple[Any, ...], value: Any, said: str, document: Any, tmp_path: Path
) -> None:
    damaged = copy.deepcopy(document)
    at = damaged
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(UsageError, match=said) as caught:
        written(damaged, tmp_path)
    assert "result.json: " in str(caught.value)


def test_all_that_is_wrong_is_not_too_much(document: Any, tmp_path: Path) -> None:
    damaged = {**document, "problems": [{}] * 50}
    with pytest.raises(UsageError) as caught:
        written(damaged, tmp_path)
    lines = str(caught.value).split("\n")
    assert len(lines) == 6
    assert lines[-1].endswith("and 495 more")


def test_a_key_that_is_missing_is_named(document: Any, tmp_path: Path) -> None:
    for key in document:
        if key == "schema_revision":
            continue  # which the first results did not have
        said = "is no scorecard" if key in ("schema_version", "lbedu", "verdicts") else f"{key}: is missing"
        with pytest.raises(UsageError, match=said):
            written({name: value for name, value in document.items() if name != key}, tmp_path)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_but_a_scorecard_or_a_refusal(
    document: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """What the reader takes, the published schema takes too."""
    damaged = copy.deepcopy(document)
    at: Any = damaged
    keys: list[Any] = []
    while isinstance(at, (dict, list)) and at and (not keys or data.draw(st.booleans())):
        keys.append(data.draw(st.sampled_from(list(at) if isinstance(at, dict) else list(range(len(at))))))
        parent, at = at, at[keys[-1]]
    junk: st.SearchStrategy[Any] = st.sampled_from(
        [None, True, 0, -1, 10**30, "", "x", "2022-05-31", [], {}, [{}], {"kind": "value", "value": 1}]
    )
    parent[keys[-1]] = data.draw(junk)
    try:
        written(damaged, tmp_path_factory.getbasetemp(), "junk.json")
    except UsageError as error:
        assert "junk.json" in str(error)
    else:
        if keys == ["schema_revision"]:
            return  # 0 was another schema
        assert [error.json_path for error in VALIDATOR.iter_errors(damaged)] == [], keys


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(b'{\n"a": "\xff"}')
    with pytest.raises(UsageError, match=r"r\.json:2: is not UTF-8"):
        read_saved(tmp_path / "r.json")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST_BYTES", 10)
    (tmp_path / "r.json").write_bytes(b" " * 11)
    with pytest.raises(UsageError, match=r"r\.json: is larger than"):
        read_saved(tmp_path / "r.json")


def test_a_byte_order_mark_is_no_fault(document: Any, tmp_path: Path) -> None:
    assert kept("\ufeff" + json.dumps(document), tmp_path).result.year == "2021-2022"


def test_a_file_whose_name_is_no_text_is_read(document: Any, tmp_path: Path) -> None:
    """Its bytes stand as halves of characters."""
    damaged = copy.deepcopy(document)
    damaged["files"].append("b\udcff.xlsx")
    found = written(damaged, tmp_path)
    assert found.document["files"][-1] == found.result.files[-1] == "b\udcff.xlsx"
    damaged["options"]["paths"] = ["b\udcff.xlsx"]  # which has to look like something
    assert written(damaged, tmp_path).result.options.paths  # type: ignore[union-attr]


@pytest.mark.parametrize("command", [("verify", "r.json"), ("compare", "r.json", "r.json")])
@pytest.mark.parametrize("text", ["", "{}", '{"schema_version": 1, "lbedu": "0.1.0", "verdicts": 7}'])
def test_the_commands_refuse_it_in_words(command: tuple[str, ...], text: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    ended = lbedu(*command, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lbedu: r.json")


# the shape and the published schema


def _parts(kind: type[Part], schema: Any) -> list[tuple[type[Part], Any]]:
    """Every part with the schema that is meant for it."""
    by_name = {"Fraction": "fraction", "PartOfVerdict": "part", "Input": "input"}
    found = [(kind, schema)]
    for name, one in vars(shape).items():
        if isinstance(one, type) and issubclass(one, Part) and one not in (Part, Result):
            key = by_name.get(name, name.lower())
            if key in schema["$defs"]:
                found.append((one, schema["$defs"][key]))
    options = schema["properties"]["options"]
    kinds = {one["properties"]["kind"]["const"]: one for one in schema["$defs"]["actual"]["oneOf"]}
    found += [(shape.Options, options), (shape.Limits, options["properties"]["limits"])]
    found += [(shape.RuleFile, schema["properties"]["rule_file"])]
    found += [(part, kinds[name]) for name, part in shape.KINDS.items()]
    return found


def test_the_shape_has_the_keys_of_the_published_schema() -> None:
    parts = _parts(Result, SCHEMA)
    kinds = {one for one in vars(shape).values() if isinstance(one, type) and issubclass(one, Part)} - {Part}
    assert {kind for kind, _ in parts} == kinds
    for kind, schema in parts:
        assert list(fields_of(kind)) == list(schema["properties"]), kind.__name__
