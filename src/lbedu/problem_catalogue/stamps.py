"""Problems of the stamp of a form: which edition it is, of which year, and whose."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

STAMPS = {
    "old_form": kind(
        "warning",
        (
            "Biểu mẫu thuộc bản {found}, bản hiện hành là {version}.",
            "biểu mẫu bản {version}",
            "Tệp vẫn được đọc. Dòng nào báo thiếu thì chép số liệu sang biểu mẫu bản {version} (`lbedu form`) rồi gửi lại.",
            "Biểu mẫu được đánh số bản; bản cũ có thể thiếu dòng.",
        ),
        (
            "The form is edition {found}, the current one is {version}.",
            "a form of edition {version}",
            "The file is read all the same. If rows are reported missing, copy the figures into a form of edition {version} "
            "(`lbedu form`) and send that.",
            "Forms carry an edition; an older one may lack rows.",
        ),
    ),
    "newer_form": kind(
        "warning",
        (
            "Biểu mẫu thuộc bản {found}, mới hơn bản {version} đang dùng để kiểm tra.",
            "biểu mẫu bản {version}",
            "Cập nhật lbedu (hoặc tệp quy tắc của năm) rồi kiểm tra lại.",
            "Biểu mẫu được đánh số bản; bản mới hơn có thể có dòng mà bản đang dùng chưa biết.",
        ),
        (
            "The form is edition {found}, newer than edition {version} that it is checked by.",
            "a form of edition {version}",
            "Update lbedu (or the rule file of the year) and check again.",
            "Forms carry an edition; a newer one may have rows that the current rules do not know.",
        ),
    ),
    "form_of_other_year": kind(
        "error",
        (
            "Biểu mẫu lập cho năm {found}, không phải năm {year}; tệp không được tính.",
            "biểu mẫu của năm {year}",
            "Chép số liệu sang biểu mẫu của năm {year} (`lbedu form {year}`) rồi gửi lại.",
            "Đổi năm trong tệp không biến biểu mẫu năm trước thành biểu mẫu năm nay: nội dung và mã số khác nhau.",
        ),
        (
            "The form was made for the year {found}, not {year}; the file is not counted.",
            "a form of the year {year}",
            "Copy the figures into a form of the year {year} (`lbedu form {year}`) and send that.",
            "Typing another year into last year's form does not make it this year's: rows and codes differ.",
        ),
    ),
    "foreign_stamp": kind(
        "warning",
        (
            "Dấu của biểu mẫu ghi “{found}”, không có trong quy tắc của năm {year}.",
            "biểu mẫu do `lbedu form {year}` lập",
            "Xin lại biểu mẫu của nơi nhận báo cáo rồi chép số liệu sang. Tệp này chỉ được đọc theo tiêu đề và mã số.",
            "Mỗi biểu mẫu có một trang ẩn ghi nó dành cho ai; tệp này mang dấu của nơi khác hoặc dấu đã bị sửa.",
        ),
        (
            "The stamp of the form says “{found}”, which the rules of {year} do not know.",
            "a form made by `lbedu form {year}`",
            "Get the form from the office again and copy the figures into it. This file is read by its title and codes alone.",
            "Every form has a hidden sheet that says whom it is for; this one was made elsewhere, or was changed.",
        ),
    ),
}
