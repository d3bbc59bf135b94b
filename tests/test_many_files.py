"""Files read by processes of their own, from the cache, elsewhere, or until somebody stops it: always the same result."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import lbedu
from lbedu import cli
from lbedu.errors import CacheWarning, UsageError
from lbedu.intake import crew, elsewhere, one_file
from lbedu.intake.edition import edition
from lbedu.intake.one_file import Reader, Task
from lbedu.intake.plain import _FIGURES, heard_in, plain
from lbedu.intake.plain_places import Names, NotPlain
from lbedu.options import Options
from lbedu.reading.records import Report
from lbedu.reporters import Style
from lbedu.reporters.as_json import render
from lbedu.scorecard import Scorecard
from lbedu.submission import Place, Said
from tests.thorough import some

ROOT = Path(__file__).resolve().parents[1]
DISTRICT = ROOT / "samples" / "districts" / "2021-2022-missed"
PROBLEMS = ROOT / "samples" / "problems"
FAULTS = """
import os, time
from lbedu.intake import opening, worker
real = opening.open_workbook
def faulty(path, *more):
    if "killer" in path.name:
        os.kill(os.getpid(), 9)
    if "hanger" in path.name:
        time.sleep(600)
    if "eater" in path.name:
        raise MemoryError
    return real(path, *more)
opening.open_workbook = faulty
worker.main()
"""


def text(card: Scorecard) -> str:
    return render(card, Style("vi", 100, False, "utf-8"))


def all_options(**more: Any) -> dict[str, Any]:
    return {"by_unit": True, "by_ward": True, "digests": True, **more}


@pytest.mark.parametrize("jobs", [1, 3])
def test_any_number_of_jobs_gives_the_same(jobs: int) -> None:
    assert text(lbedu.check(DISTRICT, jobs=jobs, **all_options())) == text(
        lbedu.check(DISTRICT, jobs=0, **all_options())
    )


def test_what_every_kind_of_file_says_comes_back_from_json() -> None:
    reader = Reader(Options())
    heard = 0
    for path in sorted(PROBLEMS.rglob("*.*")):
        task = Task(path.relative_to(ROOT).as_posix(), str(path))
        try:
            said = reader.hear(task)
        except lbedu.LbeduError:
            continue
        again = heard_in(json.loads(json.dumps(plain(said, task.name))), task.name)
        assert again._replace(report=None) == said._replace(report=None), path
        assert _told(again) == _told(said), path
        heard += said.report is not None
    assert heard > 50


def _told(heard: one_file.Heard) -> dict[str, Any]:
    """All that a report tells, without what only its reader keeps while it reads."""
    names = [name for name in Report.__slots__ if name != "marked"]
    return {name: getattr(heard.report, name) for name in names} if heard.report else {}


def test_what_has_another_shape_is_refused() -> None:
    path = next(DISTRICT.glob("*.xlsx"))
    good = plain(Reader(Options()).hear(Task(path.name, str(path))), path.name)
    others: tuple[Any, ...] = (
        None,
        [],
        {},
        [[], []],
        [good[0], good[1][:-1]],
        [[1], good[1]],
        [good[0], ["later", *good[1][1:]]],
    )
    for bad in others:
        with pytest.raises(NotPlain):
            heard_in(bad, path.name)


@pytest.mark.parametrize(
    "figures",
    [
        ["a:0!E1", [1, 2]],
        ["a:0!E1 b:0!E2", [1]],
        ["a:1!E1", [1]],
        ["a:-1!E1", [1]],
        ["a:E1", [1]],
        ["a", [1]],
        ["a:0!E1 a:0!E2", [1, 2]],
        ["a:0!E1", [1.5]],
        ["a:0!E1", {"0": 1}],
        [None, [1]],
        "a:0!E1",
    ],
)
def test_figures_that_do_not_fit_their_places_are_refused(figures: Any) -> None:
    with pytest.raises((NotPlain, TypeError, ValueError, LookupError)):
        _FIGURES.unpack(figures, Names("file.xlsx", ["Sheet"]))


def test_a_figure_that_is_a_sum_keeps_its_cells() -> None:
    places = [Place("file.xlsx", "Một", cell) for cell in ("E1", "E2")]
    places.append(Place("file.xlsx", "Hai", "E1"))
    said = {
        "a": Said(7, places[0]),
        "b": Said(Fraction(1, 3), places[0], tuple(places)),
        "c": Said("x y:0!z", places[2]),
    }
    names = Names("file.xlsx")
    packed = json.loads(json.dumps(_FIGURES.pack(said, names)))
    assert list(_FIGURES.unpack(packed, Names("file.xlsx", names.sheets)).items()) == list(said.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    shutil.copytree(DISTRICT, place)
    return place


def test_a_file_that_ends_its_reader_is_lost_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sorted(DISTRICT.glob("*.xlsx"))[5]
    clean = lbedu.check(folder, jobs=0)
    for name in ("a-killer", "m-hanger", "z-eater"):
        shutil.copy(source, folder / f"{name}.xlsx")
    monkeypatch.setattr(crew, "command", lambda: [sys.executable, "-P", "-X", "utf8", "-c", FAULTS])
    card = lbedu.check(folder, jobs=2, limits={"reader_seconds": 3})
    found = {Path(p.place.file).name: p.code for p in card.problems if p.code.startswith("reader_")}
    assert found == {
        "a-killer.xlsx": "reader_died",
        "m-hanger.xlsx": "reader_timeout",
        "z-eater.xlsx": "reader_memory",
    }
    assert card.submissions == clean.submissions
    assert [p for p in card.problems if not p.code.startswith("reader_")] == list(clean.problems)
    assert card.exit_code == 3


BABBLING = """
from lbedu.intake import worker
real, said = worker.plain, []
def babbling(heard, name):
    said.append(name)
    if len(said) == 3:
        return "no figures"
    if len(said) == 20:
        print("about another file", file=worker.sys.__stdout__, flush=True)
    return real(heard, name)
