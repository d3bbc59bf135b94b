"""Whatever is changed in the text of a directive is found against its rule file."""

from __future__ import annotations

import re
import unicodedata

import pytest

from lbedu.linting.provenance.claims import reader_of
from lbedu.linting.provenance.outline import Paragraph, outline_of
from tests.linting.provenance.pair import TEXT, changed, differences, line_of, source, year

SOURCE = source()
READER = reader_of(year().file)
PASSAGES = list(outline_of(SOURCE).passages())
LINES = TEXT.splitlines()


def with_words(paragraph: Paragraph, start: int, end: int, new: str) -> str:
    """The text with other words at a place of a paragraph."""
    line, column = paragraph.at(start, SOURCE)
    last_line, last = paragraph.at(end - 1, SOURCE)
    assert last_line == line
    there = LINES[line - 1]
    return "\n".join([*LINES[: line - 1], there[: column - 1] + new + there[last:], *LINES[line:]])


FIGURES = [
    pytest.param(one.paragraph, figure, id=f"{one.address} {one.paragraph.text[figure.start : figure.end]}")
    for one in PASSAGES
    for figure in READER.figures(one.paragraph.text)
    if figure.start >= one.paragraph.skipped
]
NAMES = [
    pytest.param(one.paragraph, name, id=f"{one.address}{name.words}")
    for one in PASSAGES
    for name in READER.names(one.paragraph.text)
]


def test_the_two_say_the_same() -> None:
    assert differences() == []
    assert len(FIGURES) > 30
    assert len(NAMES) >= 9


@pytest.mark.parametrize(("paragraph", "figure"), FIGURES)
def test_another_figure(paragraph: Paragraph, figure: object) -> None:
    """Each figure for one that stands nowhere: found at its place."""
    start, end = figure.start, figure.end  # type: ignore[attr-defined]  # a figure, which pytest hands on
    written = paragraph.text[start:end]
    number = re.findall(r"\d+", written)[0]
    other = str(int(number) + (40 if len(number) == 4 else 17 if int(number) < 80 else -17))
    text = with_words(paragraph, start, end, written.replace(number, other, 1))
    found = differences(text)
    line = paragraph.at(start, SOURCE)[0]
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", written):
        other = number  # no such day, or another one: the year is still a figure of its own
    assert [one for one in found if one.where == "text" and one.line == line], found


@pytest.mark.parametrize(("paragraph", "figure"), FIGURES)
def test_a_figure_taken_for_its_neighbour(paragraph: Paragraph, figure: object) -> None:
    """Each number and percentage for another one of its clause. Three cannot be told, since the rule file has them so often."""
    start, end = figure.start, figure.end  # type: ignore[attr-defined]  # a figure, which pytest hands on
    written = paragraph.text[start:end]
    figures = [one for one in READER.figures(paragraph.text) if one.kind == figure.kind]  # type: ignore[attr-defined]
    others = {paragraph.text[one.start : one.end] for one in figures if one.value != figure.value}  # type: ignore[attr-defined]
    unseen = {other for other in others if not differences(with_words(paragraph, start, end, other))}
    assert unseen <= {"49,5%": {"100%"}, "01": {"31"}, "03": {"01"}}.get(written, set())


@pytest.mark.parametrize(("paragraph", "name"), NAMES)
def test_another_name(paragraph: Paragraph, name: object) -> None:
    start, end = name.start, name.end  # type: ignore[attr-defined]  # a name, which pytest hands on
    other = paragraph.text[start : end - 1] + "x"
    found = differences(with_words(paragraph, start, end, other))
    line = paragraph.at(start, SOURCE)[0]
    assert [one for one in found if (one.where, one.code, one.line) == ("text", "name_not_in_file", line)], found


def test_a_school_of_another_level() -> None:
    found = differences(changed("MN Hoa Mai, TH Bến Đò", "MN Hoa Mai, THCS Bến Đò"))
    assert [(one.where, one.code) for one in found] == [("file", "name_not_in_text"), ("text", "name_not_in_file")]
    assert found[1].facts["name"] == "THCS Bến Đò"


@pytest.mark.parametrize(
    "line", [n for n, line in enumerate(LINES) if line_of("A. MỤC") <= n < line_of("Trên đây") - 1 and line.strip()]
)
def test_a_line_that_is_left_out(line: int) -> None:
    if LINES[line] == "2":
        pytest.skip("the number of a page")
    if not re.search(r"[.;:\d)]$", LINES[line]) or re.match(r"(?:[ABC]|I+|IV)\. ", LINES[line]):
        return  # headings, whose words no commitment has; without their numbers clauses are missing below
    found = differences("\n".join(LINES[:line] + LINES[line + 1 :]))
    assert found, LINES[line]


def test_a_heading_that_is_left_out() -> None:
    found = differences(changed("III. Trường chuẩn quốc gia\n", ""))
    assert {one.facts["clause"] for one in found if one.code == "clause_not_in_text"} == {"B.III.a", "B.III.b"}


