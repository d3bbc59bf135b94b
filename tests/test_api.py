"""lbedu from Python: `lbedu.check`, and the scorecard as data frames."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

import lbedu
from lbedu.frames import figure, matrix
from lbedu.options import Options
from lbedu.run import check as run_check
from lbedu.scorecard import Amount, Conditions, CountOf, Scorecard, ShareOf, What
from lbedu.submission import Place, Said

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = SAMPLES / "report.xlsx"


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return lbedu.check(SAMPLES / "2021-2022", complete=True)


# lbedu.check


def test_it_gives_what_the_command_gives(card: Scorecard) -> None:
    own = run_check([SAMPLES / "2021-2022"], Options(complete=True))
    assert [(v.target.id, v.outcome, v.parts) for v in card.verdicts] == [
        (v.target.id, v.outcome, v.parts) for v in own.verdicts
    ]
    assert (card.problems, card.facts, card.view) == (own.problems, own.facts, "district")
    assert isinstance(card, lbedu.Scorecard)


@pytest.mark.parametrize(
    "paths", [str(REPORT), REPORT, [str(REPORT)], (REPORT,)], ids=["text", "path", "list", "tuple"]
)
def test_one_path_or_several(paths: Any) -> None:
    assert len(lbedu.check(paths).submissions) == 1


def test_every_keyword_reaches_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    monkeypatch.setattr("lbedu.run.check", lambda paths, options: given.extend((paths, options)))
    day = dt.date(2022, 1, 1)
    lbedu.check(
        "a*.xlsx",
        year="2021-2022",
        targets="t.yaml",
        register="r.csv",
        view="units",
        unit="TH X",
        only="x",
        as_of=day,
        complete=True,
        legacy_encoding="convert",
        by_ward=True,
        by_unit=True,
    )
    options = Options(
        "2021-2022", Path("t.yaml"), Path("r.csv"), "units", "TH X", ("x",), day, True, "convert", True, True
    )
    assert given == [["a*.xlsx"], options]
    # names: where a saved result is made again from files that lie elsewhere now
    assert set(lbedu.check.__kwdefaults__ or ()) == set(Options._fields) - {"names"}


def test_wrong_usage_is_an_exception_and_a_bad_workbook_is_not(tmp_path: Path) -> None:
    with pytest.raises(lbedu.LbeduError, match="no target"):
        lbedu.check(REPORT, only=["none"])
    with pytest.raises(lbedu.LbeduError):
        lbedu.check([])
    assert [problem.code for problem in lbedu.check(tmp_path / "none.xlsx").problems] == ["file_not_found"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        lbedu.nothing  # type: ignore[attr-defined]  # noqa: B018  # it is not there


@pytest.mark.parametrize(
    "asked",
    [{"view": "Units"}, {"legacy_encoding": "x"}, {"complete": "no"}, {"complete": 1}, {"jobs": True}, {"executor": 5}],
)
def test_a_keyword_that_cannot_be_meant_is_refused(asked: dict[str, Any]) -> None:
    """A text "no" would be true, and a word of whoever did not give it."""
    with pytest.raises(lbedu.LbeduError, match=f"{next(iter(asked)).partition('_')[0]}.* is .*, not "):
        lbedu.check(REPORT, **asked)


def test_importing_it_loads_nothing_of_ours_and_nothing_heavy() -> None:
    code = "import sys; before = set(sys.modules); import lbedu; print(*{n.split('.')[0] for n in set(sys.modules) - before})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"lbedu"} | sys.stdlib_module_names
    code = "import sys, lbedu; print([name for name in sys.modules if name.startswith('lbedu.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_checking_from_python_does_not_load_pandas() -> None:
    code = (
        f"import sys, lbedu; lbedu.check({str(REPORT)!r}); print({{'pandas', 'numpy', 'openpyxl'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_users_script_is_typed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import lbedu\n"
        "card: lbedu.Scorecard = lbedu.check('reports', only=['a'])\n"
        "outcomes: list[str] = [verdict.outcome for verdict in card.verdicts]\n"
        "wrong: int = card\n"
        "card.to_frame('nothing')\n"
        "lbedu.check('reports', colour=True)\n",
        encoding="utf-8",
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(script)]
    done = subprocess.run(mypy, capture_output=True, text=True, check=False, cwd=tmp_path, env=_with_source())
    lines = [line.split(":", 2)[1] for line in done.stdout.splitlines() if ": error:" in line]
    assert lines == ["4", "5", "6"], done.stdout


def _with_source() -> dict[str, str]:
    return {**os.environ, "MYPYPATH": str(Path(lbedu.__file__).parents[1])}


# frames


@pytest.mark.parametrize("what", get_args(What))
def test_a_frame_has_its_types_with_and_without_rows(what: What, card: Scorecard) -> None:
    full, empty = card.to_frame(what), card._replace(verdicts=(), problems=(), submissions=()).to_frame(what)
    assert list(full.dtypes.astype(str)) == list(empty.dtypes.astype(str))
    assert full.index.names == empty.index.names
    assert len(empty) == 0
    assert not [name for name, kind in full.dtypes.items() if kind.name == "object"]


def test_verdicts(card: Scorecard) -> None:
    frame = card.to_frame()
    assert list(frame.index) == [verdict.target.id for verdict in card.verdicts]
    assert list(frame["outcome"]) == [verdict.outcome for verdict in card.verdicts]
    assert frame["outcome"].min() == "missed"
    row = frame.loc["under-3s-attending"]
    assert (row["numerator"], row["denominator"], row["value"], row["gap"]) == (7888, 14003, 7888 / 14003, 234)
    assert (row["kind"], row["required"], row["clause"]) == ("share", "≥ 58%", "B.I.2 ¶2")
    assert card.to_frame(lang="en").loc["under-3s-attending", "title"] == "Children under 3 attending"
    assert frame.loc["leading-flag", "answer"] == "yes"
    several = frame[frame["parts"] > 1]
    parts = card.to_frame("parts").loc[list(several.index)]
    assert len(parts) == several["parts"].sum()
    assert several.loc["renewed-standard-schools", "numerator"] is pd.NA
    assert parts.xs("renewed-standard-schools")["numerator"].to_list() == [4, 1, 1]


def test_facts_are_exact_and_have_their_cells(card: Scorecard) -> None:
    frame = card.to_frame("facts")
    assert len(frame) == len(card.facts)
    for fact, numerator, denominator, cell in zip(
        card.facts, frame["numerator"], frame["denominator"], frame["cell"], strict=True
    ):
        value = fact.said.value
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            assert Fraction(int(numerator), int(denominator)) == value
        assert cell == fact.said.place.cell


def test_single_units_are_indexed_by_target_and_unit() -> None:
    card = lbedu.check([REPORT, SAMPLES / "2021-2022/phuong-bo-de.xlsx"])
    frame = card.to_frame()
    assert frame.index.names == ["target", "unit"]
    assert frame.loc[("health-insurance", "TH Hoa Phượng"), "outcome"] == "missed"
    units = card.to_frame("units")
    assert len(units) == len(card.verdicts) + len(card.waiting)
    assert units.index.is_unique
    assert units["outcome"].isna().loc[("Bồ Đề", "under-3s-attending")]
    (problem,) = card.to_frame("problems").itertuples()
    assert (problem.severity, problem.code, problem.cell, problem.found) == (
        "error",
        "words_with_number",
        "E21",
        "12 giải",
    )


def test_an_unknown_frame_is_refused(card: Scorecard) -> None:
    with pytest.raises(ValueError, match="verdicts, parts"):
        card.to_frame("verdict")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    ("actual", "shown"),
    [
        (None, (None, None, None, None, None, None)),
        (ShareOf(3, 4), ("share", 3, 4, 0.75, None, None)),
        (ShareOf(70, 2, True), ("ratio", 70, 2, 35.0, None, None)),
        (ShareOf(0, 0), ("share", 0, 0, None, None, None)),
        (CountOf(12, 14), ("count", 12, 14, 12.0, None, None)),
        (Conditions(4, 5), ("conditions", 4, 5, 4.0, None, None)),
        (Amount(3500), ("amount", 3500, 1, 3500.0, None, None)),
        (Amount(Fraction(29, 4)), ("amount", 29, 4, 7.25, None, None)),
        (Amount(2**63), ("amount", None, None, float(2**63), None, None)),
        (Said(True, Place("a")), ("answer", None, None, None, "yes", None)),
        (Said("high", Place("a")), ("answer", None, None, None, "high", None)),
        (Said(dt.date(2022, 5, 31), Place("a")), ("answer", None, None, None, "2022-05-31", dt.date(2022, 5, 31))),
    ],
)
def test_figures(actual: Any, shown: tuple[object, ...]) -> None:
    assert figure(actual) == shown


def test_a_matrix_keeps_the_given_order_and_leaves_blanks() -> None:
    long = pd.DataFrame({"level": ["TH", "MN", "TH"], "unit": ["b", "a", "b"], "target": ["y", "x", "y"]})
    rows, columns = [("TH", "b"), ("MN", "a"), ("TH", "a")], ["y", "x", "z"]
    found = pd.DataFrame(matrix([(long, ["by", ("tuple", 1), "twice"])], rows, columns), dtype=object)
    assert found.where(found.notna(), "").to_numpy().tolist() == [["by", "", ""], ["", ("tuple", 1), ""], ["", "", ""]]
    assert matrix([(long.head(0), [])], rows, []) == [(), (), ()]


def test_a_day_may_be_a_text(sample: str = "samples/report.xlsx") -> None:
    assert lbedu.check(sample, as_of="2022-03-01").as_of == dt.date(2022, 3, 1)
    for wrong in ("1/3/2022", "", 20220301):
        with pytest.raises(lbedu.LbeduError, match="as_of"):
            lbedu.check(sample, as_of=wrong)  # type: ignore[arg-type]
