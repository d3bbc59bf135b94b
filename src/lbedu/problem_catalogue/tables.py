"""Problems of tables with one row a unit."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

TABLES = {
    "unknown_table": kind(
        "error",
        (
            "Bảng có cột “{found}” nhưng không nhận ra là biểu nào.{guess}",
            "tên biểu ở trên bảng, hoặc ít nhất hai cột ghi đúng nội dung của một biểu",
            "Ghi tên biểu ở trên bảng và ghi tiêu đề cột đúng như biểu mẫu, hoặc lập bảng bằng `lbedu form --table`.",
            "Bảng được nhận ra theo dấu ẩn, tên biểu hoặc tiêu đề cột đúng nguyên văn; chỉ có mã số thì chưa đủ, gần giống "
            "chỉ được gợi ý.",
        ),
        (
            "The table has a column “{found}”, but of which form it is, is not clear.{guess}",
            "the title of the form above it, or at least two columns with the very labels of one form",
            "Write the title above the table and the labels over its columns, or use the table of `lbedu form --table`.",
            "A table is told by its stamp, its title or the very labels of its columns; codes alone do not do, and what is "
            "nearly right is only proposed.",
        ),
    ),
    "column_contradicts": kind(
        "error",
        (
            "Cột ghi mã số {code} nhưng tiêu đề là “{found}”; cột này không được tính.",
            "mã số và tiêu đề của cùng một nội dung",
            "Sửa mã số hoặc tiêu đề của cột cho khớp với biểu mẫu.",
            "Mã số và tiêu đề chỉ hai nội dung khác nhau thì không biết số liệu trong cột là của nội dung nào.",
        ),
        (
            "The column has the code {code}, but the heading “{found}”; it is not read.",
            "code and heading of one field",
            "Correct the code or the heading as the form has them.",
            "With a code and a heading of two fields nobody knows what the figures below are.",
        ),
    ),
    "column_twice": kind(
        "error",
        (
            "Nội dung “{label}” có ở hai cột (cột kia: ô {other}); cả hai không được tính.",
            "mỗi nội dung một cột",
            "Xóa cột thừa, hoặc sửa tiêu đề nếu là nội dung khác.",
            "Hai cột cùng một nội dung thì không biết dùng cột nào.",
        ),
        (
            "“{label}” has two columns (the other one: {other}); neither is read.",
            "one column a field",
            "Delete the column too many, or correct its heading if it is of something else.",
            "With two columns for one field nobody knows which one counts.",
        ),
    ),
    "unknown_column": kind(
        "warning",
        (
            "Cột “{found}” không phải nội dung nào của biểu; cột này không được tính.{guess}",
            "nội dung hoặc mã số của biểu",
            "Nếu là số liệu của biểu thì ghi tiêu đề hoặc mã số đúng như biểu mẫu; nếu không thì không phải sửa.",
            "Chỉ những cột có mã số hoặc tiêu đề đúng nguyên văn được đọc; tên gần giống chỉ được gợi ý.",
        ),
        (
            "The column “{found}” is none of the form's; it is not read.{guess}",
            "a label or a code of the form",
            "If it belongs to the form, write its label or code as the form has them; else there is nothing to mend.",
            "Only columns with a code or the very label of a field are read; what is nearly right is proposed.",
        ),
    ),
    "column_missing": kind(
        "missing",
        (
            "Bảng không có cột mã số {code} ({label}).",
            "cột mã số {code}",
            "Thêm cột này, hoặc gửi số liệu bằng biểu mẫu của từng đơn vị.",
            "Nội dung không có cột thì coi như chưa có số liệu; chỉ tiêu cần nó sẽ “Chưa đủ số liệu”.",
        ),
        (
            "The table has no column of code {code} ({label}).",
            "a column of code {code}",
            "Add the column, or send these figures on the forms of the units.",
            "What has no column is a missing figure; targets that need it stay undecided.",
        ),
    ),
    "row_blank": kind(
        "missing",
        (
            "Dòng của {name} chưa có số liệu nào nên {name} coi như chưa báo cáo.",
            "số liệu của đơn vị",
            "Điền số liệu vào dòng này; không có thì ghi 0.",
            "Dòng chỉ có tên đơn vị thì không phải là báo cáo.",
        ),
        (
            "The row of {name} holds no figure: {name} has not reported.",
            "the figures of the unit",
            "Fill in the row; where there is none, write 0.",
            "A row with nothing but a name is no report.",
        ),
    ),
    "row_without_name": kind(
        "error",
        (
            "Dòng có số liệu nhưng không ghi tên đơn vị; không được tính.",
            "tên đơn vị",
            "Ghi tên đơn vị, hoặc xóa số liệu thừa. Một đơn vị có nhiều dòng thì gộp (merge) ô tên.",
            "Số liệu không biết của ai thì không dùng được. Ô tên để trống không có nghĩa là đơn vị ở dòng trên.",
        ),
        (
            "There are figures but no name of a unit; they are not counted.",
            "the name of the unit",
            "Write the name, or delete figures that do not belong. Of one unit with several rows, merge the cells of the name.",
            "Figures of nobody in particular cannot be used. A blank name does not mean the unit above.",
        ),
    ),
    "row_outside": kind(
        "error",
        (
            "Dòng “{found}” có số liệu nhưng không chắc là đơn vị (thiếu số thứ tự, tiêu đề; dòng cộng…); không được tính.",
            "đơn vị nằm liền trong bảng",
            "Là đơn vị thì ghi tên kèm cấp học{levels}, đánh số, để dưới tiêu đề của bảng; không phải thì xóa hoặc để riêng.",
            "Dòng cộng, kế hoạch, ký tên lẫn trong bảng mà tính như một đơn vị thì số liệu bị tính hai lần.",
        ),
        (
            "The row “{found}” holds figures, but may be no unit (no number or header, a sum, a note); it does not count.",
            "units within the table",
            "Give a unit its level in its name{levels} and a number, below the header; delete anything else, or put it apart.",
            "A sum, a plan or a signature among the units would be counted twice if it were taken for one.",
        ),
    ),
    "unit_or_whole": kind(
        "error",
        (
            "Dòng “{found}” có thể là một {unit} hay là cả quận: số liệu xấp xỉ các dòng khác cộng lại; không được tính.",
            "tên không lẫn với cả quận",
            "Là một {unit} thì ghi kèm chữ {unit} trước tên; là cả quận thì ghi “Toàn quận”, hoặc xóa dòng.",
            "Một phường trùng tên với quận: tính dòng của cả quận như một phường thì số liệu bị tính hai lần.",
        ),
        (
            "The row “{found}” may be one {unit} or the whole district: it says about as much as all other rows; not counted.",
            "a name that is not the district's too",
            "If it is one {unit}, write that word before the name; if it is the whole, write “Toàn quận”, or delete the row.",
            "A ward bears the name of its district: if the row of the district counted as a ward, all would be counted twice.",
        ),
    ),
    "total_differs": kind(
        "error",
        (
            "Dòng tổng ghi {found}, cộng các đơn vị được {sum} ({label}); số liệu cột này không được tính.",
            "{sum}",
            "Kiểm tra dòng tổng và số liệu từng đơn vị trong cột. Không biết số nào đúng thì xóa dòng tổng.",
            "Tổng và các số hạng trái nhau thì không biết số nào sai, nên các số hạng đều coi như chưa có.",
        ),
        (
            "The total says {found}, its units add up to {sum} ({label}); the figures of this column are not counted.",
            "{sum}",
            "Check the total and the figures of the units above or below it.",
            "Where a total and its parts contradict each other, nobody knows which is wrong: all parts count as missing.",
        ),
    ),
    "not_asked": kind(
        "warning",
        (
            "“{found}”: nội dung “{label}” không hỏi cấp {level}; ô này không được tính.",
            "để trống",
            "Không phải sửa nếu cấp học đúng.",
            "Một bảng có thể gồm nhiều cấp học; nội dung không hỏi cấp nào thì ô của cấp ấy để trống.",
        ),
        (
            "“{found}”: “{label}” is not asked of the level {level}; the cell is not counted.",
            "blank",
            "Nothing to mend if the level is right.",
            "A table may hold several levels; what a level is not asked stays blank.",
        ),
    ),
}
