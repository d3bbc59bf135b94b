"""`lbedu targets diff`: the two shipped years, in every format, and how it is used wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lbedu.comparing.indicators import compare
from lbedu.comparing.sheet import workbook
from lbedu.comparing.words import as_json, markdown, page
from lbedu.directive.load import available, load_directive
from lbedu.reading.layout import stamp_of
from lbedu.reading.workbook import open_workbook
from tests.cli.command import lbedu

RULES = available()
FOUND = compare(load_directive(RULES["2017-2018"]), load_directive(RULES["2021-2022"]))


def test_what_became_of_the_targets_of_2017_2018() -> None:
    by_status = {
        status: {
            (one.before.id, one.after.id)
            for one in FOUND.indicators
            if one.status == status and one.before and one.after
        }
        for status in ("tightened", "loosened", "not_comparable", "unchanged")
    }
    assert by_status == {
        "tightened": {
            ("under-3s-attending", "under-3s-attending"),
            ("three-four-year-olds-attending", "three-four-year-olds-attending"),
            ("high-quality-schools", "high-quality-schools"),
        },
        "loosened": set(),
        "not_comparable": {
            ("emulation-criteria-excellent", "emulation-criteria-good"),
            ("civil-conduct-explained", "civil-conduct"),
            ("swimming-as-planned", "pupils-taught-to-swim"),
            ("new-standard-schools", "new-standard-schools"),
            ("renewed-named-schools", "renewed-standard-schools"),
        },
        "unchanged": {
            ("five-year-olds-attending", "five-year-olds-attending"),
            ("wards-universal-primary", "wards-universal-primary"),
            ("wards-universal-secondary", "wards-universal-secondary"),
        },
    }
    assert sum(one.after is not None for one in FOUND.indicators) == 89
    assert sum(one.before is not None for one in FOUND.indicators) == 35


def test_every_was_of_a_shipped_year_leads_somewhere() -> None:
    assert [one.after.id for one in FOUND.of("new") if one.aspects and one.after] == []
    assert sum(one.link == "was" for one in FOUND.indicators) == 3


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_the_page_keeps_to_its_width_and_cuts_nothing(width: int) -> None:
    text = page(FOUND, "vi", width)
    assert max(map(len, text.splitlines()[1:])) <= width
    assert "…" not in text
    assert "NÂNG MỨC: 3\n" in text
    flat = " ".join(text.split())
    assert "≥ 45% → ≥ 58%" in flat


def test_ways_are_named_where_they_cross() -> None:
    text = markdown(FOUND, "en")
    assert "≥ 11 → ≥ 13 (tighter); ≥ excellent → ≥ good (looser)" in text.replace("\\>", ">")


def test_markdown_is_one_table() -> None:
    lines = markdown(FOUND, "vi").splitlines()
    assert lines[2].startswith("| Kết quả | Chỉ tiêu | 2017-2018 | 2021-2022 |")
    assert len(lines) == 4 + len(FOUND.indicators)
    assert all(line.replace("\\|", "").count("|") == 6 for line in lines[2:])


def test_json_tells_everything() -> None:
    data = json.loads(as_json(FOUND, "en"))
    assert (data["schema_version"], data["earlier"], data["later"], data["lang"]) == (1, "2017-2018", "2021-2022", "en")
    assert sum(data["count"].values()) == len(data["indicators"]) == len(FOUND.indicators)
    (under_3,) = (one for one in data["indicators"] if one["later"] and one["later"]["target"] == "under-3s-attending")
    assert under_3["status"] == "tightened"
    assert under_3["aspects"] == [{"direction": "tighter", "text": "≥ 45% → ≥ 58%"}]
    assert (under_3["earlier"]["required"], under_3["later"]["required"]) == ("≥ 45%", "≥ 58%")
    page_ = (Path(__file__).parents[2] / "docs" / "comparing-years.md").read_text(encoding="utf-8")
    keys = set(data) | set(under_3) | set(under_3["later"]) | set(under_3["aspects"][0]) | set(data["count"])
    assert [key for key in sorted(keys) if f"`{key}`" not in page_] == []


def test_the_sheet_holds_every_indicator_and_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "so-sanh.xlsx"
    file.write_bytes(workbook(FOUND, "vi"))
    assert workbook(FOUND, "vi") == file.read_bytes(), "the same bytes every time"
    book = open_workbook(file)
    assert stamp_of(book).get("lbedu") == "comparison"
    sheet = next(one for one in book.sheets if not one.hidden)
    shown = [cell for _, cell in sorted(sheet.cells.items())]
    assert not any(cell.formula for cell in shown)
    texts = [str(cell.value) for cell in shown]
    assert [text for text in texts if text[:3] in ("I. ", "II.")] == ["I. Nâng mức (3)", "II. Mới (78)"]
    for one in FOUND.indicators:
        target = one.after or one.before
        assert target is not None
        assert target.spec.title.vi in texts
    assert "≥ 45% → ≥ 58%" in texts
    numbers = [row for (row, column), cell in sheet.cells.items() if column == 1 and str(cell.value).isdigit()]
    assert len(numbers) == len(FOUND.indicators)


def test_the_command_writes_each_format_and_ends_with_1(tmp_path: Path) -> None:
    ended = lbedu(
        "targets", "diff", "2017-2018", "2021-2022", "--reporter", "table", "--reporter", f"json:{tmp_path / 'd.json'}",
        "--reporter", f"sheet:{tmp_path / 'd.xlsx'}", "--reporter", f"markdown:{tmp_path / 'd.md'}",
    )  # fmt: skip
    assert ended.code == 1
    assert ended.out.startswith("2017-2018 → 2021-2022: Nâng mức 3 · Hạ mức 0 · Mới 78 · Bỏ 24")
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["lang"] == "vi"
    assert (tmp_path / "d.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == markdown(FOUND, "vi")
    again = lbedu("check", tmp_path)
    assert again.code == 4, "a comparison among reports is passed over"
    assert "d.xlsx" in again.out


def test_a_year_beside_itself_has_not_changed() -> None:
    ended = lbedu("targets", "diff", RULES["2021-2022"], "2021-2022", "--lang", "en")
    assert ended.code == 0
    assert "Unchanged 89" in ended.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("2017-2018",),
        ("2017-2018", "1999-2000"),
        ("2017-2018", "none.yaml"),
        ("2017-2018", "2021-2022", "--reporter", "pdf"),
        ("2017-2018", "2021-2022", "--reporter", "sheet"),
        ("2017-2018", "2021-2022", "--reporter", "sheet:x.csv"),
        ("2017-2018", "2021-2022", "--reporter", "json:none/x.json"),
        ("2017-2018", "2021-2022", "--reporter", "json", "--reporter", "table"),
        ("2017-2018", "2021-2022", "--lang", "fr"),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ended = lbedu("targets", "diff", *arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_a_rule_file_is_never_overwritten(tmp_path: Path) -> None:
    rules = tmp_path / "2021-2022.yaml"
    rules.write_bytes(RULES["2021-2022"].read_bytes())
    ended = lbedu("targets", "diff", "2017-2018", rules, "--reporter", f"markdown:{rules}")
    assert ended.code == 2
    assert rules.read_bytes() == RULES["2021-2022"].read_bytes()