worker.plain = babbling
talk = worker.os.fdopen
worker.os.fdopen = lambda *_, **more: setattr(worker.sys, "__stdout__", talk(*_, **more)) or worker.sys.__stdout__
worker.main()
"""


def test_a_reader_that_says_something_else_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = lbedu.check(folder, jobs=0)
    monkeypatch.setattr(crew, "command", lambda: [sys.executable, "-P", "-X", "utf8", "-c", BABBLING])
    card = lbedu.check(folder, jobs=1)
    lost = {problem.place.file for problem in card.problems if problem.code == "reader_died"}
    assert len(lost) > 1, "each reader says nonsense of its third file"
    assert card.submissions == tuple(one for one in clean.submissions if one.file not in lost)


def test_readers_that_never_start_end_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "command", lambda: [sys.executable, "-c", "raise SystemExit(5)"])
    with pytest.raises(UsageError, match="--jobs 0"):
        lbedu.check(folder, jobs=2)


def test_what_ends_a_run_ends_it_with_jobs_too(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "2021-2022.yaml"
    rules.write_text("year: 2021-2022\n", encoding="utf-8")
    messages = []
    for jobs in (0, 2):
        with pytest.raises(lbedu.LbeduError) as caught:
            lbedu.check(folder, targets=rules, jobs=jobs)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


# the cache


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files, as they are read."""
    read: list[str] = []
    real = Reader.hear

    def hear(reader: Reader, task: Task) -> one_file.Heard:
        read.append(Path(task.name).name)
        return real(reader, task)

    monkeypatch.setattr(Reader, "hear", hear)
    return read


