"""Two saved results side by side: what has changed between them, seen from either side."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbedu.options import Options
from lbedu.results.change_json import as_json
from lbedu.results.change_words import markdown, page
from lbedu.results.changes import STATUSES, Comparison, Status, compare
from lbedu.results.pairing import identity
from lbedu.results.saved import Saved
from tests.cli.command import lbedu, squeezed
from tests.cli.workbooks import filled
from tests.cli.workbooks import saved as stored
from tests.results.runs import kept, run, written

FEW = settings(max_examples=60, deadline=None)
ONLY = ("health-insurance", "no-food-poisoning", "under-3s-attending", "school-quality-plan", "food-contracts")


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports a week on: one mended under another name, one worse, one new, one with the mistake elsewhere."""
    folder = tmp_path_factory.mktemp("later")
    stored(filled("school", "TH", "TH Hoa Phượng", {"food_poisoning": 2}), folder / "good.xlsx")
    stored(filled("school", "TH", "TH Hoa Sữa"), folder / "lan-2.xlsx")
    stored(filled("school", "TH", "TH Hoa Lan", {"insured": 45, "pupils": None}), folder / "wrong.xlsx")
    stored(filled("school", "MN", "MN Hoa Mơ"), folder / "more.xlsx")
    return folder


@pytest.fixture(scope="session")
def documents(reports: Path, later: Path) -> dict[str, list[Any]]:
    """Results of the same question in either view, by their parts."""
    return {
        view: [json.loads(run([place], Options(view=view, only=ONLY))) for place in (reports, later)]
        for view in ("units", "district")
    }


# laws


def _drop(document: Any, draw: Callable[[Any], Any]) -> None:
    part = document[draw(st.sampled_from(["verdicts", "problems", "reports", "waiting"]))]
    if part:
        part.pop(draw(st.integers(0, len(part) - 1)))


def _move(document: Any, draw: Callable[[Any], Any]) -> None:
    if document["problems"]:
        problem = draw(st.sampled_from(document["problems"]))
        problem["cell"] = f"E{draw(st.integers(9, 12))}"
        problem["found"] = draw(st.sampled_from(["", "x", problem["found"]]))


def _repeat(document: Any, draw: Callable[[Any], Any]) -> None:
    part = document[draw(st.sampled_from(["verdicts", "problems", "reports"]))]
    if part:
        part.append(copy.deepcopy(draw(st.sampled_from(part))))


def _turn(document: Any, draw: Callable[[Any], Any]) -> None:
    if document["verdicts"]:
        verdict = draw(st.sampled_from(document["verdicts"]))
        verdict["outcome"] = draw(st.sampled_from(["met", "missed", "undecided", "not_applicable"]))
        verdict["parts"][0]["actual"] = draw(
            st.sampled_from([None, {"kind": "share", "numerator": 1, "denominator": 2}])
        )


def _rename(document: Any, draw: Callable[[Any], Any]) -> None:
    """Another spelling, another name or a code, for all that is said of a unit, or for one thing alone."""
    units = [one["unit"] for part in ("reports", "verdicts", "waiting") for one in document[part] if one["unit"]]
    if units:
        name = draw(st.sampled_from(units))["name"]
        change = draw(st.sampled_from([{"name": name.upper()}, {"name": "TH Khác"}, {"code": "01"}, {"code": "02"}]))
        for unit in [unit for unit in units if unit["name"] == name][: draw(st.sampled_from([1, None]))]:
            unit.update(change)


def _refile(document: Any, draw: Callable[[Any], Any]) -> None:
    """All of a file under another name."""
    name = draw(st.sampled_from(document["files"]))
    other = draw(st.sampled_from([f"x/{Path(name).name}", "other.xlsx", *document["files"]]))
    for part in ("problems", "reports"):
        for one in document[part]:
            one["file"] = other if one["file"] == name else one["file"]


DAMAGES = [_drop, _move, _repeat, _turn, _rename, _refile]


@st.composite
def pairs(draw: Callable[[Any], Any]) -> tuple[str, list[tuple[int, list[Any]]]]:
    """A view, and of two results which it begins with and what is done to it."""
    view = draw(st.sampled_from(["units", "district"]))
    return view, [(draw(st.integers(0, 1)), draw(st.lists(st.sampled_from(DAMAGES), max_size=5))) for _ in range(2)]


