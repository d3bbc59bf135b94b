"""A saved result computed again: the same, or what is not, whatever it is."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lbedu.directive.load import available
from lbedu.errors import UsageError
from lbedu.options import Options
from lbedu.reading.xlsx.refusal import LIMITS
from lbedu.results.deviation_words import page
from lbedu.results.recomputing import same_files
from tests.cli.command import lbedu
from tests.results.runs import again, kept, run, written

NAMES = ("good.xlsx", "missed.xlsx", "wrong.xlsx", "ward.xlsx")
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session")
def document(reports: Path) -> Any:
    """One saved run of a few targets, by its parts."""
    few = ("health-insurance", "no-food-poisoning", "under-3s-attending", "school-quality-plan")
    return json.loads(run([reports], Options(only=few)))


@FEW
@given(
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.sampled_from(["vi", "en"]),
    st.fixed_dictionaries(
        {},
        optional={
            "view": st.sampled_from(["units", "district"]),
            "year": st.just("2021-2022"),
            "only": st.lists(st.sampled_from(["health-insurance", "21-06", "no-food-poisoning"]), min_size=1),
            "complete": st.booleans(),
            "legacy_encoding": st.just("convert"),
            "limits": st.just(LIMITS._replace(cells=100)),
            "targets": st.just(available()["2021-2022"]),
        },
    ),
)
def test_what_was_just_saved_is_the_same(reports: Path, names: set[str], lang: Any, options: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(reports / name for name in names)
        found = again(kept(run(paths, Options(**options), lang), Path(folder)))
        assert found.same
        assert found.same_verdicts == 0 or not found.deviations


@FEW
@given(st.data())
def test_a_byte_that_is_flipped_is_noticed(reports: Path, document: Any, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(reports, Path(folder) / "reports")
        path = Path(folder) / "reports" / data.draw(st.sampled_from(NAMES))
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(content)
        found = again(written(document, Path(folder)), Path(folder) / "reports")
        changed = [one for one in found.deviations if one.kind == "changed"]
        assert [Path(one.place).name for one in changed] == [path.name]


def _leaves(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = list(part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ())
    return [path] if not items else [leaf for key, value in items for leaf in _leaves(value, (*path, key))]


def _put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


def _other(value: Any) -> Any:
    """Something else of the same type."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return {"met": "missed", "missed": "undecided", "undecided": "met"}.get(value, f"{value}x")
        case _:
            return value


