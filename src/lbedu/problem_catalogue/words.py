"""Short words for problems: their names, how to mend many at once, what a file is inside."""

from __future__ import annotations

TITLES: dict[str, tuple[str, str]] = {
    "file_not_found": ("không có tệp", "no such file"),
    "no_permission": ("không có quyền đọc", "not permitted"),
    "not_a_file": ("không phải tệp thường", "not a regular file"),
    "file_empty": ("tệp rỗng", "empty file"),
    "file_too_large": ("tệp quá lớn", "file too large"),
    "not_a_workbook": ("không phải tệp Excel", "not an Excel file"),
    "old_format": ("định dạng chưa đọc được", "format not read"),
    "encrypted": ("tệp có mật khẩu", "password"),
    "corrupt": ("tệp hỏng", "damaged file"),
    "bomb": ("tệp nén bất thường", "absurd archive"),
    "unsafe_xml": ("khai báo không an toàn", "unsafe declaration"),
    "io_error": ("lỗi đọc tệp", "read error"),
    "reader_died": ("chương trình đọc bị dừng", "reader died"),
    "reader_timeout": ("đọc quá lâu", "reading took too long"),
    "reader_memory": ("đọc tốn quá nhiều bộ nhớ", "too much memory"),
    "reader_failed": ("lỗi của lbedu khi đọc tệp", "lbedu failed on the file"),
    "other_extension": ("đuôi tên không khớp nội dung", "misleading name"),
    "format_shows_less": ("định dạng cho thấy ít hơn", "format shows less"),
    "external_links": ("lấy số từ tệp khác", "links to other files"),
    "no_workbooks": ("thư mục không có báo cáo", "no reports in the folder"),
    "unknown_form": ("không nhận ra biểu mẫu", "unknown form"),
    "form_blank": ("biểu còn trống", "blank form"),
    "year_missing": ("thiếu năm học", "no school year"),
    "wrong_year": ("sai năm học", "wrong year"),
    "unit_missing": ("thiếu tên đơn vị", "no unit"),
    "level_missing": ("thiếu cấp học", "no level"),
    "wrong_level": ("sai cấp học", "wrong level"),
    "wrong_type": ("sai loại hình", "wrong type"),
    "conflicting_identity": ("thông tin đơn vị khác nhau", "conflicting units"),
    "unknown_unit": ("đơn vị ngoài danh sách", "unlisted unit"),
    "old_form": ("biểu mẫu bản cũ", "old form"),
    "code_twice": ("trùng mã số", "code twice"),
    "unknown_code": ("mã số lạ", "unknown code"),
    "row_missing": ("dòng bị thiếu", "rows missing"),
    "sheet_missing": ("trang bị thiếu", "sheets missing"),
    "reported_twice": ("báo cáo hai lần", "reported twice"),
    "macros": ("có macro", "macros"),
    "blank": ("ô còn trống", "blank cells"),
    "not_a_number": ("ô không phải là số", "not numbers"),
    "ambiguous_number": ("số đọc được hai cách", "ambiguous numbers"),
    "not_whole": ("ô không phải số nguyên", "not whole numbers"),
    "below_min": ("số quá nhỏ", "below the lowest"),
    "above_max": ("số quá lớn", "above the highest"),
    "percent_scale": ("tỷ lệ không rõ mức", "unclear percentages"),
    "percent_format": ("ô đếm định dạng phần trăm", "counts formatted as percentages"),
    "not_yes_no": ("ô không phải Có/Không", "neither Có nor Không"),
    "not_an_option": ("ô ngoài danh sách", "not in the list"),
    "not_a_date": ("ô không phải là ngày", "not dates"),
    "ambiguous_date": ("ngày đọc được hai cách", "ambiguous dates"),
    "excel_date": ("số bị Excel đổi thành ngày", "figures turned into dates"),
    "error_cell": ("ô báo lỗi", "error cells"),
    "no_saved_value": ("công thức chưa có kết quả", "formulas without result"),
    "control_characters": ("ký tự điều khiển ẩn", "control characters"),
    "too_long": ("nội dung quá dài", "too long"),
    "part_exceeds_whole": ("phần lớn hơn tổng", "parts above their whole"),
    "contradiction": ("trả lời trái nhau", "contradicting answers"),
    "conflicting_values": ("chỗ hai nơi ghi khác nhau", "conflicting figures"),
    "unknown_table": ("bảng không nhận ra", "unknown table"),
    "column_contradicts": ("mã số trái với tiêu đề", "codes against headings"),
    "column_twice": ("cột trùng nội dung", "columns of one field"),
    "unknown_column": ("cột lạ", "unknown columns"),
    "column_missing": ("cột bị thiếu", "columns missing"),
    "row_blank": ("dòng còn trống", "blank rows"),
    "row_without_name": ("dòng không có tên đơn vị", "rows without a name"),
    "row_outside": ("dòng ngoài bảng", "rows outside the table"),
    "total_differs": ("tổng không khớp", "totals that do not fit"),
    "not_asked": ("ô không hỏi cấp này", "cells not asked of the level"),
    "register_no_header": ("không thấy danh sách", "no list"),
    "register_encoding": ("sai bảng mã", "not UTF-8"),
    "register_syntax": ("sai cú pháp", "not well formed"),
    "register_code_number": ("mã đơn vị là số", "codes that are numbers"),
    "register_code_twice": ("trùng mã đơn vị", "codes given twice"),
    "register_unit_twice": ("đơn vị ghi hai lần", "units listed twice"),
    "register_alias_taken": ("tên gọi trùng đơn vị khác", "names of two units"),
    "register_blank": ("chỗ trống trong danh sách", "blanks on the list"),
    "register_cqg_incomplete": ("công nhận ghi chưa đủ", "incomplete recognitions"),
    "register_cqg_dates": ("thời hạn công nhận vô lý", "impossible recognitions"),
    "register_lacks": ("đơn vị thiếu trong danh sách", "units not listed"),
    "unknown_ward": ("phường không có", "unknown wards"),
    "not_registered": ("đơn vị ngoài danh sách", "units off the list"),
    "code_of_another": ("mã của đơn vị khác", "codes of others"),
    "listed_otherwise": ("khác với danh sách", "differs from the list"),
}
"""The short name of each problem, for headings and groups."""

