"""Examples of problems of a form as a whole: which form, which year, who reports, what is not there."""

from __future__ import annotations

from lbedu import paper
from samples.mistakes.book import NOTE, Book, directive, form, repacked, schools, stamped, wards
from samples.mistakes.example import Made, example

FIVE = (("05", 310), ("06", 310))
"""Children of five, and those who attend."""


@example()
def unknown_form() -> Made:
    """A list of marks."""
    book = Book("Bảng điểm")
    page = book.page("Lớp 5A", [6, 26, 12, 12])
    page.line((1, 4, "BẢNG ĐIỂM LỚP 5A", paper.TITLE))
    page.line((1, 4, NOTE, paper.SUBTITLE))
    for row in (
        ("TT", "Họ và tên", "Toán", "Tiếng Việt"),
        ("1", "Nguyễn Văn A", "9", "8"),
        ("2", "Trần Thị B", "10", "9"),
    ):
        page.table_row((text, paper.CENTRED) for text in row)
    return book


@example(at="'Số liệu'")
def form_blank() -> Made:
    """A form as it went out."""
    return form("ward", [(field.code, None) for field in list(directive().forms["ward"].by_id.values())[:6]])


@example()
def year_missing() -> Made:
    """A table that says nowhere of which year it is."""
    return wards(year="")


@example(at="Phường!A2")
def wrong_year() -> Made:
    """A table of the year before."""
    return wards(year="Năm học 2020-2021")


@example(at="'Đơn vị'!D6")
def unit_missing() -> Made:
    """A form of nobody."""
    return form("ward", FIVE, {"name": None})


@example(at="Trường!B7")
def level_missing() -> Made:
    """A name that three schools of different levels have."""
    return schools(rows=(("TH Hoa Phượng", 620, 620), ("Long Biên", 540, 533), ("TH Hoa Sen", 705, 705)))


@example(at="Trường!C7")
def wrong_level() -> Made:
    """A lower secondary school under primary."""
    level = "Tiểu học"
    rows = (("TH Hoa Phượng", level, 620, 620), ("THCS Hoa Mai", level, 540, 533), ("TH Hoa Sen", level, 705, 705))
    return schools(rows=rows, beside=["Cấp học"])


@example(at="Trường!C7")
def wrong_type() -> Made:
    """A school that the directive knows as a public one."""
    public, private = (words.vi for words in directive().file.units["school"].types.values())
    rows = (("TH Hoa Phượng", public, 620, 620), ("TH Gia Thượng", private, 540, 533))
    return schools(rows=rows, beside=["Loại hình"])


@example(at="b.xlsx", suffix="/", besides=["reported_twice"])
def conflicting_identity() -> Made:
    """Two files of one school, public in one and private in the other."""
    public, private = (words.vi for words in directive().file.units["school"].types.values())
    return {
        "a.xlsx": schools("pupils", rows=[("TH Hoa Phượng", public, 620)], beside=["Loại hình"]),
        "b.xlsx": schools("insured", rows=[("TH Hoa Phượng", private, 620)], beside=["Loại hình"]),
    }


@example(at="Phường!B6")
def unknown_unit() -> Made:
    """A ward that is misspelt."""
    return wards(rows=(("Bồ Để", 310, 310), ("Đức Giang", 412, 409), ("Gia Thụy", 205, 205)))


@example()
def old_form() -> Made:
    """The stamp of an edition before the first."""
    return stamped(wards(), lbedu="form", year="2021-2022", unit="ward", level="", version="0")


@example()
def newer_form() -> Made:
    """The stamp of an edition that nobody has published yet."""
    return stamped(wards(), lbedu="form", year="2021-2022", unit="ward", level="", version="99")


@example()
def form_of_other_year() -> Made:
    """A form of 2017-2018 into which somebody typed another year."""
    return stamped(form("ward", FIVE), lbedu="form", year="2017-2018", unit="ward", level="", version="1")


@example()
def foreign_stamp() -> Made:
    """The stamp of a kind of unit that the rule file does not know."""
    return stamped(wards(), lbedu="form", year="2021-2022", unit="commune", level="", version="1")


@example(at="'Số liệu'!C8")
def code_twice() -> Made:
    """A row that was copied below itself."""
    return form("ward", [*FIVE, ("06", 301)])


@example(at="'Số liệu'!B7")
def label_contradicts() -> Made:
    """A label that somebody made that of a part."""
    made = form("ward", FIVE)
    made.book["Số liệu"]["B7"] = "Trẻ 5 tuổi ra lớp (nữ)"
    return made


@example(at="'Số liệu'!A2")
def scaled_unit() -> Made:
    """Figures by the thousand, as a yearbook has them."""
    made = form("ward", FIVE)
    made.book["Số liệu"]["A2"] = "Năm học 2021-2022. Đơn vị tính: nghìn trẻ"
    return made


@example(at="'Số liệu'!A2")
def otherwise_meant() -> Made:
    """What is expected, sent for what was reached."""
    made = form("ward", FIVE)
    made.book["Số liệu"]["A2"] = "Năm học 2021-2022 (số liệu dự kiến)"
    return made


@example(at="'Số liệu'!C8")
def unknown_code() -> Made:
    """A row that somebody added."""
    return form("ward", [*FIVE, ("99", 12)])


@example(at="'Số liệu'!D6")
def row_without_code() -> Made:
    """The heading of a group, with a sum."""
    made = form("ward", [("", 620), *FIVE])
    made.put("B6", "I. Trẻ 5 tuổi")
    made.put("C6", None)
    return made


@example(at="'Số liệu'")
def row_missing() -> Made:
    """A form of which only two rows are left."""
    return form("ward", FIVE)


@example(besides=["blank"])
def sheet_missing() -> Made:
    """The office's form without its lists."""
    return form("office", (("06", 3), ("07", 2)), {"name": "Phòng GD&ĐT quận Long Biên"})


@example(at="Phường!B8")
def reported_twice() -> Made:
    """One ward in two rows."""
    return wards(rows=(("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("Bồ Đề", 310, 310)))


_MACRO_SHEET = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
_MACRO_TYPE = "application/vnd.ms-excel.macrosheet+xml"
_MACRO = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xm:macrosheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData/></xm:macrosheet>'
)


@example(suffix=".xlsm")
def macros() -> Made:
    """A sheet for macros, with none on it."""

    def change(name: str, data: bytes) -> bytes:
        text = data.decode() if name.endswith((".xml", ".rels")) else ""
        if name == "[Content_Types].xml":
            plain, enabled = (
                "openxmlformats-officedocument.spreadsheetml.sheet.main",
                "ms-excel.sheet.macroEnabled.main",
            )
            part = f'<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="{_MACRO_TYPE}"/></Types>'
            return text.replace(plain, enabled).replace("</Types>", part).encode()
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rId99" Type="{_MACRO_SHEET}" Target="macrosheets/sheet1.xml"/></Relationships>'
            return text.replace("</Relationships>", link).encode()
        if name == "xl/workbook.xml":
            sheet = (
                '<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                'name="Macro1" sheetId="99" r:id="rId99"/></sheets>'
            )
            return text.replace("</sheets>", sheet).encode()
        return data

    return repacked(wards().packed(), change, {"xl/macrosheets/sheet1.xml": _MACRO})
