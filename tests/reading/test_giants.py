"""Workbooks out of all proportion: what costs time is done once for what comes again, and not at all for what nobody asks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest

import lbedu
from lbedu import legacy_encodings
from lbedu import register as register_module
from lbedu.directive.model import FieldSpec, FieldType, Words
from lbedu.legacy_encodings import by_evidence
from lbedu.own_form import REGISTER_COLUMNS
from lbedu.reading import legacy_text, unit_lines
from lbedu.reading.cells import values
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.values import read_cell
from lbedu.reading.headings import folded
from lbedu.reading.tables import header
from lbedu.reading.tables.header import Names
from lbedu.reading.workbook import LIMITS, Cell, Sheet, Unreadable, Workbook
from lbedu.reading.xlsx import shared_strings
from lbedu.reading.xlsx.canonical import text_of_runs
from lbedu.reading.xlsx.shared_strings import Runs, read_strings
from lbedu.scorecard import Scorecard
from lbedu.submission import Unit
from lbedu.vietnamese import fold
from tests.cli.workbooks import directive, filled, saved

# registers

LABELS = ",".join(column.label for column in REGISTER_COLUMNS)


def register(suffix: str, units: int, path: Path) -> Path:
    """A register of so many units in a folder with one report."""
    saved(filled("school", "TH", "TH Số 1"), path / "bc.xlsx")
    file = path / f"ds{suffix}"
    keys = [column.key for column in REGISTER_COLUMNS]
    lines = [{"name": f"TH Số {number}", "level": "TH", "ward": "Bồ Đề"} for number in range(1, units + 1)]
    if suffix == ".csv":
        rows = [",".join(line.get(key, "") for key in keys) for line in lines]
        file.write_text("\n".join([LABELS, *rows]) + "\n", encoding="utf-8-sig")
    elif suffix == ".yaml":
        rows = [f"  - {{name: {line['name']}, level: TH, ward: Bồ Đề}}" for line in lines]
        file.write_text("\n".join(["lbedu: register", "year: 2021-2022", "units:", *rows]), encoding="utf-8")
    else:
        file.write_bytes(_workbook(lines, keys))
    return file


def _workbook(lines: list[dict[str, str]], keys: list[str]) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append([column.label for column in REGISTER_COLUMNS])
    for line in lines:
        book.worksheets[0].append([line.get(key) for key in keys])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".csv", ".yaml", ".xlsx"])
def test_a_register_of_more_units_than_allowed_is_refused(suffix: str, tmp_path: Path) -> None:
    def check(units: int) -> Scorecard:
        return lbedu.check(
            tmp_path / "bc.xlsx", year="2021-2022", register=file, view="district", limits={"units": units}
        )

    file = register(suffix, 5, tmp_path)
    allowed, refused = check(5), check(4)
    assert allowed.register and "file_too_large" not in {problem.code for problem in allowed.problems}
    (problem,) = [problem for problem in refused.problems if problem.code == "file_too_large"]
    assert problem.place.file.endswith(f"ds{suffix}") and "4 đơn vị" in problem.text("vi", "message")
    assert not refused.register and refused.exit_code == 3


def test_a_long_register_in_yaml_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str) -> NoReturn:
        raise AssertionError(len(text))

    monkeypatch.setattr(unit_lines, "Document", never)
    data = b"lbedu: register\nunits:\n" + b"  - {name: TH So 1, level: TH}\n" * 50_000
    with pytest.raises(Unreadable) as refused:
        unit_lines.lines_of_text(data, "ds.yaml")
    assert (refused.value.code, refused.value.args_["limit"]) == ("file_too_large", LIMITS.units)


# texts

SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
RUN = '<r><rPr><b/><rFont val="{}"/></rPr><t>x{} _x0041_</t></r><r><t xml:space="preserve"> y</t></r>'


def test_runs_that_no_cell_asks_for_are_not_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(runs: str) -> str:
        asked.append(runs)
        return text_of_runs(runs)

    monkeypatch.setattr(shared_strings, "text_of_runs", counted)
    xml = SST.format("".join(f"<si>{RUN.format('.VnTime', number)}</si>" for number in range(200))).encode()
    texts = read_strings("s.xml", xml, LIMITS)
    assert not asked and len(texts) == 200
    seventh = texts[7]
    assert isinstance(seventh, Runs) and seventh.joined() == "x7 A y" and len(asked) == 1
    monkeypatch.setattr(shared_strings, "_by_patterns", shared_strings._by_expat)
    assert read_strings("s.xml", xml, LIMITS) == [text.joined() for text in texts if isinstance(text, Runs)]


def test_a_long_text_of_runs_is_refused_by_its_letters_alone() -> None:
    limits = LIMITS._replace(characters=60)
    short = SST.format(f"<si>{RUN.format('Times New Roman, a name that is long', 1)}</si>").encode()
    assert len(read_strings("s.xml", short, limits)) == 1
    long = SST.format(f"<si>{RUN.format('Times', 'x' * 60)}</si>").encode()
    with pytest.raises(Unreadable):
        read_strings("s.xml", long, limits)


def test_what_is_asked_of_a_word_is_remembered() -> None:
    legacy_encodings._told_by.cache_clear()
    found = [by_evidence(f"Tröôøng Tieåu hoïc số {number}".replace("số", "soá")) for number in range(300)]
    assert all(one is not None and one.encoding == "VNI" and one.text.startswith("Trường Tiểu") for one in found)
    assert legacy_encodings._told_by.cache_info().misses <= 2 * 4


@pytest.mark.parametrize(
    "text", ["Tên trường", "TÊN  TRƯỜNG", "(Te\u0302n trường)", "* Trường", "Đơn vị báo cáo", "ðơn vị"]
)
def test_headings_of_names_are_still_told(text: str) -> None:
    names = Names({"tên trường", folded("Trường"), folded("Đơn vị báo cáo"), folded("Đơn vị")})
    assert names.word(Cell(1, 1, "text", text, "General", False))


def test_texts_that_are_too_long_for_a_heading_of_names_are_not_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str) -> NoReturn:
        raise AssertionError(text)

    monkeypatch.setattr(header, "folded", never)
    names = Names({"tên trường", "trường", "đơn vị"})
    for number in range(50):
        assert not names.word(Cell(1, 1, "text", f"Trường Tiểu học số {number}", "General", False))


# values


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("count", "not_a_number"),
        ("percent", "not_a_number"),
        ("yes_no", "not_yes_no"),
        ("date", "not_a_date"),
        ("text", "too_long"),
        ("name", "too_long"),
    ],
)
def test_an_endless_text_is_no_value_and_is_not_looked_into(
    type_: FieldType, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(text: str) -> NoReturn:
        raise AssertionError(len(text))

    for name in ("nfc", "plain", "fold"):
        monkeypatch.setattr(values, name, never)
    spec = FieldSpec(id="x", code="01", type=type_, label=Words(vi="x"))
    read = read_cell(directive(), spec, Cell(1, 1, "text", "từ dài " * 4000, "General", False))
    assert isinstance(read, Fault) and read.code == code


def test_spaces_around_a_value_make_it_no_endless_text() -> None:
    spec = FieldSpec(id="x", code="01", type="count", label=Words(vi="x"))
    read = read_cell(directive(), spec, Cell(1, 1, "text", " " * 3000 + "5" + " " * 3000, "General", False))
    assert isinstance(read, Read) and read.value == 5


def test_what_is_found_is_told_as_far_as_somebody_wants_to_see_it(tmp_path: Path) -> None:
    path = saved(
        filled("school", "TH", "TH Số 1", {"pupils": "khoảng " * 4_000, "insured": "x" * 500}), tmp_path / "a.xlsx"
    )
    found = {problem.found for problem in lbedu.check(path).problems if problem.code == "not_a_number"}
    assert found == {("khoảng " * 72)[:499] + "…", "x" * 500}


def _workbook_of(cells: dict[tuple[int, int], Cell]) -> Workbook:
    return Workbook((Sheet("S", False, cells, (), frozenset(), frozenset()),), False, False, False)


def test_an_endless_old_text_is_decoded_once_and_as_far_as_it_is_told() -> None:
    long, short = "Tr­êng TiÓu häc " * 1_000, "Tr­êng TiÓu häc"
    cells = {(row, 1): Cell(row, 1, "text", long if row > 1 else short, "General", False) for row in range(1, 9)}
    workbook = _workbook_of(cells)
    marked = legacy_text.decoded(workbook, convert=False).sheets[0].cells
    assert str(marked[1, 1].value) == "Trường Tiểu học"
    values = [marked[row, 1].value for row in range(2, 9)]
    assert len({id(value) for value in values}) == 1
    assert 1_900 < len(str(values[0])) <= 2_000 and str(values[0]).startswith("Trường Tiểu học Trường")


def test_an_endless_old_text_that_is_to_be_used_is_decoded_whole() -> None:
    long = "Tr­êng TiÓu häc " * 1_000
    workbook = _workbook_of({(1, 1): Cell(1, 1, "text", long, "General", False)})
    assert str(legacy_text.decoded(workbook, convert=True).sheets[0].cells[1, 1].value) == "Trường Tiểu học " * 1_000


def test_letters_are_taken_for_bytes_as_windows_does() -> None:
    def one_by_one(text: str) -> bytes | None:
        found = b""
        for char in text:
            byte = char.encode("cp1252", "ignore") or (bytes([ord(char)]) if ord(char) < 0x100 else b"")
            if not byte:
                return None
            found += byte
        return found

    for code in [*range(0x300), *range(0x2000, 0x2130)]:
        text = f"\x81{chr(code)}a€"
        assert legacy_encodings._as_windows(text) == one_by_one(text)


def test_a_name_of_very_many_words_is_made_tidy_by_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    folded_letters: list[int] = []
    plain_fold = fold

    def counted(text: str) -> str:
        folded_letters.append(len(text))
        return plain_fold(text)

    monkeypatch.setattr(register_module, "fold", counted)
    known = register_module.Register(directive())
    name = "Trường Trung học cơ sở " + "bậc " * 8_000
    assert known.tidy(Unit("school", name, "THCS")).startswith("THCS bậc bậc")
    assert sum(folded_letters) < 4 * len(name)
