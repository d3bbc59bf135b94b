"""Cells to typed values: every text that is taken has one meaning, and it is the one that the writer had."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbedu.directive.load import available, load_directive
from lbedu.directive.model import FieldSpec, FieldType, Words
from lbedu.reading.cells.faults import Fault, Read
from lbedu.reading.cells.grammar import number_readings
from lbedu.reading.cells.shape import misfits
from lbedu.reading.cells.values import read_cell, shown
from lbedu.reading.workbook import Cell
from lbedu.submission import Value
from lbedu.wording import number
from tests.cli.workbooks import directive

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"
GENERAL = "General"


def field(type_: FieldType, top: int | None = None) -> FieldSpec:
    """A field of a type, with nothing else special."""
    options = {"rank": "emulation_rank", "choice": "cqg_round"}.get(type_)
    return FieldSpec(id="x", code="01", type=type_, label=Words(vi="X"), options=options, max=top)


def cell(value: object, format_: str = GENERAL) -> Cell:
    """A cell as the reader of workbooks gives it."""
    kind: str
    match value:
        case bool():
            kind = "bool"
        case str():
            kind = "text"
        case int() | float():
            kind, value = "number", Decimal(str(value))
        case Decimal():
            kind = "number"
        case _:
            kind = "date"
    return Cell(1, 1, kind, value, format_, False)  # type: ignore[arg-type]


def read(type_: FieldType, value: object, format_: str = GENERAL, top: int | None = None) -> Value | str | None:
    """The value that a cell gives, or the code of its problem; None where the cell is blank."""
    found = read_cell(directive(), field(type_, top), cell(value, format_))
    if isinstance(found, Fault):
        return f"! {found.code}"
    return found.value if found else None


# numbers in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("05", 5),
        ("00", 0),
        (" 58 ", 58),
        (f"58{NBSP}", 58),
        (f"{THIN}58{NARROW}", 58),
        ("58\n", 58),
        ("3500", 3500),
        ("3.500", 3500),
        ("3,500", 3500),
        ("1 234", 1234),
        (f"1{NBSP}234", 1234),
        (f"1{THIN}234", 1234),
        (f"1{NARROW}234{NBSP}567", 1234567),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("12.340", 12340),
        ("123.400", 123400),
        ("2.000", "! ambiguous_number"),
        ("2,000", "! ambiguous_number"),
        ("120.000", "! ambiguous_number"),
        ("2.000.000", 2000000),
        ("86,0", 86),
        ("-5", -5),
        ("−5", -5),
        ("-3.500", -3500),
        ("５８", 58),
        ("３．５００", 3500),
        ("1\u200b2", 12),
        ("\ufeff12\u200e", 12),
        ("'12", 12),
        ("’12", 12),
        ("1\u2007234", 1234),
        ("1.234,5", Fraction(2469, 2)),
        ("1,234.5", Fraction(2469, 2)),
        ("1 234,5", Fraction(2469, 2)),
        ("12.34", Fraction(617, 50)),
        ("86,9", Fraction(869, 10)),
        ("0.500", Fraction(1, 2)),
        ("0,5", Fraction(1, 2)),
        ("1.2345", Fraction(12345, 10000)),
        ("", None),
        ("   ", None),
        (NBSP, None),
        (f"{THIN}\n\t", None),
    ],
)
def test_numbers_in_text(text: str, value: object) -> None:
    assert read("count", text) == value


NOT_NUMBERS = [
    *(
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "∞",
        "1e5",
        "1E5",
        "1_000",
        "0x1F",
        "1.",
        ".5",
        ",5",
        "5,",
        "1..5",
        "1,,5",
    ),
    *(
        "٣",
        "٣٤",
        "²",
        "½",
        "Ⅻ",
        "一",
        "๓",
        "45 em",
        "em 45",
        "3+2",
        "=3+2",
        "73/84",
        "14/14",
        "45.",
        "+5",
        "5-",
    ),
    *("--5", "- 5", "−−5", "(5)", "5%%", "khoảng 45", "1.23.456", "12.3456.789", "1,234,56", "1.234,567.8", "1 23"),
    *(
        "1  234",
        "1 234.567.890",
        "12 34",
        "1'234",
        "1.234 567",
        "x",
        "-",
        "—",
        "…",
        "n/a",
        "không",
        "ko có",
        "?",
        "#N/A",
    ),
    *("1\u00ad2", "01/02", "5đ", "5 000 đ", "O", "l", "1O", "$5", "5€", "9" * 19, "1.2.3", "1,2;3"),
]


@pytest.mark.parametrize("text", NOT_NUMBERS)
@pytest.mark.parametrize("type_", ["count", "number", "percent"])
def test_what_is_no_number(text: str, type_: FieldType) -> None:
    assert isinstance(read_cell(directive(), field(type_), cell(text)), Fault)


@pytest.mark.parametrize(
    ("text", "top", "value"),
    [
        ("9.500", 10, Fraction(19, 2)),
        ("9,500", 10, Fraction(19, 2)),
        ("7,5", 10, Fraction(15, 2)),
        ("7.25", 10, Fraction(29, 4)),
        ("8", 10, 8),
        ("9.500", None, "! ambiguous_number"),
        ("3.500", 4000, "! ambiguous_number"),
        ("3.500.000", None, 3500000),
        ("11,5", 10, Fraction(23, 2)),
        ("12.500", 10, 12500),
    ],
)
def test_the_range_of_a_field_tells_readings_apart(text: str, top: int | None, value: object) -> None:
    assert read("number", text, top=top) == value


def test_what_fits_no_field_is_still_refused() -> None:
    """A value outside its range is given for the sake of the message, and then refused by the form's own shape."""
    d = directive()
    for said, code in ((-5, "below_min"), (Fraction(1, 2), "not_whole"), (True, "not_whole"), ("5", "not_whole")):
        assert [fault.code for _, fault in misfits(d, "school", "TH", {"pupils": said})] == [code]
    for mark, code in ((Fraction(21, 2), "above_max"), (Fraction(-1, 2), "below_min"), (11, "above_max")):
        assert [fault.code for _, fault in misfits(d, "school", "THCS", {"exam_average": mark})] == [code]
    assert [*misfits(d, "school", "THCS", {"exam_average": 10, "pupils": 0})] == []