def test_only_what_is_new_is_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, cache = read_files(monkeypatch), tmp_path / "cache"
    first = text(lbedu.check(folder, jobs=0, **all_options()))
    read.clear()
    assert text(lbedu.check(folder, jobs=0, cache=cache, **all_options())) == first
    assert len(read) == len(list(folder.glob("*.xlsx")))
    read.clear()
    assert text(lbedu.check(folder, jobs=0, cache=cache, **all_options())) == first
    assert read == []
    changed = sorted(folder.glob("*.xlsx"))[3]
    shutil.copy(PROBLEMS / "blank.xlsx", changed)
    lbedu.check(folder, jobs=0, cache=cache)
    assert read == [changed.name]


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "empty"])
def test_a_damaged_entry_is_not_believed(damage: str, folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = text(lbedu.check(folder, jobs=0, cache=cache))
    entries = sorted(cache.glob("*.json"))
    whole = [entry.read_bytes() for entry in entries]
    for number, entry in enumerate(entries):
        data = whole[number]
        entry.write_bytes(
            {
                "cut": data[:-9],
                "flipped": data[:200] + bytes([data[200] ^ 1]) + data[201:],
                "other": whole[number - 1],
                "empty": b"",
            }[damage]
        )
    assert text(lbedu.check(folder, jobs=0, cache=cache)) == first
    assert [entry.read_bytes() for entry in entries] == whole


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_entry_is_neither_read_nor_replaced(kind: str, folder: Path, tmp_path: Path) -> None:
    """A link could lead a run to write over any file of whoever makes it."""
    cache, victim = tmp_path / "cache", tmp_path / "victim"
    first = text(lbedu.check(folder, jobs=0, cache=cache))
    victim.write_bytes(b"precious")
    for entry in cache.glob("*.json"):
        entry.unlink()
        {"link": lambda e: e.symlink_to(victim), "pipe": os.mkfifo, "folder": Path.mkdir}[kind](entry)
    assert text(lbedu.check(folder, jobs=0, cache=cache)) == first
    assert victim.read_bytes() == b"precious"


def test_a_cache_that_cannot_be_made_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--cache"):
        lbedu.check(folder, cache=tmp_path / "no" / "such")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_cache_that_takes_no_more_is_said_once(
    code: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, tried = tmp_path / "cache", []
    first = text(lbedu.check(folder, jobs=0, **all_options()))
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        tried.append(path)
        if len(tried) > 5:
            raise OSError(code, os.strerror(code))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.warns(CacheWarning, match=os.strerror(code)) as warned:
        assert text(lbedu.check(folder, jobs=0, cache=cache, **all_options())) == first
    assert (len(warned), len(tried)) == (1, 6), "what is full is not tried again for every file"
    assert len(list(cache.iterdir())) == 5, "nothing is left half-written"
    monkeypatch.undo()
    assert text(lbedu.check(folder, jobs=0, cache=cache, **all_options())) == first


def test_the_command_goes_on_without_its_cache(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: Any, **__: Any) -> None:
        raise UsageError(f"{path.name}: cannot be written (No space left on device)")

    plain_run = CliRunner().invoke(cli.app, ["check", str(folder)])
    monkeypatch.setattr("lbedu.intake.cache.write_whole", refuse)
    full = CliRunner().invoke(cli.app, ["check", str(folder), "--cache", str(tmp_path / "cache")])
    assert (full.exit_code, full.stdout) == (plain_run.exit_code, plain_run.stdout)
    assert full.stderr.count("nothing more is kept there") == 1


# other machines


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def test_an_executor_gives_the_same(folder: Path, pool: Executor, tmp_path: Path) -> None:
    expected = text(lbedu.check(folder, jobs=0, **all_options()))
    assert text(lbedu.check(folder, executor=pool, **all_options())) == expected
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "targets", rules)
    own = text(lbedu.check(folder, jobs=0, targets=rules))
    assert text(lbedu.check(folder, executor=pool, targets=rules)) == own


def die(*_: object) -> None:
    import os

    os._exit(1)


def test_what_dying_workers_lose_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = text(lbedu.check(folder, jobs=0))
    monkeypatch.setattr(elsewhere, "read_there", die)
    with ProcessPoolExecutor(1) as executor:
        assert text(lbedu.check(folder, executor=executor)) == expected


class Foreign(Executor):
    """Workers that have another lbedu, or none."""

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if isinstance(self.outcome, Exception):
            future.set_exception(self.outcome)
        else:
            future.set_result(self.outcome)
        return future


@pytest.mark.parametrize(
    "outcome",
    [
        ModuleNotFoundError("No module named 'lbedu'"),
        AttributeError("module 'lbedu.intake.elsewhere' has no attribute 'read_there'"),
        TypeError("read_there() missing 1 required positional argument"),
        ["0.0.1 abc", []],
    ],
)
def test_workers_with_another_lbedu_are_refused(outcome: Any, folder: Path) -> None:
    with pytest.raises(UsageError, match="workers of the executor have"):
        lbedu.check(folder, executor=Foreign(outcome))


@pytest.mark.parametrize("outcome", [None, 5, [edition(), None], [edition(), []], [edition(), [None] * 99]])
def test_what_is_no_answer_is_read_here(outcome: Any, folder: Path) -> None:
    assert text(lbedu.check(folder, executor=Foreign(outcome))) == text(lbedu.check(folder, jobs=0))


def test_what_is_no_executor_is_said(folder: Path) -> None:
    class Client:
        def get_executor(self) -> None: ...

    for executor, said in (("dask", "not str"), (Client(), r"not Client \(client.get_executor\(\) gives one\)")):
        with pytest.raises(UsageError, match=said):
            lbedu.check(folder, executor=executor)  # type: ignore[arg-type]


# interrupted, changed


def interrupt_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Reader.hear

    def hear(reader: Reader, task: Task) -> one_file.Heard:
        if task.name.endswith(name):
            raise KeyboardInterrupt
        return real(reader, task)

    monkeypatch.setattr(Reader, "hear", hear)


def test_what_was_read_before_an_interruption_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(path.name for path in folder.glob("*.xlsx"))
    whole = {v.target.id for v in lbedu.check(folder, jobs=0, complete=True).verdicts if v.outcome == "met"}
    interrupt_at(names[7], monkeypatch)
    card = lbedu.check(folder, jobs=0, complete=True, keep_on_interrupt=True)
    assert sorted(Path(p.place.file).name for p in card.problems if p.code == "interrupted") == names[7:]
    assert card.interrupted
    assert card.exit_code == 130
    assert {v.target.id for v in card.verdicts if v.outcome == "met"} <= whole
    with pytest.raises(KeyboardInterrupt):
        lbedu.check(folder, jobs=0)


def test_nothing_more_is_read_after_an_interruption(folder: Path) -> None:
    after: list[str] = []
    interrupted: list[int] = []

    def heard(event: str, args: tuple[Any, ...]) -> None:
        if (
            interrupted
            and event in ("open", "subprocess.Popen", "os.scandir", "os.listdir")
            and "reports" in str(args[0])
        ) or (interrupted and event == "subprocess.Popen"):
            after.append(event)

    def progress(done: int, *_: int) -> None:
        if done == 20:
            interrupted.append(done)
            raise KeyboardInterrupt

    sys.addaudithook(heard)
    card = lbedu.check(folder, jobs=2, keep_on_interrupt=True, progress=progress)
    unread = [problem for problem in card.problems if problem.code == "interrupted"]
    assert after == [], "no file is opened, no folder looked into and no reader started once Ctrl-C was heard"
    assert (card.interrupted, len(unread)) == (True, len(card.inputs) - 20)
    interrupted.clear()


def test_progress_is_told_of_every_file(folder: Path) -> None:
    told: list[tuple[int, int, int]] = []
    card = lbedu.check(folder, jobs=0, progress=lambda *figures: told.append(figures))
    count = len(card.inputs)
    assert [done for done, _, _ in told] == list(range(1, count + 1))
    assert {total for _, total, _ in told} == {count}


@pytest.mark.parametrize("how", ["changed", "vanished", "appeared"])
def test_files_that_change_during_the_run_are_said(how: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = sorted(folder.glob("*.xlsx"))[-1]
    real = Reader.hear

    def hear(reader: Reader, task: Task) -> one_file.Heard:
        heard = real(reader, task)
        if task.name.endswith(last.name):
            match how:
                case "changed":
                    last.write_bytes(b"x")
                case "vanished":
                    last.unlink()
                case _:
                    shutil.copy(last, folder / "new.xlsx")
        return heard

    monkeypatch.setattr(Reader, "hear", hear)
    card = lbedu.check(folder, jobs=0)
    (problem,) = [problem for problem in card.problems if problem.code == "changed_meanwhile"]
    assert how in problem.text("en", "message")
    assert Path(problem.place.file).name == ("new.xlsx" if how == "appeared" else last.name)


@pytest.mark.parametrize("how", ["changed", "vanished"])
def test_a_rule_file_that_changes_during_the_run_ends_it(
    how: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers elsewhere may have read some workbooks by it as it was, and some as it is."""
    rules = tmp_path / "2021-2022.yaml"
    shutil.copy(ROOT / "targets" / "2021-2022.yaml", rules)
    real = Reader.hear

    def hear(reader: Reader, task: Task) -> one_file.Heard:
        heard = real(reader, task)
        if how == "changed":
            rules.write_bytes(rules.read_bytes().replace(b"at_least: 58%", b"at_least: 57%"))
        else:
            rules.unlink(missing_ok=True)
        return heard

    monkeypatch.setattr(Reader, "hear", hear)
    with pytest.raises(lbedu.LbeduError, match="changed during the run" if how == "changed" else "no such rule file"):
        lbedu.check(folder, jobs=0, targets=rules)


@pytest.mark.parametrize("jobs", [-1, 257, "two"])
def test_a_number_of_jobs_that_cannot_be(jobs: Any, folder: Path) -> None:
    with pytest.raises(UsageError, match="--jobs"):
        lbedu.check(folder, jobs=jobs)


@pytest.mark.thorough
def test_a_few_bad_files_among_thousands_are_lost_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    good = sorted((ROOT / "samples" / "2021-2022").glob("*.xlsx"))
    for number in range(some(60, 3000)):
        shutil.copy(good[number % len(good)], folder / f"{number:04}.xlsx")
    shutil.copy(PROBLEMS / "bomb.xlsx", folder / "0007-bomb.xlsx")
    for number in range(5):
        shutil.copy(PROBLEMS / "corrupt.xlsx", folder / f"{number * 9:04}-broken.xlsx")
    for number in range(20):
        shutil.copy(PROBLEMS / "not_a_number.xlsx", folder / f"{number * 3:04}-wrong.xlsx")
    clean = lbedu.check(folder, jobs=0, **all_options())
    lost = ("0011-killer.xlsx", "0019-hanger.xlsx")
    for name in lost:
        shutil.copy(good[0], folder / name)
    monkeypatch.setattr(crew, "command", lambda: [sys.executable, "-P", "-X", "utf8", "-c", FAULTS])
    card = lbedu.check(folder, jobs=2, limits={"reader_seconds": 5}, **all_options())
    rest = [problem for problem in card.problems if Path(problem.place.file).name not in lost]
    assert [p.code for p in card.problems if p not in rest] == ["reader_died", "reader_timeout"]
    assert (rest, card.submissions, card.readings) == (list(clean.problems), clean.submissions, clean.readings)
    found = [problem.code for problem in rest]
    assert (found.count("bomb"), found.count("corrupt"), found.count("not_a_number")) == (1, 5, 20)
    assert card.exit_code == 3