@pytest.mark.parametrize(
    ("behind", "new", "clause"),
    [
        ("theo Thông tư 61/2030/TT-BGDĐT.\n", "\n- Mỗi trường có một câu lạc bộ.\n", "B.II.3 –3"),
        ("trong năm học.\n", "\nGiữ vững chất lượng đội ngũ.\n", "B.II.1 ¶1"),
        ("chiếm **77,5%**.\n", "\nc) Rà soát các trường còn lại.\n", "B.III.c"),
        ("Bố trí quỹ đất cho 03 trường xây mới.\n", "\nGiữ gìn trật tự trước cổng trường.\n", "C.2 ¶3"),
        ("tổng hợp kết quả.\n", "\nCử cán bộ phụ trách.\n", "C.1 ¶1"),
        ("01 TH: C7 Gò Sa).\n", "\nV. Đội ngũ\n\n1. Bồi dưỡng giáo viên.\n\n2. Thi giáo viên giỏi.\n", "B.V"),
    ],
)
def test_a_new_clause(behind: str, new: str, clause: str) -> None:
    """A clause below one that is spoken for as a whole is spoken for; any other is found, with all in it but once."""
    text = changed(behind, behind + new)
    found = differences(text)
    if clause in ("B.II.1 ¶1", "C.1 ¶1"):
        assert found == []
        return
    assert [(one.where, one.code, one.facts["clause"]) for one in found] == [("text", "clause_not_in_file", clause)]
    assert found[0].line == line_of(new.strip().partition("\n")[0], text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UBND quận giao", "Năm trước 88% trẻ ra lớp. UBND quận giao"),
        ("UBND quận giao", "Toàn quận có 77 trường. UBND quận giao"),
    ],
)
def test_what_the_head_counts(old: str, new: str) -> None:
    found = differences(changed(old, new))
    assert [(one.where, one.code) for one in found] == [("text", "figure_not_in_file")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ngày 2/8/2031", "ngày 3/8/2031"),  # the date of another document
        ("1204/QĐ-UBND", "1304/QĐ-UBND"),
        ("61/2030/TT-BGDĐT", "62/2030/TT-BGDĐT"),
        ("Lưu: VT (12)", "Lưu: VT (15)"),  # behind the last clause
        ("\n2\n\n15/10", "\n3\n\n15/10"),  # the number of a page
        ("an toàn giao thông theo", "an toàn giao thông và Covid-29 theo"),
        ("1.250 học sinh", "**1250** học sinh"),
        ("02TH)", "2 TH)"),
        ("tham quan hai di tích", "tham quan ba di tích"),  # a word before something that the file does not count
    ],
)
def test_what_is_left_out_on_purpose(old: str, new: str) -> None:
    assert differences(changed(old, new)) == []


def test_a_number_in_words_before_what_is_counted() -> None:
    assert differences(changed("Công nhận mới 02 trường", "Công nhận mới hai trường")) == []
    found = differences(changed("Công nhận mới 02 trường", "Công nhận mới chín trường"))
    assert ("text", "figure_not_in_file") in [(one.where, one.code) for one in found]


@pytest.mark.parametrize("form", ["CRLF", "BOM", "NFD", "blanks", "one line each", "wrapped", "emphasis", "form feed"])
def test_however_it_is_saved(form: str) -> None:
    text = {
        "CRLF": TEXT.replace("\n", "\r\n"),
        "BOM": TEXT,
        "NFD": unicodedata.normalize("NFD", TEXT),
        "blanks": TEXT.replace(" trường", "\u00a0trường").replace("phường", "phư\u200bờng"),
        "one line each": re.sub(r"\n\n+", "\n", TEXT),
        "wrapped": "\n".join(wrapped(line) for line in LINES),
        "emphasis": TEXT.replace("52%", "**52%**").replace("MN Hoa Mai", "*MN Hoa Mai*"),
        "form feed": TEXT.replace("\n2\n", "\n\f2\n"),
    }[form]
    assert differences(text) == []


def wrapped(line: str) -> str:
    import textwrap

    return textwrap.fill(line, 70, break_on_hyphens=False) if line else line


def test_places_are_those_of_the_file() -> None:
    """A column counts the characters of the file, marks that stand by themselves among them."""
    text = unicodedata.normalize("NFD", changed("đạt 52%", "đạt 53%"))
    lines = text.split("\n")
    found = [one for one in differences(text) if one.where == "text"]
    assert [one.code for one in found] == ["figure_not_in_file"]
    from lbedu.linting.provenance.comparing import compared
    from lbedu.linting.provenance.source import source_of

    mistake = compared(year(), source_of(text, "text")).of_the_text[0]
    assert lines[mistake.line - 1][mistake.column - 1 : mistake.end - 1] == "53%"
