"""Whatever is changed in a rule file is found against the text of its directive."""

from __future__ import annotations

import re

import pytest

from tests.linting.provenance.pair import TEXT, YAML, changed, differences, line_of

LINES = YAML.splitlines()
THRESHOLD = re.compile(r"\b(?:at_least|more_than|at_most|less_than|equals|by): ([0-9][0-9.,%-]*)")


def other(written: str) -> str:
    """Another threshold of that kind, which the text has nowhere."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return written[:-2] + ("14" if written[-2:] != "14" else "13")
    number = int(re.findall(r"\d+", written)[0])
    return written.replace(str(number), str(number - 7 if number > 60 else number + 17))


PLACES = [(n, one.start(1), one[1]) for n, line in enumerate(LINES) for one in THRESHOLD.finditer(line)]


@pytest.mark.parametrize(("line", "start", "written"), PLACES)
def test_another_threshold(line: int, start: int, written: str) -> None:
    there = LINES[line]
    new = there[:start] + other(written) + there[start + len(written) :]
    rest = LINES[line + 1 :]
    if rest and rest[0].strip() == "each: true":  # of each unit only 100% can be demanded
        rest = rest[1:]
    found = differences(yaml="\n".join([*LINES[:line], new, *rest]))
    assert ("file", "figure_not_in_text", line + 1) in [one[:3] for one in found], found


def test_there_are_thresholds() -> None:
    assert len(PLACES) == 12


CHANGES = {
    "a percentage for its neighbour": ("at_least: 52%", "at_least: 100%", "figure_not_in_file"),
    "a rank": ("at_least: level_3", "at_least: level_2", "figure_not_in_text"),
    "the year": ("year: 2031-2032", "year: 2032-2033", "figure_not_in_text"),
    "the number": ("number: 57/KH-UBND", "number: 75/KH-UBND", "figure_not_in_text"),
    "the day of issue": ("issued: 2031-09-15", "issued: 2031-09-16", "figure_not_in_text"),
    "a unit that is named": ("{name: THCS Gò Sa, level: THCS}", "{name: THCS Gò Xa, level: THCS}", "name_not_in_text"),
    "the level of a unit": ("{name: THCS Gò Sa, level: THCS}", "{name: THCS Gò Sa, level: TH}", "name_not_in_text"),
    "a unit of a group": ("new_standard: [MN Hoa Mai, TH", "new_standard: [THCS Gò Sa, TH", "name_not_in_text"),
    "how many are expected": (", Tân Lý, Vườn Cau]", ", Vườn Cau]", "figure_not_in_text"),
    "a row of a list": ("MN ô A2 Bến Đò", "MN ô A3 Bến Đò", "figure_not_in_text"),
    "a name in a row": ("TH ô C7 Gò Sa", "TH ô C7 Gò Xa", "name_not_in_text"),
    "how many rows": ("      - {code: X2, level: MN, name: {vi: MN ô A5 Bến Đò}}\n", "", "figure_not_in_file"),
    "a clause": ("clause: B.II.3 –2", "clause: B.II.3 –4", "clause_not_in_text"),
    "a paragraph": ("clause: C.2 ¶2", "clause: C.2 ¶3", "clause_not_in_text"),
    "a range of clauses": ("clause: A.1-2", "clause: A.1-3", "clause_not_in_text"),
    "a figure of a title": ("31/40 (77,5%)", "31/40 (77,3%)", "figure_not_in_text"),
    "a figure of the context": ("năm học trước đạt 49,5%", "năm học trước đạt 49%", "figure_not_in_file"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_word(change: str) -> None:
    old, new, code = CHANGES[change]
    yaml = changed(old, new, YAML)
    if change.startswith(("a unit that", "the level")):
        yaml = yaml.replace("new_e_schools: [TH Bến Đò, THCS Gò Sa]", "new_e_schools: [TH Bến Đò, " + _name(new) + "]")
    found = differences(yaml=yaml)
    assert code in [one.code for one in found], found
    if code.endswith("_in_text") and not change.startswith(
        ("the level", "a unit of")
    ):  # those are found where they are used
        assert line_of(new, yaml) in [one.line for one in found if one.code == code]


def _name(text: str) -> str:
    found = re.search(r"name: ([^,]+)", text)
    assert found is not None
    return found[1]


def test_a_commitment_that_is_left_out() -> None:
    """Each by itself; where others speak for the same clause, what they do not say is found."""
    blocks = YAML[YAML.index("commitments:\n") :].split("\n\n")
    assert len(blocks) == 18
    for block in blocks[:-1]:
        rest = YAML.replace(block.removeprefix("commitments:\n").rstrip("\n") + "\n\n", "")
        if "id: 31-15" in block:  # the last one is the same
            rest = rest[: rest.index("  - id: 31-18")]
        found = differences(yaml=rest)
        if "id: 31-03" in block or "id: 31-04" in block:
            continue  # one share of 100% in the text is enough for both
        assert [one for one in found if one.where == "text"], block


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by: 2031-10-15", "by: 2031-10-20\n        note: {vi: Hiểu là chậm nhất ngày 20/10/2031.}"),
        ("at_least: 6", "at_least: 5\n        note: {vi: Tính 5 trường trở lên.}"),
        ("among: [Bến Đò]", "among: [Bến Đò]\n        note: {vi: Xem 31-10.}"),
    ],
)
def test_a_note_says_what_was_chosen(old: str, new: str) -> None:
    """A figure that the text has not is borne by a note that says that very figure; the text's own is then still missing."""
    found = differences(yaml=changed(old, new, YAML))
    assert not [one for one in found if one.where == "file"]


