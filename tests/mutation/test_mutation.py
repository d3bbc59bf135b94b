"""Mutants of sound workbooks: refused, noticed or read as their own cells say; and each test of it can fail."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.cli.workbooks import checked
from tests.messy.oracle import read
from tests.mutation import damage
from tests.mutation.archives import joined, member
from tests.mutation.of_others import WAYS
from tests.mutation.seeds import Seed, seeds
from tests.mutation.soak import summary
from tests.mutation.trial import Mutant, mutant, tried, unsupported
from tests.thorough import some

RUN, SLICES, IN_A_SLICE = 2026, 20, 500
FLIPS, STEP = some(1_000, 4_000), 13
"""How many bits are flipped, of which the soak flips every one, and how far the ends of truncations are apart."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seed, ...]:
    return seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("slice_", range(SLICES))
def test_a_mutant_is_refused_or_says_what_its_cells_say(slice_: int, sound: tuple[Seed, ...], tmp_path: Path) -> None:
    faults = {}
    for number in range(slice_ * IN_A_SLICE, (slice_ + 1) * IN_A_SLICE):
        one = mutant(sound, RUN, number)
        found = tried(one, tmp_path / "mutant.xlsx")
        if found.fault:
            faults[number] = (one.seed.name, one.way, found)
    assert faults == {}


@pytest.mark.thorough
@pytest.mark.parametrize("quarter", range(4))
def test_a_flipped_bit_is_noticed_or_changes_no_value(quarter: int, sound: tuple[Seed, ...], tmp_path: Path) -> None:
    seed = damage.submission(sound)
    bits = len(seed.data) * 8
    chosen = range(quarter * bits // 4, (quarter + 1) * bits // 4, max(1, bits // FLIPS))
    found = {number: damage.endured(damage.damaged(seed, number), tmp_path / "mutant.xlsx") for number in chosen}
    assert {number: one for number, one in found.items() if one.fault} == {}
    assert {one.kind for one in found.values()} & {"refused", "same"}


def test_a_truncated_submission_is_refused(sound: tuple[Seed, ...], tmp_path: Path) -> None:
    seed = damage.submission(sound)
    for number in range(len(seed.data) * 8, damage.possible(seed), STEP):
        found = damage.endured(damage.damaged(seed, number), tmp_path / "mutant.xlsx")
        assert (found.kind, found.fault) == ("refused", ""), number


def test_mutants_are_the_same_every_time_and_of_every_way(sound: tuple[Seed, ...]) -> None:
    first = [mutant(sound, RUN, number) for number in range(1000)]
    assert [one.data for one in first[:300]] == [mutant(sound, RUN, number).data for number in range(300)]
    assert {one.way for one in first} >= {"bytes", "archive", "xml", "cells"}
    assert {one.seed.name for one in first} >= {seed.name for seed in sound if seed.suffix == ".xlsx"}
    assert len({one.data for one in first}) > 960


def test_mutants_of_other_formats_are_of_every_way_too(sound: tuple[Seed, ...]) -> None:
    others = tuple(seed for seed in sound if seed.suffix != ".xlsx")
    made = [mutant(others, RUN, number) for number in range(300)]
    assert {one.way for one in made} == {f"{suffix} {way}" for suffix, ways in WAYS.items() for way in ways}
    assert {one.seed.name for one in made} == {seed.name for seed in others}
    assert [one.data for one in made[:100]] == [mutant(others, RUN, number).data for number in range(100)]
    assert len({one.data for one in made}) > 270


def edited(seed: Seed, old: bytes, new: bytes) -> bytes:
    """A seed with other words in one of its parts."""
    members = list(seed.parts.members)
    at = next(at for at, content in enumerate(seed.parts.contents) if old in content)
    members[at] = member(members[at].name.decode(), seed.parts.contents[at].replace(old, new))
    return joined(tuple(members))


def test_the_oracle_contradicts_a_figure_that_is_not_in_the_cells(sound: tuple[Seed, ...], tmp_path: Path) -> None:
    """The figures of a sound workbook against the cells of one that says something else."""
    seed = damage.submission(sound)
    (tmp_path / "sound.xlsx").write_bytes(seed.data)
    card = checked(tmp_path / "sound.xlsx", **seed.options)
    assert list(unsupported(seed.data, card)) == []
    assert list(unsupported(edited(seed, b"<v>101</v>", b"<v>102</v>"), card))
    assert list(unsupported(edited(seed, b"<v>101</v>", b"<v></v>"), card))
    assert list(unsupported(b"PK", card))
    assert (
        tried(Mutant(seed, "cells", edited(seed, b"<v>101</v>", b"<v>107</v>")), tmp_path / "m.xlsx").kind == "changed"
    )


@pytest.mark.parametrize("suffix", WAYS)
def test_the_oracle_contradicts_in_other_formats_too(suffix: str, sound: tuple[Seed, ...], tmp_path: Path) -> None:
    """The figures of a sound table against the cells of one that says 102 where it says 101."""
    seed = next(seed for seed in sound if seed.suffix == suffix and "table" in seed.name)
    (tmp_path / f"sound{suffix}").write_bytes(seed.data)
    card = checked(tmp_path / f"sound{suffix}", **seed.options)
    assert list(unsupported(seed.data, card, suffix)) == []
    data = with_other_figure(seed)
    assert list(unsupported(data, card, suffix))
    assert tried(Mutant(seed, "cells", data), tmp_path / "m").kind == "changed"


def with_other_figure(seed: Seed) -> bytes:
    """A table that says 102 where it said 101."""
    if seed.suffix == ".ods":
        cell = b'office:value="%d" calcext:value-type="float"><text:p>%d<'
        return edited(seed, cell % (101, 101), cell % (102, 102))
    forms = zip(*((struct.pack("<L", value << 2 | 2), struct.pack("<d", value)) for value in (101, 102)), strict=True)
    for old, new in forms:
        if seed.suffix == ".xls" and old in seed.data:
            return seed.data.replace(old, new)
        if any(old in content for content in seed.parts.contents):
            return edited(seed, old, new)
    raise AssertionError("no 101")


def test_the_oracle_reads_what_was_written(sound: tuple[Seed, ...]) -> None:
    texts = {raw.text for cells in read(damage.submission(sound).data).sheets.values() for raw in cells.values()}
    assert {"101", "102", "103", "Trường Tiểu học Hoa Sen", "Có"} <= texts


@pytest.mark.parametrize("level", ["unit", "form", "9", "TH "])
def test_a_stamp_with_a_level_that_there_is_not(level: str, sound: tuple[Seed, ...], tmp_path: Path) -> None:
    """A damaged stamp was once looked up as it stood, and ended the run."""
    seed = next(seed for seed in sound if seed.name == "school")
    at = next(at for at, content in enumerate(seed.parts.contents) if b">TH<" in content)
    words = seed.parts.contents[at].replace(b">TH<", f">{level}<".encode())
    members = list(seed.parts.members)
    members[at] = member(members[at].name.decode(), words)
    (tmp_path / "a.xlsx").write_bytes(joined(tuple(members)))
    card = checked(tmp_path / "a.xlsx")
    assert {submission.unit.level for submission in card.submissions} <= {"TH"}


def test_a_summary_counts_faults_and_outcomes() -> None:
    chunk = {"counts": {"xml: refused": 3}, "faults": [{"number": 7}], "slowest": (0.25, 1), "peak": 60.0}
    text = summary([chunk, chunk])
    assert "6  xml: refused" in text
    assert "2 faults" in text
    assert "slowest 0.25 s CPU, peak 60 MiB" in text