# numbers in number cells


@pytest.mark.parametrize(
    ("value", "format_", "result"),
    [
        (45, GENERAL, 45),
        (12.0, "0.0", 12),
        ("12.0", GENERAL, 12),
        (3.5, "#,##0.000", Fraction(7, 2)),
        (-5, GENERAL, -5),
        (0, "0%", 0),
        (0.45, "0%", "! percent_format"),
        (45, "0.0%", "! percent_format"),
        (Decimal("1E+3"), GENERAL, 1000),
        (45, '0" em"', 45),
        (45, '0" %"', "! percent_format"),
    ],
)
def test_counts_in_number_cells(value: object, format_: str, result: object) -> None:
    assert read("count", value, format_) == result


@pytest.mark.parametrize(
    ("value", "format_", "result"),
    [
        (0.869, "0.0%", Fraction(869, 1000)),
        (0.869, "0%", Fraction(869, 1000)),
        (1, "0%", 1),
        (0, "0%", 0),
        (0, GENERAL, 0),
        (86.9, GENERAL, Fraction(869, 1000)),
        (100, GENERAL, 1),
        (1.5, GENERAL, Fraction(15, 1000)),
        (0.9, GENERAL, "! percent_scale"),
        (1, GENERAL, "! percent_scale"),
        (0.869, "0.00", "! percent_scale"),
        (0.5, '0.0"%"', Fraction(5, 1000)),
        (86.9, '0.0"%"', Fraction(869, 1000)),
        (86.9, "0.0\\%", Fraction(869, 1000)),
        (0.5, "[Red]0.0%", Fraction(1, 2)),
    ],
)
def test_percentages_in_number_cells(value: object, format_: str, result: object) -> None:
    assert read("percent", value, format_) == result