def _two(documents: dict[str, list[Any]], plan: Any, data: st.DataObject, folder: Path) -> list[Saved]:
    view, sides = plan
    found = []
    for number, (which, damages) in enumerate(sides):
        document = copy.deepcopy(documents[view][which])
        for damage in damages:
            damage(document, data.draw)
        found.append(written(document, folder, f"{number}.json"))
    return found


@FEW
@given(pairs(), st.data())
def test_seen_from_the_other_side_it_is_the_mirror(
    documents: dict[str, list[Any]], tmp_path_factory: pytest.TempPathFactory, plan: Any, data: st.DataObject
) -> None:
    one, other = _two(documents, plan, data, tmp_path_factory.getbasetemp())
    there, back = compare(one, other), compare(other, one)

    def ids(parts: Any) -> set[Any]:
        return {tuple(id(one) for one in part) if isinstance(part, tuple) else id(part) for part in parts}

    def changes(found: Comparison, turned: bool) -> set[Any]:
        answers = [(change.before, change.after)[:: -1 if turned else 1] for change in found.changes]
        return {tuple(None if answer is None else id(answer.said) for answer in pair) for pair in answers}

    assert changes(there, False) == changes(back, True)
    assert set(map(identity, there.reported)) == set(map(identity, back.silent))
    assert ids(there.arisen) == ids([*back.mended, *back.lost])
    assert ids([*there.mended, *there.lost]) == ids(back.arisen)
    assert ids(there.moved) == ids([pair[::-1] for pair in back.moved])
    assert (there.remaining, there.same) == (back.remaining, back.same)
    assert [one.name for one in there.conditions] == [one.name for one in back.conditions]


@FEW
@given(pairs(), st.data())
def test_with_itself_nothing_has_changed_and_nothing_is_lost(
    documents: dict[str, list[Any]], tmp_path_factory: pytest.TempPathFactory, plan: Any, data: st.DataObject
) -> None:
    one, other = _two(documents, plan, data, tmp_path_factory.getbasetemp())
    itself = compare(one, one)
    assert itself.same
    assert not itself.moved
    assert not itself.conditions
    assert itself.remaining == len(one.result.problems)
    found = compare(one, other)
    for result, own in (
        (one.result, [c.before for c in found.changes]),
        (other.result, [c.after for c in found.changes]),
    ):
        assert sum(answer is not None for answer in own) == len(result.verdicts) + len(result.waiting)
    assert found.remaining + len(found.mended) + len(found.lost) == len(one.result.problems)
    assert found.remaining + len(found.arisen) == len(other.result.problems)
    assert sum(len(found.of(status)) for status in STATUSES) == len(found.changes)
    for lang in ("vi", "en"):
        assert page(found, lang, 80) and markdown(found, lang)
        assert json.loads(as_json(found, lang))["count"]["unchanged"] == len(found.of("unchanged"))


# single things


def _changed(
    documents: dict[str, list[Any]], folder: Path, change: Callable[[Any], object], view: str = "district"
) -> Comparison:
    """The first result against itself with one change."""
    document = copy.deepcopy(documents[view][0])
    change(document)
    return compare(written(documents[view][0], folder, "old.json"), written(document, folder, "new.json"))


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("met", "newly_met"),
        ("missed", "newly_missed"),
        ("undecided", "newly_undecided"),
        ("not_applicable", "newly_not_applicable"),
    ],
)
def test_an_outcome_that_has_changed(documents: Any, tmp_path: Path, outcome: str, status: Status) -> None:
    for number, verdict in enumerate(documents["district"][0]["verdicts"]):
        document = copy.deepcopy(documents["district"][0])
        document["verdicts"][number]["outcome"] = outcome
        found = compare(
            written(documents["district"][0], tmp_path, "old.json"), written(document, tmp_path, "new.json")
        )
        assert [one.target for one in found.of(status)] == (
            [verdict["target"]] if verdict["outcome"] != outcome else []
        )
        assert found.same == (verdict["outcome"] == outcome)


