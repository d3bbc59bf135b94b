"""How a blank form asks for a figure: its words, its unit, the shape of its cell and what the cell takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu.directive.directive import Directive
from lbedu.directive.facts import full_document
from lbedu.directive.model import FieldSpec, FieldType, Form
from lbedu.handouts.choices import choose_from, with_message
from lbedu.own_form import CODE, FIGURE, HIGHEST, LIVE_SHEET, NO, NOTE, YES
from lbedu.paper import TINT, Look

DATE_FORMAT = "dd/mm/yyyy"
_FORMATS: Mapping[FieldType, str] = {
    "count": "#,##0",
    "number": "General",
    "percent": "0.0##%",
    "date": DATE_FORMAT,
}
IDENTITY_WORDS = {
    "code": "mã",
    "name": "tên",
    "level": "chọn",
    "type": "chọn",
    "ward": "tên",
    "person": "họ tên",
    "date": "ngày",
}
_WIDTHS: Mapping[FieldType, float] = {"yes_no": 13, "date": 16, "text": 28, "name": 28, "choice": 18, "rank": 18}
_DAY_ZERO = dt.date(1899, 12, 30)
"""Excel counts the days from here."""


def guidance(directive: Directive) -> Sequence[str]:
    """How to fill in, for whoever opens the workbook for the first time."""
    mark = next((level for kind in directive.file.units.values() for level in kind.levels), "UBND")
    return (
        f"Chỉ ghi vào các ô tô nền ở cột {FIGURE}; cần giải thích thì ghi vào cột {NOTE}.",
        "Chưa có số liệu thì để trống, vì ô trống nghĩa là chưa biết. Không phát sinh thì ghi số 0.",
        f"Ô {YES}/{NO} và ô có danh sách: bấm mũi tên cạnh ô rồi chọn. Ô chuyển sang màu xám là ô không phải ghi.",
        f"Dòng Minh chứng: ghi số và ngày văn bản, ví dụ 25/KH-{mark} ngày 10/9/{directive.year[:4]}; chỉ ghi khi nội dung "
        f"trên trả lời {YES}.",
        f"Hai cột bên phải biểu và trang {LIVE_SHEET} tự tính khi ghi: chữ Sai, ô đỏ thì sửa; Chưa đủ số liệu thì ghi tiếp; "
        "Chung là chỉ tiêu tính chung các đơn vị.",
        f"Không thêm, xóa hay đổi chỗ dòng, cột; không đổi tên trang tính; không sửa cột {CODE}. Kéo rộng dòng, cột thì được.",
        "Lưu tệp dạng .xlsx. Trước khi gửi, kiểm tra bằng lệnh: lbedu check <tên tệp>.",
    )


def about(directive: Directive) -> str:
    """The directive that a form reports on: `(Thực hiện Kế hoạch số 349/KH-UBND ngày 30/09/2021 của UBND …)`."""
    return f"(Thực hiện {full_document(directive, 'vi')})"


def look(field: FieldSpec) -> Look:
    """The cell that takes the figure."""
    number_format = _FORMATS.get(field.type, "@")
    if field.type in ("text", "name"):
        return Look(align="left", indent=1, background=TINT, open=True, number_format=number_format)
    return Look(background=TINT, open=True, number_format=number_format)


def width(field: FieldSpec) -> float:
    """How wide a column a field needs in a list."""
    return _WIDTHS.get(field.type, 14)


def not_asked(form: Form, field: FieldSpec, cells: Mapping[str, str]) -> str:
    """The formula that is true once an answer makes a field needless that is still empty; empty for a field that is always
    asked."""
    own = cells[field.id]
    answers: dict[str, str] = {}
    while (asks := field.asked_when) is not None and asks in cells and asks not in answers:
        answers[asks] = f'{cells[asks]}="{NO}"'
        field = form.by_id[asks]
    return f'AND({own}="",OR({",".join(answers.values())}))' if answers else ""


def rule(
    book: Workbook, directive: Directive, form: Form, field: FieldSpec, whole: str | None
) -> DataValidation | None:
    """What the cell of a field takes; `whole` is the cell whose figure it must not exceed."""
    match field.type:
        case "yes_no":
            return choose_from(book, (YES, NO), f"{YES} hoặc {NO}", f"Chọn {YES} hoặc {NO}; chưa biết thì để trống.")
        case "choice" | "rank":
            return one_of(book, [option.vi for option in directive.file.choices[field.options or ""]])
        case "level":
            levels = [words.vi for kind in directive.file.units.values() for words in kind.levels.values()]
            return one_of(book, list(dict.fromkeys(levels)))
        case "count" | "number":
            return _a_number(form, field, whole)
        case "percent":
            percent = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
            return with_message(percent, "Tỷ lệ phần trăm", "Ghi tỷ lệ từ 0% đến 100%, ví dụ 86,9%.")
        case "date":
            return a_date(directive.year)
        case "text" | "name":
            return None


def one_of(book: Workbook, labels: Sequence[str], strict: bool = True) -> DataValidation:
    """A dropdown; where it is not `strict`, another text is taken after a question."""
    message = "Chọn một dòng trong danh sách." if strict else "Tên này không có trong danh sách. Vẫn ghi?"
    return choose_from(book, labels, "Chọn trong danh sách", message, strict)


def a_date(year: str) -> DataValidation:
    """A date of this century. Another text is taken after a question: not every Excel reads day/month/year."""
    first, last = (str((day - _DAY_ZERO).days) for day in (dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
    date = DataValidation(type="date", operator="between", formula1=first, formula2=last, allow_blank=True)
    example = f"Ghi ngày/tháng/năm, ví dụ 05/09/{year[:4]}. Vẫn ghi như vậy?"
    return with_message(date, "Ngày tháng năm", example, strict=False)


def _a_number(form: Form, field: FieldSpec, whole: str | None) -> DataValidation:
    count = field.type == "count"
    highest = HIGHEST if field.max is None else field.max
    number = DataValidation(
        type="whole" if count else "decimal",
        operator="between",
        formula1=str(field.min),
        formula2=f"MIN({whole},{highest})" if whole else str(highest),
        allow_blank=True,
    )
    what = "Ghi số nguyên" if count else "Ghi số"
    bounds = f"từ {field.min} trở lên" if field.max is None else f"từ {field.min} đến {field.max}"
    limit = f", không quá số ở mã số {form.by_id[field.part_of].code}" if field.part_of else ""
    title = "Số nguyên" if count else "Số"
    return with_message(number, title, f"{what} {bounds}{limit}. Chưa có số liệu thì để trống.")