def test_a_name_of_another_clause() -> None:
    """A target may name units that another clause names, if its note says which commitment that is."""
    yaml = changed("at_least: 6", "at_least: 6\n      - id: more\n        title: {vi: Nơi khác}\n"
                   "        attest: school.traffic\n        among: [MN Hoa Mai]", YAML)  # fmt: skip
    assert [one.code for one in differences(yaml=yaml)] == ["name_not_in_text"]
    assert (
        differences(yaml=yaml.replace("{vi: Nơi khác}", "{vi: Nơi khác}\n        note: {vi: Nêu tên ở 31-10.}")) == []
    )


SIDES = {
    "không quá 6": ("at_least: 6", "không quá 06 trường", "`at_least`"),
    "tối đa": ("at_least: 6", "tối đa 06 trường", "`at_least`"),
    "trở xuống": ("at_least: 6", "từ 06 trường trở xuống", "`at_least`"),
    "không dưới": ("at_most: 6", "không dưới 06 trường", "`at_most`"),
    "trở lên": ("at_most: 6", "06 trường trở lên", "`at_most`"),
}


@pytest.mark.parametrize("words", SIDES)
def test_a_threshold_on_the_other_side(words: str) -> None:
    """What the text calls a most is no least; said without such words, either is taken."""
    key, said, shown = SIDES[words]
    text = changed("Duy trì 06 trường", f"Duy trì {said}", TEXT)
    yaml = changed("at_least: 6", key, YAML)
    (one,) = differences(text, yaml)
    assert (one.code, one.line, f"`{one.facts['key']}`") == ("side_otherwise", line_of(key, yaml), shown)
    right = {"at_least": "at_most", "at_most": "at_least"}[one.facts["key"]]
    assert differences(text, changed("at_least: 6", f"{right}: 6", YAML)) == []
    assert differences(TEXT, yaml) == []


def test_how_many_units_there_are_is_said_of_these_units() -> None:
    """Another eight than that of the wards is not theirs."""
    assert differences(changed("8/8 phường", "8/8 trường", TEXT))
    head = changed("8/8 phường giữ", "Mọi phường giữ", TEXT)
    assert "figure_not_in_text" in [one.code for one in differences(head) if one.where == "file"]


def test_what_a_note_mentions_may_be_said_anywhere() -> None:
    """Percentages that are context stand in the text before or behind those that are required."""
    before = changed("đạt 52% (năm học trước là 49,5%)", "đạt (năm học trước 49,5%) 52%", TEXT)
    assert differences(before) == []


def test_numbers_of_two_levels_that_are_exchanged() -> None:
    """What is required of one level is not what the text says of another."""
    mn, th = "office.renewed_mn, at_least: 1", "office.renewed_th, at_least: 2"
    yaml = changed(mn, mn[:-1] + "2", changed(th, th[:-1] + "1", YAML))
    assert [one.code for one in differences(yaml=yaml)] == ["figure_otherwise"], "there is another 1"
