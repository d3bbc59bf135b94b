"""The published JSON Schema of rule files: made from the models, true of every year that there is, and refusing slips."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft7Validator

from lbedu.directive.key_words import KEYS, PARTS
from lbedu.directive.load import available
from lbedu.directive.yaml_text import Document
from tests.cli.command import lbedu
from tests.linting.documented import REFERENCE, ROOT, SCHEMA, schema
from tests.linting.reference import reference
from tests.linting.test_rules import CHANGES, YEAR

PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(PUBLISHED, format_checker=Draft7Validator.FORMAT_CHECKER)
SEEN_BY_EDITORS = (
    "unknown_key",
    "key_missing",
    "wrong_shape",
    "needs_quotes",
    "not_one_of",
    "bad_date",
    "commitment_ways",
    "measure_shape",
)
"""Codes whose examples the schema refuses as well."""


def as_json(text: str) -> Any:
    """A rule file as a reader of YAML hands it to a validator."""

    def listed(value: Any) -> Any:
        if isinstance(value, tuple):
            return [listed(one) for one in value]
        return {key: listed(one) for key, one in value.items()} if isinstance(value, dict) else value

    return listed(Document(text).data)


def refused(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(as_json(text))]


def test_the_published_schema_is_the_one_of_today() -> None:
    Draft7Validator.check_schema(PUBLISHED)
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run `.venv/bin/python -m tests.linting.documented`"


def test_the_command_prints_it() -> None:
    ended = lbedu("targets", "schema", env={"PYTHONIOENCODING": "latin-1"})
    assert (ended.code, ended.err) == (0, "")
    assert ended.raw == SCHEMA.read_bytes()


@pytest.mark.parametrize("year", available())
def test_every_year_is_valid_and_names_it(year: str) -> None:
    text = available()[year].read_text(encoding="utf-8")
    assert refused(text) == []
    (named,) = re.findall(r"\A# yaml-language-server: \$schema=(\S+)\n", text)
    assert (available()[year].parent / named).resolve() == SCHEMA


def test_other_sound_files_are_valid() -> None:
    assert refused(YEAR) == []
    page = (ROOT / "docs" / "rule-files.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    whole = [block for block in blocks if block.startswith(tuple(f"{key}:" for key in KEYS["RuleFile"]))]
    assert refused("\n".join(whole)) == []


CASES = [(code, old, new) for code in SEEN_BY_EDITORS for old, new, _ in CHANGES[code]]


@pytest.mark.parametrize(("code", "old", "new"), CASES)
def test_slips_are_refused(code: str, old: str, new: str) -> None:
    assert refused(YEAR.replace(old, new, 1)), code


@pytest.mark.parametrize("body", ["at_least: 1, at_most: 2", "at_least: 1, of: school.pupils", "at_least: {a: b}"])
def test_keys_that_do_not_go_together_are_refused(body: str) -> None:
    assert refused(
        YEAR.replace("every: {value: school.mark, at_least: 7.5}", f"every: {{value: school.mark, {body}}}", 1)
    )


def test_every_key_is_described_in_both_languages() -> None:
    for name, part in PUBLISHED["definitions"].items():
        assert part["description"] == " · ".join(PARTS[name])
        for key, one in part["properties"].items():
            vi, _, en = one["description"].partition(" · ")
            assert vi and en and "](" not in one["description"], f"{name}.{key}"


def test_the_reference_is_the_one_of_today() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run `.venv/bin/python -m tests.linting.documented`"


def test_the_reference_has_every_key_in_both_languages() -> None:
    shown = {}
    for name, body in re.findall(r"^## [^\n]* \(`(\w+)`\)\n(.*?)(?=^##|\Z)", reference(), re.M | re.S):
        rows = re.findall(r"^\| `(\w+)` \| ?(yes)? ?\| ([^\n]*?) \| ([^\n]*) \| ([^\n]*) \|$", body, re.M)
        shown[name] = {key: (vi, en) for key, _, takes, en, vi in rows if takes}
        needed = {key for key, yes, *_ in rows if yes}
        own = set(shown[name])
        assert needed == set(PUBLISHED["definitions"][name]["required"]) & own, name
    assert shown == KEYS
