"""Problems of how a workbook is laid out: whose its sheets are, headers that are misspelt, what is hidden."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

LAYOUTS = {
    "otherwise_meant": kind(
        "error",
        (
            "Phía trên số liệu ghi “{found}”, tức là không phải số liệu thực tế của năm; số liệu bên dưới không được tính.",
            "số liệu thực tế của năm",
            "Gửi số liệu thực tế; nếu số liệu bên dưới đã là thực tế thì xóa hoặc sửa chữ này.",
            "Số kế hoạch, dự kiến, ước tính, của kỳ khác hay của một phần (như nữ) không dùng để kết luận.",
        ),
        (
            "Above the figures it says “{found}”: not what was reached in the year; the figures below are not counted.",
            "what was reached in the year",
            "Send what was reached; if the figures below are that, delete or correct these words.",
            "What is planned, expected, estimated, of another time or of a part (such as girls) decides nothing.",
        ),
    ),
    "several_units": kind(
        "error",
        (
            "Tệp có biểu của nhiều đơn vị (xem cả {other}) và không rõ biểu nào của đơn vị nào; các biểu này không được tính.",
            "mỗi đơn vị: trang Đơn vị, rồi ngay sau là các trang số liệu của đơn vị đó",
            "Gửi mỗi đơn vị một tệp; hoặc xếp trang Đơn vị của từng đơn vị ngay trước các trang số liệu của đơn vị ấy.",
            "Số liệu của đơn vị này mà tính cho đơn vị khác thì kết luận sai cho cả hai, nên không đoán.",
        ),
        (
            "The file holds forms of several units (see {other} too), and whose each is, is not clear; they are not counted.",
            "for each unit its sheet Đơn vị, and right after it the sheets of its figures",
            "Send one file a unit; or put the sheet Đơn vị of each unit right before the sheets of its figures.",
            "Figures taken for those of another unit make the verdicts on both wrong, so nothing is guessed.",
        ),
    ),
    "misspelt_header": kind(
        "error",
        (
            "Dòng tiêu đề ghi “{found}” nên phần bên dưới không được đọc.{guess}",
            "{word}",
            "Sửa tiêu đề thành “{word}” như trong biểu mẫu.",
            "Biểu được nhận ra theo tiêu đề cột đúng nguyên văn (khác chữ hoa, chữ thường thì được); gần giống chỉ được gợi ý.",
        ),
        (
            "The header says “{found}”, so what stands below is not read.{guess}",
            "{word}",
            "Correct the heading to “{word}”, as the form has it.",
            "A form is told by its very headings (in capitals or not); what is nearly right is only proposed.",
        ),
    ),
    "unknown_sheet": kind(
        "error",
        (
            "Trang “{found}” có dòng tiêu đề của biểu mẫu nhưng không rõ là biểu nào; số liệu ở đây không được tính.{guess}",
            "tên biểu ở trên dòng tiêu đề",
            "Ghi đúng tên biểu ở trên bảng như trong biểu mẫu; không phải biểu thì bỏ dòng tiêu đề đó đi.",
            "Biểu được nhận ra theo tên biểu đúng nguyên văn hoặc dấu ẩn; gần giống chỉ được gợi ý.",
        ),
        (
            "The sheet “{found}” has the header of a form, but of which one is not clear; its figures are not counted.{guess}",
            "the title of the form above its header",
            "Write the title above the table as the form has it; if it is no form, take the header away.",
            "A form is told by its very title or its stamp; what is nearly right is only proposed.",
        ),
    ),
    "hidden": kind(
        "warning",
        (
            "Có phần bị ẩn mà vẫn được đọc và tính: {what}.",
            "",
            "Bỏ ẩn, bỏ lọc, bỏ gộp ô (Unhide, Clear Filter, Unmerge) rồi xem lại; phần nào không phải số liệu thì xóa.",
            "Số liệu ở trang, dòng, cột bị ẩn hoặc bị lọc được tính như bình thường; người gửi có thể không biết là còn.",
        ),
        (
            "Something hidden is read and counts: {what}.",
            "",
            "Unhide it, clear the filter, unmerge the cells and look again; delete what is no figure of the report.",
            "Figures in hidden or filtered sheets, rows and columns count like any others; the sender may not know of them.",
        ),
    ),
    "text_box": kind(
        "warning",
        (
            "Trên trang có ô chữ hoặc hình có chữ (text box, shape) không được đọc: “{found}”.",
            "",
            "Nếu trong đó có số liệu, đơn vị tính hay điều cần biết thì chép vào ô của trang; nếu không thì bỏ qua.",
            "lbedu chỉ đọc ô của trang tính. Chữ trong hình nằm đè lên ô, người xem thấy nhưng không ô nào chứa.",
        ),
        (
            "Over the sheet stands a text box or a shape with text, which is not read: “{found}”.",
            "",
            "If it holds figures, a unit or anything that matters, copy that into cells; else pass over this.",
            "lbedu reads the cells of a sheet. What is written in shapes over them is seen by people and stands in no cell.",
        ),
    ),
}