@pytest.mark.parametrize(
    ("value", "format_"), [(86.9, "0.0%"), (1.01, "0%"), (-0.1, "0%"), (100.5, GENERAL), (-3, GENERAL)]
)
def test_percentages_out_of_range(value: float, format_: str) -> None:
    assert str(read("percent", value, format_)).startswith("! ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("86,9%", Fraction(869, 1000)),
        ("86.9%", Fraction(869, 1000)),
        ("86.9 %", Fraction(869, 1000)),
        (f"86,9{NBSP}%", Fraction(869, 1000)),
        ("86,9", Fraction(869, 1000)),
        ("0,9%", Fraction(9, 1000)),
        ("1%", Fraction(1, 100)),
        ("100%", 1),
        ("0%", 0),
        ("0", 0),
        ("58", Fraction(58, 100)),
        ("50.000", Fraction(1, 2)),
        ("1.500", Fraction(15, 1000)),
        ("8.690%", Fraction(869, 10000)),
        ("86,955%", Fraction(86955, 100000)),
        ("0,9", "! percent_scale"),
        ("0.869", "! percent_scale"),
        ("1", "! percent_scale"),
        ("1.000", "! percent_scale"),
    ],
)
def test_percentages_in_text(text: str, value: object) -> None:
    assert read("percent", text) == value


@pytest.mark.parametrize("text", ["150%", "101", "-5%", "−1", "101,5 %"])
def test_percentages_in_text_out_of_range(text: str) -> None:
    assert str(read("percent", text)).startswith("! ")


# answers


@pytest.mark.parametrize(
    ("value", "result"),
    [
        *[(text, True) for text in ("Có", "có", "CÓ", " Có ", unicodedata.normalize("NFD", "Có"), f"Có{NBSP}")],
        *[(text, False) for text in ("Không", "KHÔNG", "không", unicodedata.normalize("NFD", "Không"))],
        (True, True),
        (False, False),
        *[
            (other, "! not_yes_no")
            for other in (
                "Co",
                "Khong",
                "x",
                "X",
                "✓",
                "Yes",
                "1",
                "0",
                1,
                0,
                "Có, nhưng chưa đủ",
                "Chưa",
                dt.date(2022, 1, 1),
            )
        ],
        ("", None),
    ],
)
def test_yes_and_no(value: object, result: object) -> None:
    assert read("yes_no", value) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        *[(text, "excellent") for text in ("xuất sắc", "Xuất sắc", "XUẤT SẮC", " xuất  sắc ", "xuất sắc")],
        (unicodedata.normalize("NFD", "xuất sắc"), "excellent"),
        ("tốt", "good"),
        ("khá", "fair"),
        *[(text, "! not_an_option") for text in ("xuất sác", "xuat sac", "tôt", "giỏi", "tốt, khá", "1", "xuất")],
        (True, "! not_an_option"),
        (2, "! not_an_option"),
        (dt.date(2022, 1, 1), "! not_an_option"),
    ],
)
def test_ranks(text: object, result: object) -> None:
    assert read("rank", text) == result


def test_tone_placement_of_an_option_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "2021-2022.yaml"
    rules = available()["2021-2022"].read_text(encoding="utf-8")
    path.write_text(rules.replace("vi: khá, en: fair", "vi: hoà thuận, en: fair"), encoding="utf-8")
    changed = load_directive(path)
    for text in ("hoà thuận", "hòa thuận", "HÒA THUẬN", unicodedata.normalize("NFD", "hoà thuận")):
        found = read_cell(changed, field("rank"), cell(text))
        assert isinstance(found, Read)
        assert found.value == "fair"
    assert isinstance(read_cell(changed, field("rank"), cell("hoá thuận")), Fault)


def test_choices() -> None:
    assert read("choice", "Công nhận lại") == "renewal"
    assert read("choice", "công nhận  MỚI") == "new"
    assert read("choice", "Không") == "none"
    assert read("choice", "Công nhận") == "! not_an_option"


# dates

