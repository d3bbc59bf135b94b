"""Workbooks that several tests of the command share; made once for a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workbooks import filled, saved


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that nobody writes into: good.xlsx, missed.xlsx, undecided.xlsx, wrong.xlsx, ward.xlsx, office.xlsx."""
    folder = tmp_path_factory.mktemp("shelf")
    th = ("school", "TH")
    saved(filled(*th, "TH Hoa Phượng"), folder / "good.xlsx")
    saved(filled(*th, "TH Hoa Sữa", {"food_poisoning": 1}), folder / "missed.xlsx")
    saved(filled(*th, "TH Hoa Mai", {"insured": None}), folder / "undecided.xlsx")
    saved(filled(*th, "TH Hoa Lan", {"insured": "45 em"}), folder / "wrong.xlsx")
    saved(filled("ward", None, "Bồ Đề"), folder / "ward.xlsx")
    saved(filled("office"), folder / "office.xlsx")
    return folder
