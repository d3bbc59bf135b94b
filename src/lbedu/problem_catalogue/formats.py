"""Problems of what a file is inside, and of the process that reads other formats than .xlsx."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

_SAVE_VI = "Mở bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx), rồi gửi tệp mới."
_SAVE_EN = "Open it in Excel, choose Save As → Excel Workbook (.xlsx), and send that."

FORMATS = {
    "reader_died": kind(
        "error",
        (
            "Không đọc được tệp: chương trình đọc tệp dừng đột ngột ({detail}).",
            "",
            _SAVE_VI,
            "Tệp .xls, .xlsb, .ods (với --jobs: mọi tệp) được đọc trong tiến trình riêng, nên các tệp khác không bị ảnh hưởng.",
        ),
        (
            "The file could not be read: the process that reads it died of it ({detail}).",
            "",
            _SAVE_EN,
            "Files in .xls, .xlsb and .ods (with --jobs: all) are read in a process of their own; others are not affected.",
        ),
    ),
    "reader_timeout": kind(
        "error",
        (
            "Đọc tệp quá lâu (quá {limit} giây) nên đã dừng.",
            "",
            _SAVE_VI,
            "Tệp .xls, .xlsb, .ods (với --jobs: mọi tệp) được đọc với thời gian có hạn, để một tệp không làm treo cả lần chạy.",
        ),
        (
            "Reading the file took too long (over {limit} s) and was stopped.",
            "",
            _SAVE_EN,
            "Files in .xls, .xlsb and .ods, and all with --jobs, have a limited time, so that no file holds up all others.",
        ),
    ),
    "reader_memory": kind(
        "error",
        (
            "Đọc tệp cần quá nhiều bộ nhớ (quá {limit}) nên đã dừng.",
            "",
            _SAVE_VI,
            "Thường do có một ô ghi nhầm ở tận cuối trang tính. Tệp .xls, .xlsb, .ods được đọc với bộ nhớ có hạn.",
        ),
        (
            "Reading the file takes too much memory (over {limit}) and was stopped.",
            "",
            _SAVE_EN,
            "Mostly a stray cell at the far end of a sheet. Files in .xls, .xlsb and .ods are read with limited memory.",
        ),
    ),
    "reader_failed": kind(
        "error",
        (
            "lbedu gặp lỗi của chính nó khi đọc tệp này ({detail}).",
            "",
            "Gửi tệp này cho người phụ trách lbedu để sửa. Trong khi chờ: chép số liệu sang biểu mẫu mới rồi gửi lại.",
            "Đây là lỗi của chương trình, không phải của đơn vị. Tệp coi như chưa đọc được; các tệp khác vẫn được kiểm tra.",
        ),
        (
            "lbedu itself failed on this file ({detail}).",
            "",
            "Please report it with the file (LBEDU_DEBUG=1 shows more). Meanwhile copy the figures to a fresh form.",
            "A mistake of the program, not of the unit. The file counts as unread; all others are checked.",
        ),
    ),
    "other_extension": kind(
        "warning",
        (
            "Đuôi tên tệp là {found}, nhưng nội dung là {kind}. Tệp vẫn được đọc theo nội dung.",
            "",
            "Nên lưu lại bằng Excel (Lưu thành → .xlsx) để tên và nội dung khớp nhau.",
            "Tệp được nhận ra theo nội dung. Đổi đuôi tên không làm đổi định dạng, và Excel sẽ cảnh báo khi mở tệp này.",
        ),
        (
            "The name ends in {found}, but the file is {kind} inside. It is read by its content.",
            "",
            "Save it again in Excel (Save As → .xlsx), so that name and content agree.",
            "A file is told by its content. Renaming does not change a format, and Excel warns when it opens such a file.",
        ),
    ),
    "format_shows_less": kind(
        "warning",
        (
            "Tệp {kind} cho thấy ít hơn tệp .xlsx: không thấy ghi chú của ô (comment) và phông chữ cũ (TCVN3, VNI).",
            "",
            "Nếu số liệu nằm trong ghi chú, hoặc chữ hiện sai dấu: mở bằng Excel, Lưu thành .xlsx rồi gửi lại.",
            "Số, ngày, định dạng phần trăm, ô báo lỗi, dòng và cột ẩn vẫn được đọc đủ, mỗi ô qua hai cách đọc đối chiếu.",
        ),
        (
            "A file in {kind} shows less than an .xlsx: comments of cells and legacy fonts (TCVN3, VNI) are not seen.",
            "",
            "If a comment holds the figure, or letters look wrong: open it in Excel, save it as .xlsx and send that.",
            "Numbers, dates, percent formats, errors and what is hidden are seen; two readings of each cell are compared.",
        ),
    ),
    "marked_copy": kind(
        "warning",
        (
            "Tệp là bản đánh dấu do lbedu lập; các số liệu trong đó vẫn được đọc.",
            "",
            "Không phải sửa. Nếu tệp gốc cũng còn thì chỉ để lại tệp đã sửa.",
            "Trang liệt kê lỗi và ghi chú của lbedu không được đọc thành số liệu. Trong một thư mục, bản đánh dấu chưa ai sửa "
            "được bỏ qua.",
        ),
        (
            "The file is a marked copy made by lbedu; its figures are read all the same.",
            "",
            "Nothing to mend. If the report itself is still there, keep the mended one alone.",
            "The list of problems and the notes of lbedu are not read as figures. In a folder, a marked copy that nobody has "
            "mended yet is passed over.",
        ),
    ),
    "external_links": kind(
        "warning",
        (
            "Tệp có công thức lấy số liệu từ tệp khác; lbedu dùng kết quả đã lưu lần cuối, không mở tệp kia.",
            "",
            "Kiểm tra các số liệu đó còn đúng không; tốt nhất là ghi thẳng con số (Sao chép → Dán giá trị).",
            "Nếu tệp nguồn đã thay đổi sau lần lưu cuối thì số trong tệp này là số cũ.",
        ),
        (
            "Formulas take figures from other files; the results as last saved are used, and no other file is opened.",
            "",
            "See that these figures still hold; best write the numbers themselves (Copy → Paste Values).",
            "If the other file has changed since this one was saved, the figures here are old.",
        ),
    ),
}