def test_a_figure_that_has_changed_is_shown_in_either_language(documents: Any, tmp_path: Path) -> None:
    share = {"kind": "share", "numerator": 1162, "denominator": 2000}

    def change(document: Any) -> None:
        (verdict,) = (one for one in document["verdicts"] if one["target"] == "under-3s-attending")
        verdict["parts"][0] |= {"actual": share, "actual_text": "58,1% (1.162/2.000)"}

    found = _changed(documents, tmp_path, change)
    assert [one.target for one in found.of("figure")] == ["under-3s-attending"]
    for text in (page(found, "vi", 200), markdown(found, "vi")):
        assert "100% (100/100)" in text
        assert "58,1% (1.162/2.000)" in text
    assert "58.1% (1,162/2,000)" in page(found, "en", 200)
    document = json.loads(as_json(found, "en"))
    (one,) = (one for one in document["verdicts"] if one["status"] == "figure")
    assert one["after"]["figures"] == [share]
    assert not found.same


def test_a_figure_without_its_rule_file_never_crosses_its_threshold(documents: Any, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        (verdict,) = (one for one in document["verdicts"] if one["target"] == "health-insurance")
        verdict["parts"][0]["actual"] = {"kind": "share", "numerator": 99_999, "denominator": 100_000}

    text = page(_changed(documents, tmp_path, change), "en", 200)
    assert "99.999% (99,999/100,000)" in text


def test_units_that_come_and_go_and_are_spelt_otherwise(documents: Any, tmp_path: Path) -> None:
    first = documents["units"][0]["reports"][0]["unit"]["name"]

    def rename(document: Any) -> None:
        for part in ("reports", "verdicts", "waiting"):
            for one in document[part]:
                if one["unit"]["name"] == first:
                    one["unit"] |= {"name": first.upper(), "code": "0101"}

    assert _changed(documents, tmp_path, rename, "units").same
    found = _changed(documents, tmp_path, lambda d: d["reports"].pop(0), "units")
    assert [unit["name"] for unit in found.silent] == [first]
    assert not found.same


def test_a_problem_in_the_same_cell_is_the_same_whatever_stands_there(documents: Any, tmp_path: Path) -> None:
    def at(document: Any) -> Any:
        return next(one for one in document["problems"] if one["found"] == "45 em")

    found = _changed(documents, tmp_path, lambda d: at(d).update(found="46 em"))
    assert found.same
    found = _changed(documents, tmp_path, lambda d: at(d).update(cell="E99"))
    assert (found.same, len(found.moved)) == (True, 1)
    assert "(trước ở" in page(found, "vi", 100)
    found = _changed(documents, tmp_path, lambda d: at(d).update(cell="E99", found="46 em"))
    assert (len(found.mended), len(found.arisen), found.moved) == (1, 1, ())
    found = _changed(documents, tmp_path, lambda d: at(d).update(file="sent-again.xlsx"))
    assert (len(found.mended), len(found.arisen)) == (1, 1)  # nobody's report: who knows


def test_a_report_that_is_sent_again_under_another_name_keeps_its_problems(documents: Any, tmp_path: Path) -> None:
    def refile(document: Any) -> None:
        for part in ("reports", "problems"):
            for one in document[part]:
                one["file"] = one["file"].replace("wrong.xlsx", "lan-2.xlsx")

    assert _changed(documents, tmp_path, refile).same


def test_a_problem_that_is_gone_with_its_report_was_not_mended(documents: Any, tmp_path: Path) -> None:
    def silence(document: Any) -> None:
        for part in ("reports", "problems"):
            document[part] = [one for one in document[part] if not one["file"].endswith("wrong.xlsx")]

    found = _changed(documents, tmp_path, silence)
    assert (found.mended, len(found.lost) > 0) == ((), True)


def test_in_another_language_nothing_has_changed(reports: Path, tmp_path: Path) -> None:
    vi, en = (kept(run([reports], lang=lang), tmp_path, f"{lang}.json") for lang in ("vi", "en"))
    assert compare(vi, en).same
    assert compare(vi, en).conditions == ()


def test_what_the_runs_differ_in_is_said(reports: Path, tmp_path: Path) -> None:
    old = kept(run([reports], Options(only=ONLY)), tmp_path, "old.json")
    new = kept(run([reports], Options(only=ONLY[:2], complete=True, as_of=old.result.as_of)), tmp_path, "new.json")
    found = compare(old, new)
    assert [one.name for one in found.conditions] == ["complete", "only"]
    assert "The two runs differ in: complete (false → true); only (" in page(found, "en", 100)


def test_results_without_evidence_are_compared_and_not_verified(documents: Any, tmp_path: Path) -> None:
    old = copy.deepcopy(documents["district"][0])
    for key in ("schema_revision", "options", "inputs"):
        del old[key]
    for verdict in old["verdicts"]:
        for part in verdict["parts"]:
            del part["threshold"]
    assert compare(written(old, tmp_path, "old.json"), written(documents["district"][0], tmp_path, "new.json")).same


# the command


def test_the_command(reports: Path, later: Path, tmp_path: Path) -> None:
    for name, folder in (("old", reports), ("new", later)):
        lbedu("check", folder, "--view", "units", "--reporter", f"json:{name}.json", cwd=tmp_path)
    ended = lbedu("compare", "old.json", "new.json", "--lang", "en", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "")
    newly = ended.out.partition("NEWLY MISSED:")[2].partition("NEWLY")[0]
    assert squeezed("Met: 0 cases") in squeezed(newly) or "Met: 0" in newly
    assert "TH Hoa Phượng" in newly
    assert "UNITS THAT REPORT NOW: 1\n  MN Hoa Mơ\n" in ended.out
    assert "UNITS THAT NO LONGER REPORT: 1\n  Bồ Đề\n" in ended.out
    assert "PROBLEMS MENDED: 1\n" in ended.out
    ended = lbedu("compare", "old.json", "old.json", cwd=tmp_path)
    assert (ended.code, "✓ Không có gì thay đổi." in ended.out) == (0, True)
    both = lbedu("compare", "old.json", "new.json", "--reporter", "json", "--reporter", "markdown:c.md", cwd=tmp_path)
    assert both.json["count"]["reported"] == 1
    assert "| Nay không đạt |" in (tmp_path / "c.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old.json", "nowhere.json"], "nowhere.json: no such file"),
        (["old.json", "units.json"], "results of two views, district and units"),
        (["old.json", "year.json"], "results of two years, 2021-2022 and 2017-2018: `lbedu targets diff`"),
        (["old.json", "old.json", "--reporter", "sarif"], "no reporter 'sarif'"),
        (["old.json", "old.json", "--reporter", "json:old.json"], "old.json is one of the files that are read"),
        (["old.json", "old.json", "--reporter", "json", "--reporter", "table"], "nor both to stdout"),
        (["old.json", "old.json", "--lang", "fr"], "--lang is vi or en"),
        (["old.json", "old.json", "--reporter", "json:none/c.json"], "none: no such folder"),
    ],
)
def test_wrong_usage(words: list[str], said: str, documents: Any, tmp_path: Path) -> None:
    written(documents["district"][0], tmp_path, "old.json")
    written(documents["units"][0], tmp_path, "units.json")
    written({**documents["district"][0], "year": "2017-2018"}, tmp_path, "year.json")
    ended = lbedu("compare", *words, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    shutil.rmtree(tmp_path)


def test_hostile_names_do_nothing(documents: Any, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for verdict in document["verdicts"]:
            verdict |= {"outcome": "missed", "title": "[red]a|b\x1b[31m\u202e`", "target": "x\x1b"}
        document["problems"][0] |= {"found": "\x1b[2J", "file": "a\nb.xlsx"}

    found = _changed(documents, tmp_path, change)
    for text in (page(found, "vi", 100), markdown(found, "vi"), page(found, "en", 40)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "\\[red\\]a&#124;b" in markdown(found, "vi")


def test_too_many_lines_are_counted_and_stand_in_the_files(documents: Any, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        problem = document["problems"][0]
        document["problems"] += [{**problem, "cell": f"Z{row}", "found": f"x{row}"} for row in range(1, 61)]

    found = _changed(documents, tmp_path, change)
    assert "… và 10 dòng nữa" in page(found, "vi", 100)
    assert "“x60”" in markdown(found, "vi")


def test_the_same_comparison_is_the_same_text(documents: Any, tmp_path: Path) -> None:
    old, new = (written(document, tmp_path, f"{at}.json") for at, document in enumerate(documents["units"]))
    texts = {page(compare(old, new), "vi", 80) + as_json(compare(old, new), "vi") for _ in range(3)}
    assert len(texts) == 1