@settings(FEW, max_examples=40)
@given(st.data())
def test_whatever_is_changed_in_a_result_is_noticed_or_refused(
    reports: Path, document: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Only what is passed over has no say."""
    paths = [path for path in _leaves(document) if path[0] not in ("skipped", "schema_revision")]
    path = data.draw(st.sampled_from(paths))
    value = document
    for step in path:
        value = value[step]
    changed = _put(document, path, _other(value))
    if changed == document:
        return
    try:
        saved = written(changed, tmp_path_factory.getbasetemp(), "changed.json")
        found = again(saved, reports)
    except UsageError:
        return  # no scorecard any more
    if path[0] == "options" and path[1] in ("paths", "complete", "legacy_encoding", "view", "limits"):
        return  # which may ask the same of the same files, and then the answer stands
    assert not found.same, path


CHANGES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("version", ("lbedu",), "0.0.9"),
    ("rule_file", ("rule_file", "sha256"), "0" * 64),
    ("rule_file", ("rule_file", "name"), "2021-2022-old.yaml"),
    ("changed", ("inputs", 0, "sha256"), "0" * 64),
    ("missing", ("inputs", 0, "file"), "nobody.xlsx"),
    ("option", ("as_of",), "2022-05-30"),
    ("option", ("complete",), True),
    ("verdict", ("verdicts", 0, "outcome"), "not_applicable"),
    ("verdict", ("verdicts", 0, "title"), "Khác"),
    ("verdict", ("verdicts", 0, "target"), "other-target"),
    ("problem_other", ("problems", 0, "message"), "Khác"),
    ("problem_gone", ("problems", 0, "code"), "macros"),
    ("other", ("exit_code",), 0),
    ("other", ("reports", 0, "unit", "name"), "TH Khác"),
]


@pytest.mark.parametrize(("kind", "path", "value"), CHANGES, ids=lambda one: str(one))
def test_what_differs_is_called_by_its_name(
    kind: str, path: tuple[Any, ...], value: Any, reports: Path, document: Any, tmp_path: Path
) -> None:
    found = again(written(_put(document, path, value), tmp_path), reports)
    assert kind in {one.kind for one in found.deviations}
    assert not found.same
    for lang in ("vi", "en"):
        assert "✗" in page(written(document, tmp_path), found, lang)


def test_verdicts_in_another_order_are_noticed(reports: Path, document: Any, tmp_path: Path) -> None:
    changed = copy.deepcopy(document)
    changed["verdicts"].reverse()
    assert [one.place for one in again(written(changed, tmp_path), reports).deviations] == ["verdicts[0].target"]


def test_true_is_not_one(reports: Path, tmp_path: Path) -> None:
    document = json.loads(run([reports], Options(view="units")))
    for verdict in document["verdicts"]:
        for source in verdict["sources"]:
            source["value"] = 1 if source["value"] is True else source["value"]
    assert {one.kind for one in again(written(document, tmp_path), reports).deviations} == {"verdict"}


# the files


Damage = Callable[[Path], object]
FILES: dict[str, tuple[Damage, list[tuple[str, str]]]] = {
    "missing": (lambda folder: (folder / "good.xlsx").unlink(), [("missing", "good.xlsx")]),
    "added": (
        lambda folder: shutil.copy(folder / "ward.xlsx", folder / "w.xlsx"),
        [("added", "w.xlsx")],
    ),
    "renamed": (
        lambda folder: (folder / "good.xlsx").rename(folder / "a.xlsx"),
        [("added", "a.xlsx"), ("missing", "good.xlsx")],
    ),
    "emptied": (lambda folder: (folder / "good.xlsx").write_bytes(b""), [("changed", "good.xlsx")]),
    "notes beside": (lambda folder: (folder / "notes.txt").write_text("x"), []),
    "a lock": (lambda folder: (folder / "~$good.xlsx").write_bytes(b"x"), []),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_change_come_and_go(name: str, reports: Path, tmp_path: Path) -> None:
    damage, expected = FILES[name]
    folder = tmp_path / "reports"
    shutil.copytree(reports, folder)
    saved = kept(run([folder]), tmp_path)
    damage(folder)
    found = again(saved)
    shown = [(one.kind, Path(one.place).name) for one in found.deviations]
    assert [one for one in shown if one[0] in ("missing", "added", "changed", "readable")] == expected
    assert found.same == (not expected)
    assert bool(found.passed_over) == (name in ("notes beside", "a lock"))
    if name == "renamed":
        assert "a.xlsx: trước chưa có (cùng nội dung:" in page(saved, found, "vi")


def test_a_file_that_cannot_be_read_any_more_is_missing(reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(reports, folder)
    paths = [folder / name for name in NAMES]
    saved = kept(run(paths), tmp_path)
    (folder / "good.xlsx").unlink()
    (folder / "good.xlsx").mkdir()
    (folder / "good.xlsx" / "x.txt").write_text("x")
    assert any(one.kind == "missing" for one in again(saved).deviations)


REGISTER = "code,name,level\n01,TH Hoa Phượng,TH\n,TH Hoa Sữa,TH\n,TH Hoa Mơ,TH\n"


def test_files_may_have_moved(reports: Path, tmp_path: Path) -> None:
    """Folder and register lie elsewhere; names, order and messages are those of the saved result."""
    for place in ("then", "now"):
        shutil.copytree(reports, tmp_path / place / "reports" / "deep")
        (tmp_path / place / "ds.csv").write_text(REGISTER, encoding="utf-8")
    then, now = tmp_path / "then", tmp_path / "now"
    saved = kept(run([then / "reports"], Options(register=then / "ds.csv", year="2021-2022")), tmp_path)
    shutil.rmtree(then)
    assert {one.kind for one in again(saved).deviations} == {"nowhere"}
    assert again(saved, now / "reports", register=now / "ds.csv").same
    (now / "ds.csv").write_text(REGISTER + ",TH Hoa Mận,TH\n", encoding="utf-8")
    kinds = {one.kind for one in again(saved, now / "reports", register=now / "ds.csv").deviations}
    assert "register" in kinds


def test_a_rule_file_may_have_moved_or_changed(reports: Path, tmp_path: Path) -> None:
    rules, moved = tmp_path / "2021-2022.yaml", tmp_path / "elsewhere.yaml"
    shutil.copy(available()["2021-2022"], rules)
    saved = kept(run([reports], Options(targets=rules)), tmp_path)
    rules.rename(moved)
    assert [one.kind for one in again(saved).deviations] == ["nowhere"]
    assert {one.kind for one in again(saved, targets=moved).deviations} == {"rule_file"}  # another name
    moved.rename(rules)
    rules.write_text(rules.read_text("utf-8") + "\n# a remark\n", encoding="utf-8")
    assert {one.kind for one in again(saved).deviations} == {"rule_file"}
    rules.write_text("year: [", encoding="utf-8")
    (one,) = again(saved).deviations
    assert (one.kind, "2021-2022.yaml:" in one.place) == ("hindrance", True)


@pytest.mark.parametrize(
    ("known", "now", "found"),
    [
        (["r/a.xlsx"], ["x/r/a.xlsx"], {"x/r/a.xlsx": "r/a.xlsx"}),
        (["r/a.xlsx"], ["r/a.xlsx", "s/a.xlsx"], {}),
        (
            ["r/1/a.xlsx", "r/2/a.xlsx"],
            ["s/2/a.xlsx", "s/1/a.xlsx"],
            {"s/1/a.xlsx": "r/1/a.xlsx", "s/2/a.xlsx": "r/2/a.xlsx"},
        ),
        (["a.xlsx"], ["b.xlsx"], {}),
        (["a.xlsx"], ["p/a.xlsx", "q/a.xlsx"], {"p/a.xlsx": "a.xlsx"}),
    ],
)
def test_names_are_paired_by_their_longest_common_end(known: list[str], now: list[str], found: dict[str, str]) -> None:
    assert same_files(known, now) == found
    assert same_files(reversed(known), reversed(now)) == found


# the command


def test_the_command_says_that_all_is_the_same(shelf_of_results: Path) -> None:
    ended = lbedu("verify", "result.json", cwd=shelf_of_results)
    assert (ended.code, ended.err) == (0, "")
    assert "✓ Tính lại giống hệt" in ended.out
    ended = lbedu("verify", "result.json", "--lang", "en", cwd=shelf_of_results)
    assert "✓ Computed again, the same" in ended.out


def test_the_command_says_what_is_not(shelf_of_results: Path, tmp_path: Path) -> None:
    shutil.copytree(shelf_of_results, tmp_path / "shelf")
    shelf = tmp_path / "shelf"
    (shelf / "missed.xlsx").replace(shelf / "good.xlsx")
    ended = lbedu("verify", "result.json", "--lang", "en", cwd=shelf)
    assert (ended.code, ended.err) == (1, "")
    assert "good.xlsx: its content is not what was saved" in ended.out
    assert "missed.xlsx: is no longer there" in ended.out
    assert "[no-food-poisoning]: is no longer there" in ended.out
    assert "result.json:" not in ended.out.split("\n", 1)[1]


@pytest.fixture(scope="session")
def shelf_of_results(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports with the result that the command has saved among them."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(reports, folder, dirs_exist_ok=True)
    assert lbedu("check", ".", "--reporter", "json:result.json", "--view", "units", cwd=folder).code == 3
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.json"], "nowhere.json: no such file"),
        (["."], ".: is not a regular file"),
        (["good.xlsx"], "good.xlsx:1: is not UTF-8"),
        (["result.json", "nowhere"], "nowhere: no such file or folder"),
        (["result.json", "--register", "nowhere.csv"], "nowhere.csv: no such file or folder"),
        (["result.json", "--targets", "nowhere"], "nowhere: no such file or folder"),
        (["result.json", "--lang", "fr"], "--lang is vi or en"),
        (["result.json", "--limit", "file"], "--limit takes NAME=VALUE"),
    ],
)
def test_wrong_usage(words: list[str], said: str, shelf_of_results: Path) -> None:
    ended = lbedu("verify", *words, cwd=shelf_of_results)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_result_may_not_raise_the_limits_by_itself(shelf_of_results: Path, document: Any, tmp_path: Path) -> None:
    saved = written(_put(document, ("options", "limits", "inflated"), LIMITS.inflated + 1), tmp_path)
    with pytest.raises(UsageError, match=r"options\.limits\.inflated: .* add --limit inflated=134217729"):
        again(saved, shelf_of_results)
    allowed = LIMITS._replace(inflated=LIMITS.inflated + 1)
    assert "hindrance" not in {one.kind for one in again(saved, shelf_of_results, limits=allowed).deviations}