MAY = dt.date(2022, 5, 31)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        *[
            (text, MAY)
            for text in (
                *("31/05/2022", "31/5/2022", "31-05-2022", "31.05.2022", "05/31/2022", "2022-05-31", "2022-5-31"),
                *("ngày 31 tháng 5 năm 2022", "Ngày 31 tháng 05 năm 2022", "31 tháng 5 năm 2022", " 31/05/2022 "),
                unicodedata.normalize("NFD", "ngày 31 tháng 5 năm 2022"),
            )
        ],
        (MAY, MAY),
        (dt.datetime(2022, 5, 31, 13, 30), MAY),
        ("05/04/2022", "! ambiguous_date"),
        ("4.5.2022", "! ambiguous_date"),
        ("05/05/2022", dt.date(2022, 5, 5)),
        ("2022-04-05", dt.date(2022, 4, 5)),
        ("ngày 5 tháng 4 năm 2022", dt.date(2022, 4, 5)),
        *[
            (other, "! not_a_date")
            for other in (
                *(
                    "31/02/2022",
                    "32/01/2022",
                    "13/13/2022",
                    "00/05/2022",
                    "hôm nay",
                ),
                *(
                    "31/05/2022 ước",
                    "2022/05/31x",
                    "31 05 2022",
                    "٣١/05/2022",
                    "31/05/20222",
                    "2022-02-30",
                ),
                *(44712.5, True, dt.time(3, 4)),
            )
        ],
    ],
)
def test_dates(value: object, result: object) -> None:
    assert read("date", value) == result


@pytest.mark.parametrize("type_", ["count", "number", "percent"])
@pytest.mark.parametrize("value", [dt.date(2022, 3, 4), dt.datetime(2022, 12, 13), dt.time(3, 4)])
def test_what_excel_made_a_date_of_is_no_figure(type_: FieldType, value: object) -> None:
    assert read(type_, value) == "! excel_date"


# other cells

TYPES: tuple[FieldType, ...] = ("count", "number", "percent", "yes_no", "choice", "rank", "date", "text", "name")


@pytest.mark.parametrize("type_", TYPES)
def test_error_cells_and_formulas_without_value(type_: FieldType) -> None:
    for text in ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"):
        found = read_cell(directive(), field(type_), Cell(1, 1, "error", text, GENERAL, True))
        assert isinstance(found, Fault)
        assert (found.code, set(found.facts)) == ("error_cell", {"why"})
    none = Cell(1, 1, "formula_without_value", "", GENERAL, True)
    assert read_cell(directive(), field(type_), none) == Fault("no_saved_value")


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u202e", "\u2066", "\ufffe", "\uffff"]
)
def test_control_characters(type_: FieldType, char: str) -> None:
    for text in (f"5{char}", f"{char}Có", char):
        assert read(type_, text) == "! control_characters"


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    "value",
    [True, False, 0, 5, -1, 0.5, 1e300, 5e-324, dt.date(2022, 5, 5), dt.datetime(1900, 1, 1, 1), dt.time(1, 2, 3)],
)
def test_no_kind_of_cell_is_too_much_for_a_type(type_: FieldType, value: object) -> None:
    for format_ in (GENERAL, "0%", "dd/mm/yyyy", "@"):
        found = read_cell(directive(), field(type_), cell(value, format_))
        assert found is not None
        assert shown(cell(value, format_))


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [(1243.5, GENERAL, "1243,5"), (12, GENERAL, "12"), (0.5, "0%", "50%"), (dt.time(3, 4), GENERAL, "03:04")],
)
def test_a_cell_is_shown_as_excel_shows_it_in_vietnamese(value: object, format_: str, text: str) -> None:
    assert shown(cell(value, format_)) == text


def test_texts() -> None:
    assert read("text", "  QĐ  số 12 ") == "QĐ số 12"
    assert read("name", unicodedata.normalize("NFD", "Trường Hoà Bình")) == "Trường Hoà Bình"
    assert read("text", 12) == "12"
    assert read("text", dt.date(2022, 5, 31)) == "31/05/2022"
    assert read("text", "x" * 500) == "x" * 500
    assert read("text", "x" * 501) == "! too_long"
    assert read("text", "[red]=cmd|' /C calc'!A0") == "[red]=cmd|' /C calc'!A0"


