"""Rule files: what loading and checking a whole year costs."""

from __future__ import annotations

import time

import yaml

from benchmarks.measure import ROOT, Measured, ratio
from benchmarks.one_workbook import RULE_FILE
from lbedu.directive.load import load_directive
from lbedu.directive.model import VALIDATOR, RuleFile
from lbedu.directive.yaml_text import Document

PAIRS = 25
PATH = ROOT / RULE_FILE


def rule_file() -> Measured:
    """A year as lbedu loads it, with every check, against the same YAML parsed by libyaml's safe loader and the models built of
    data that lies ready."""
    data = Document(PATH.read_text(encoding="utf-8")).data
    validate = VALIDATOR().validate_python

    def loading() -> float:
        before = time.process_time()
        assert load_directive(PATH).targets
        return (time.process_time() - before) * 1e3

    def parsing_and_building() -> float:
        before = time.process_time()
        yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
        assert isinstance(validate(data), RuleFile)
        return (time.process_time() - before) * 1e3

    return ratio(
        "CPU: a year loaded and checked / parsed and built", loading, parsing_and_building, "at most", 2.0, PAIRS
    )
