"""Workbooks to check, save and check again; made once for a worker. Holds no tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workbooks import filled, saved


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that nobody writes into: a school that meets all, one that does not, one with a mistake, and a ward."""
    folder = tmp_path_factory.mktemp("reports")
    saved(filled("school", "TH", "TH Hoa Phượng"), folder / "good.xlsx")
    saved(filled("school", "TH", "TH Hoa Sữa", {"food_poisoning": 1}), folder / "missed.xlsx")
    saved(filled("school", "TH", "TH Hoa Lan", {"insured": "45 em", "pupils": None}), folder / "wrong.xlsx")
    saved(filled("ward", None, "Bồ Đề"), folder / "ward.xlsx")
    return folder