# what was understood rather than read


@pytest.mark.parametrize(
    ("type_", "value", "format_", "said"),
    [
        ("count", "3.500", GENERAL, True),
        ("count", "05", GENERAL, True),
        ("percent", "86,9%", GENERAL, True),
        ("percent", 86.9, GENERAL, True),
        ("percent", 0.869, "0.0%", False),
        ("count", 45, GENERAL, False),
        ("yes_no", "Có", GENERAL, False),
        ("yes_no", "có", GENERAL, True),
        ("yes_no", unicodedata.normalize("NFD", "Có"), GENERAL, True),
        ("rank", "XUẤT SẮC", GENERAL, True),
        ("rank", "xuất sắc", GENERAL, False),
        ("date", MAY, "dd/mm/yyyy", False),
        ("date", "31/05/2022", GENERAL, True),
    ],
)
def test_tolerance_is_recorded(type_: FieldType, value: object, format_: str, said: bool) -> None:
    found = read_cell(directive(), field(type_), cell(value, format_))
    assert isinstance(found, Read)
    assert found.understood is said


# properties

DIGITS = st.text("0123456789", min_size=1, max_size=5)
GLUE = st.sampled_from([".", ",", " ", NBSP, THIN, "", "-", "−", "%", "..", "'"])
NUMBERISH = st.lists(st.one_of(DIGITS, GLUE), min_size=1, max_size=7).map("".join)
ANYTHING = st.one_of(
    NUMBERISH,
    st.text(max_size=12),
    st.text("0123456789.,- %−_e+", max_size=10),
    st.from_regex(r"\d{1,3}([.,\s]\d{3}){1,2}([.,]\d+)?", fullmatch=True),
)
SPACES = " \u00a0\u2009\u202f"


def meanings(text: str) -> set[Fraction]:
    """Every number that a text may mean to somebody, by trying every way of taking each sign in it.

    A sign may stand between thousands (then groups of three follow, and always the same sign) or before decimals (then at
    most once, and last)."""
    body = text.strip()
    sign = 1
    if body and body[0] in "-−":
        sign, body = -1, body[1:]
    found: set[Fraction] = set()
    for cut in (None, *(i for i, char in enumerate(body) if char in ".,")):
        whole = body if cut is None else body[:cut]
        decimals = "" if cut is None else body[cut + 1 :]
        if cut is not None and not (_ascii_digits(decimals) and len(decimals) <= 15):
            continue
        marks = {char for char in whole if not _ascii_digits(char)}
        kinds = {" " if mark in SPACES else mark for mark in marks}
        if len(kinds) > 1 or kinds - {".", ",", " "} or (cut is not None and body[cut] in kinds):
            continue
        groups = re.split(f"[.,{SPACES}]", whole)
        if not all(map(_ascii_digits, groups)) or len("".join(groups)) > 18:
            continue
        grouped = len(groups) > 1
        if grouped and (len(groups[0]) > 3 or groups[0][0] == "0" or any(len(g) != 3 for g in groups[1:])):
            continue
        if cut is not None and len("".join(groups)) > 15 and not grouped:
            continue
        found.add(sign * Fraction(f"{''.join(groups)}.{decimals or 0}"))
    return found


def _ascii_digits(text: str) -> bool:
    return text != "" and all("0" <= char <= "9" for char in text)


@settings(max_examples=600, deadline=None)
@given(ANYTHING)
def test_every_meaning_is_known(text: str) -> None:
    if not re.search("[\x00-\x1f\x7f-\x9f]", text):
        assert {*number_readings(text.strip())} == meanings(text)