GROUP_FIXES: dict[str, tuple[str, str]] = {
    "blank": (
        "Điền các ô này. Để trống thì chỉ tiêu cần số liệu đó sẽ “Chưa đủ số liệu”.",
        "Fill these in. Left blank, the targets that need them stay undecided.",
    ),
    "column_missing": (
        "Thêm các cột này, hoặc gửi số liệu bằng biểu mẫu của từng đơn vị.",
        "Add these columns, or send the figures on the forms of the units.",
    ),
    "row_blank": (
        "Điền số liệu vào các dòng này; để trống thì các đơn vị ấy coi như chưa báo cáo.",
        "Fill these rows in; left blank, their units have not reported.",
    ),
    "row_missing": ("Thêm lại các dòng này từ biểu mẫu gốc.", "Take these rows again from the blank form."),
}
"""How to mend many of a kind at once, where the mend of one names what is its own."""

FILE_KINDS: dict[str, dict[str, str]] = {
    "text": {"vi": "văn bản thường", "en": "plain text"},
    "CSV": {"vi": "tệp CSV", "en": "a CSV file"},
    "HTML": {"vi": "trang web HTML", "en": "a web page (HTML)"},
    "XML 2003": {"vi": "bảng tính XML 2003", "en": "an XML 2003 spreadsheet"},
    "XML": {"vi": "tệp XML", "en": "an XML file"},
    "SYLK": {"vi": "bảng tính SYLK", "en": "a SYLK spreadsheet"},
    "DIF": {"vi": "bảng tính DIF", "en": "a DIF spreadsheet"},
    "dBase": {"vi": "bảng dBase/FoxPro (DBF)", "en": "a dBase table (DBF)"},
    "Lotus": {"vi": "bảng tính Lotus 1-2-3", "en": "a Lotus 1-2-3 spreadsheet"},
    "Numbers": {"vi": "bảng tính Numbers của Apple", "en": "a spreadsheet of Apple Numbers"},
    "PDF": {"vi": "tệp PDF", "en": "a PDF file"},
    "picture": {"vi": "ảnh", "en": "a picture"},
    "Word": {"vi": "tệp Word", "en": "a Word document"},
    "text document": {"vi": "văn bản OpenDocument", "en": "an OpenDocument text"},
    "PowerPoint": {"vi": "tệp PowerPoint", "en": "a PowerPoint file"},
    "presentation": {"vi": "bài trình chiếu OpenDocument", "en": "an OpenDocument presentation"},
    "RTF": {"vi": "tệp RTF", "en": "an RTF document"},
    "e-mail": {"vi": "thư điện tử Outlook", "en": "an e-mail of Outlook"},
    "database": {"vi": "cơ sở dữ liệu", "en": "a database"},
    "program": {"vi": "chương trình", "en": "a program"},
    "ZIP": {"vi": "tệp nén ZIP", "en": "a ZIP archive"},
    "archive": {"vi": "tệp nén", "en": "an archive"},
    "shortcut": {"vi": "lối tắt đến một trang tính trên mạng", "en": "a shortcut to a spreadsheet on the web"},
    "owner": {"vi": "tệp khóa tạm của Excel", "en": "a lock file of Excel"},
    "unknown": {"vi": "loại không nhận ra", "en": "of a kind that is not recognised"},
}
"""What a file is inside, as people say it."""

