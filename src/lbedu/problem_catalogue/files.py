"""Problems of a file as such: it cannot be opened, or is no workbook."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

_XLSX = ("tệp Excel .xlsx hoặc .xlsm", "an Excel file, .xlsx or .xlsm")

FILES = {
    "file_not_found": kind(
        "error",
        (
            "Không có tệp này.",
            "",
            "Kiểm tra lại đường dẫn và tên tệp.",
            "Đường dẫn đã nhập không dẫn đến tệp hay thư mục nào.",
        ),
        ("There is no such file.", "", "Check the path and the name.", "The path given leads to no file or folder."),
    ),
    "no_permission": kind(
        "error",
        (
            "Không có quyền đọc tệp.",
            "",
            "Xin quyền đọc, hoặc chép tệp ra thư mục khác.",
            "Hệ điều hành không cho đọc tệp này.",
        ),
        (
            "The file may not be read.",
            "",
            "Ask for permission, or copy the file elsewhere.",
            "The system refuses to read it.",
        ),
    ),
    "not_a_file": kind(
        "error",
        (
            "Đây không phải là một tệp thường.",
            _XLSX[0],
            "Chỉ đưa vào tệp Excel.",
            "Ống dẫn, thiết bị… không phải là báo cáo.",
        ),
        (
            "This is not a regular file.",
            _XLSX[1],
            "Give Excel files only.",
            "A pipe, a device or the like is no report.",
        ),
    ),
    "file_empty": kind(
        "error",
        (
            "Tệp rỗng (0 byte).",
            _XLSX[0],
            "Gửi lại tệp; có thể tệp chưa chép xong.",
            "Tệp không có nội dung, thường do chép dở.",
        ),
        (
            "The file is empty (0 bytes).",
            _XLSX[1],
            "Send it again: it may not have been copied whole.",
            "Nothing is in it.",
        ),
    ),
    "file_too_large": kind(
        "error",
        (
            "Tệp quá lớn so với một báo cáo (quá {limit}).",
            "",
            "Bỏ ảnh, trang tính, dòng và định dạng có điều kiện thừa, rồi lưu lại{raised}.",
            "Báo cáo chỉ có vài trăm ô; tệp lớn bất thường không được mở, để máy không bị treo.",
        ),
        (
            "The file is too large for a report (over {limit}).",
            "",
            "Remove pictures, sheets, rows and conditional formats that do not belong, and save again{raised}.",
            "A report has a few hundred cells; a file out of all proportion is not opened, so that nothing hangs.",
        ),
    ),
    "not_a_workbook": kind(
        "error",
        (
            "Nội dung tệp là {kind}, không phải bảng tính Excel.",
            _XLSX[0],
            "{cure}",
            "Tệp được nhận ra theo nội dung, không theo đuôi tên: đổi đuôi thành .xlsx không làm thành tệp Excel.",
        ),
        (
            "Inside, the file is {kind}, not an Excel workbook.",
            _XLSX[1],
            "{cure}",
            "A file is told by its content, not by its name: renaming does not make it a workbook.",
        ),
    ),
    "old_format": kind(
        "error",
        (
            "Tệp thuộc định dạng {kind}, chưa đọc được.",
            _XLSX[0],
            "Mở bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx).",
            "Tệp của Excel 95 trở về trước, hoặc tệp .xls, .xlsb, .ods mà chương trình đọc không mở được: cần lưu thành .xlsx.",
        ),
        (
            "The file is in the format {kind}, which is not read.",
            _XLSX[1],
            "Open it in Excel, choose Save As → Excel Workbook (.xlsx).",
            "Files of Excel 95 and before, and an .xls, .xlsb or .ods that its reader refuses, must be saved again as .xlsx.",
        ),
    ),
    "encrypted": kind(
        "error",
        (
            "Tệp đặt mật khẩu nên không mở được.",
            "",
            "Bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc), lưu và gửi lại.",
            "Tệp mã hóa không đọc được khi không có mật khẩu.",
        ),
        (
            "The file is protected by a password.",
            "",
            "Remove the password (File → Info → Protect Workbook), save and send it again.",
            "An encrypted file cannot be read without its password.",
        ),
    ),
    "corrupt": kind(
        "error",
        (
            "Tệp bị hỏng ở phần {part}.",
            "",
            "Mở bằng Excel để sửa, lưu thành tệp mới; nếu không mở được thì lập lại báo cáo.",
            "Có phần của tệp bị thiếu, bị đổi hoặc mâu thuẫn. Tệp hỏng không được đọc dở: số có thể sai mà không ai biết.",
        ),
        (
            "The file is damaged ({part}: {detail}).",
            "",
            "Let Excel repair it and save it as a new file; if that fails, fill in the form again.",
            "A part is missing, changed or contradicts another. It is not read in part: figures could be wrong unseen.",
        ),
    ),
    "bomb": kind(
        "error",
        (
            "Tệp giải nén ra lớn bất thường, không mở.",
            "",
            "Lập lại báo cáo trên biểu mẫu mới.",
            "Tệp nén nhỏ nhưng bung ra rất lớn, có thể làm treo máy.",
        ),
        (
            "The file unpacks to an absurd size ({detail}) and is not opened.",
            "",
            "Fill in a fresh form.",
            "A small archive that unpacks to something huge can bring a machine to a halt.",
        ),
    ),
    "unsafe_xml": kind(
        "error",
        (
            "Tệp chứa khai báo không an toàn ({part}), không mở.",
            "",
            "Mở bằng Excel và lưu thành tệp mới.",
            "Tệp Excel không bao giờ cần khai báo DOCTYPE; có nó thì tệp không đáng tin.",
        ),
        (
            "The file holds an unsafe declaration ({part}) and is not opened.",
            "",
            "Open it in Excel and save it as a new file.",
            "No Excel file needs a DOCTYPE; a file that has one is not to be trusted.",
        ),
    ),
    "io_error": kind(
        "error",
        ("Không đọc được tệp ({detail}).", "", "Chép tệp về máy rồi thử lại.", "Ổ đĩa hoặc mạng báo lỗi khi đọc."),
        (
            "The file could not be read ({detail}).",
            "",
            "Copy it to this computer and try again.",
            "A disk or network error.",
        ),
    ),
    "interrupted": kind(
        "error",
        (
            "Tệp chưa được đọc vì lần kiểm tra bị dừng giữa chừng.",
            "",
            "Chạy lại lệnh và để chạy đến hết; thêm --cache để không phải đọc lại những tệp đã đọc.",
            "Kết quả của lần chạy bị dừng là chưa đầy đủ: tệp chưa đọc được coi như báo cáo chưa biết nội dung.",
        ),
        (
            "The file was not read: the run was interrupted.",
            "",
            "Run it again to its end; with --cache what was read already is not read again.",
            "The result of such a run is incomplete: nothing is known of what was not read.",
        ),
    ),
    "changed_meanwhile": kind(
        "error",
        (
            "Trong lúc kiểm tra, tệp {how}: kết quả không còn đúng với thư mục.",
            "",
            "Chờ chép hoặc lưu xong rồi kiểm tra lại.",
            "Kết quả tính theo tệp đúng như lúc được đọc. Nếu tệp thay đổi sau đó thì phải kiểm tra lại mới chắc chắn.",
        ),
        (
            "During the run the file {how}: the result is not that of what lies there now.",
            "",
            "Wait until all is copied and saved, and check again.",
            "Judged is what was read. What has changed since, only another run can tell.",
        ),
    ),
    "no_workbooks": kind(
        "error",
        (
            "Trong thư mục không có tệp Excel nào để kiểm tra.",
            _XLSX[0],
            "Chép các báo cáo vào thư mục này.",
            "Không có báo cáo thì không kết luận được điều gì: thư mục rỗng không bao giờ là Đạt.",
        ),
        (
            "The folder holds no Excel file to check.",
            _XLSX[1],
            "Put the reports into this folder.",
            "Without reports nothing can be concluded: an empty folder is never met.",
        ),
    ),
}