def as_seen(text: str) -> str:
    """A text as a reader sees it: no space around it, nothing invisible, full-width signs as usual ones, no mark of Excel's."""
    shown_ = ""
    for char in text:
        wide = unicodedata.name(char, "").startswith("FULLWIDTH ")
        thin = unicodedata.category(char) == "Zs" and char not in "\xa0\u2009\u202f\u1680\u2000\u2001\u205f"
        if char not in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff":
            shown_ += unicodedata.normalize("NFKC", char) if wide else " " if thin else char
    shown_ = shown_.strip()
    return shown_[1:].lstrip() if shown_[:1] in tuple("'‘’") else shown_


@settings(max_examples=600, deadline=None)
@given(ANYTHING, st.sampled_from(["count", "number", "percent"]), st.sampled_from([None, 10, 5000]))
def test_what_is_taken_has_one_meaning(
    text: str, type_: Literal["count", "number", "percent"], top: int | None
) -> None:
    found = read_cell(directive(), field(type_, top), cell(text))
    if not isinstance(found, Read):
        return
    assert not isinstance(found.value, (float, bool, str))
    text = as_seen(text)
    if type_ == "percent":
        bare = meanings(text.strip().removesuffix("%"))
        scales = {value / 100 for value in bare} | (set() if text.strip().endswith("%") else bare)
        fit = {value for value in scales if 0 <= value <= 1}
        assert fit == {found.value}
        return
    fit = {
        v for v in meanings(text) if v >= 0 and (top is None or v <= top) and (type_ == "number" or v.denominator == 1)
    }
    if fit:
        assert fit == {found.value}
    else:  # out of range whatever it means: refused a step later, with the reason
        assert found.value in meanings(text)
        assert not (type_ == "count" and isinstance(found.value, int) and 0 <= found.value <= (top or found.value))


def as_vietnamese(value: Fraction, places: int, dots: bool) -> str:
    """A number as an office writes it: `1.234,50`."""
    digits = str(abs(value) * 10**places).split("/")[0].rjust(places + 1, "0")
    integer, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    if dots:
        integer = f"{int(integer):,}".replace(",", ".")
    return integer + (f",{decimals}" if places else "")


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 6), st.booleans(), st.sampled_from(["count", "number"]))
def test_a_number_written_the_vietnamese_way_comes_back(
    scaled: int, places: int, dots: bool, type_: Literal["count", "number"]
) -> None:
    value = Fraction(scaled, 10**places)
    found = read_cell(directive(), field(type_), cell(as_vietnamese(value, places, dots)))
    if isinstance(found, Fault):
        assert found.code == "ambiguous_number"
    else:
        assert found is not None
        if type_ == "number" or value.denominator == 1:
            assert found.value == value


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**7))
def test_a_count_as_we_write_it_ourselves_comes_back(value: int) -> None:
    for text in (number(value, "vi"), number(value, "en"), str(value)):
        found = read_cell(directive(), field("count"), cell(text))
        assert isinstance(found, Fault) or (found is not None and found.value == value)
        assert not isinstance(found, Fault) or (found.code == "ambiguous_number" and text.endswith("000"))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1000))
def test_a_percentage_with_its_sign_comes_back(tenths: int) -> None:
    text = as_vietnamese(Fraction(tenths, 10), 1, False) + "%"
    found = read_cell(directive(), field("percent"), cell(text))
    assert isinstance(found, Read)
    assert found.value == Fraction(tenths, 1000)


@settings(max_examples=300, deadline=None)
@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d}.{m}.{y}"]),
)
def test_a_date_as_offices_write_it_comes_back(day: dt.date, pattern: str) -> None:
    found = read_cell(directive(), field("date"), cell(pattern.format(d=day.day, m=day.month, y=day.year)))
    if isinstance(found, Fault):
        assert found.code == "ambiguous_date"
        assert day.day <= 12
        assert day.day != day.month
    else:
        assert found is not None
        assert found.value == day


@settings(max_examples=300, deadline=None)
@given(
    st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([GENERAL, "0%", "0.0"]), st.sampled_from(TYPES)
)
def test_nothing_read_is_a_float(value: float, format_: str, type_: FieldType) -> None:
    found = read_cell(directive(), field(type_), cell(value, format_))
    assert not isinstance(found, Read) or isinstance(found.value, (int, Fraction, str))