_SAVE_AS = {
    "vi": "Mở tệp bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx), rồi gửi tệp mới.",
    "en": "Open it in Excel, choose Save As → Excel Workbook (.xlsx), and send that.",
}
_UNPACK = {
    "vi": "Giải nén rồi gửi từng tệp Excel bên trong; không đổi đuôi tên của tệp nén.",
    "en": "Unpack it and send the Excel files inside; do not rename the archive.",
}
_THE_ORIGINAL = {
    "vi": "Gửi tệp Excel (.xlsx) gốc của báo cáo; nếu không còn thì điền lại số liệu vào biểu mẫu Excel.",
    "en": "Send the Excel file (.xlsx) of the report; if there is none, fill the form in again.",
}
FILE_CURES: dict[str, dict[str, str]] = {
    **dict.fromkeys(("text", "CSV", "HTML", "XML 2003", "XML", "SYLK", "DIF", "dBase"), _SAVE_AS),
    **dict.fromkeys(("ZIP", "archive"), _UNPACK),
    "Lotus": {
        "vi": "Mở bằng LibreOffice Calc, lưu thành .xlsx rồi gửi tệp mới.",
        "en": "Open it in LibreOffice Calc, save it as .xlsx and send that.",
    },
    "Numbers": {
        "vi": "Mở bằng Numbers, chọn File → Export To → Excel (.xlsx), rồi gửi tệp mới.",
        "en": "Open it in Numbers, choose File → Export To → Excel (.xlsx), and send that.",
    },
    "shortcut": {
        "vi": "Mở Google Trang tính, chọn Tệp → Tải xuống → Microsoft Excel (.xlsx), rồi gửi tệp tải về.",
        "en": "Open it in Google Sheets, choose File → Download → Microsoft Excel (.xlsx), and send that.",
    },
    "owner": {
        "vi": "Tệp này không có số liệu, Excel tạo ra khi đang mở báo cáo. Đóng Excel rồi gửi tệp cùng tên, không có ~$ ở đầu.",
        "en": "It holds no figures: Excel makes it while a report is open. Close Excel and send the file without ~$ in front.",
    },
}
"""How to get a workbook from what is none, by what it is; from all else only by the original."""


def file_cure(kind: str) -> dict[str, str]:
    """How to get a workbook from a file of this kind."""
    return FILE_CURES.get(kind, _THE_ORIGINAL)
