"""Problems of a form as a whole: which form, which year, who reports, what is not there."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

FORMS = {
    "unknown_form": kind(
        "error",
        (
            "Không nhận ra biểu mẫu nào trong tệp.{near}",
            "biểu mẫu do `lbedu form` lập",
            "Chép số liệu vào biểu mẫu đúng; giữ nguyên dòng tiêu đề và cột Mã số.",
            "Biểu được nhận ra theo dấu ẩn, hoặc theo tên biểu và dòng tiêu đề có cột Mã số. Gần giống không được coi là đúng.",
        ),
        (
            "No form is recognised in the file.{near}",
            "a form made by `lbedu form`",
            "Copy the figures into the right form; leave its header row and the column Mã số as they are.",
            "A form is told by its hidden stamp, or by its title and a header with Mã số. Nearly right is not right.",
        ),
    ),
    "form_blank": kind(
        "error",
        (
            "Biểu mẫu còn trống, chưa có số liệu nào.",
            "",
            "Điền số liệu rồi gửi lại. Không có thì ghi 0.",
            "Biểu gửi lại mà chưa điền gì không phải là báo cáo.",
        ),
        (
            "The form is blank: it holds no figure at all.",
            "",
            "Fill it in and send it again. Where there is none, write 0.",
            "A form sent back as it went out is no report.",
        ),
    ),
    "year_missing": kind(
        "error",
        (
            "Tệp không ghi báo cáo của năm nào.",
            "năm học như 2021-2022, hoặc năm như 2026",
            "Ghi năm ở trang Đơn vị hoặc ở trên bảng, hoặc chạy lại với --year.",
            "Chỉ tiêu mỗi năm một khác nên phải biết báo cáo của năm nào.",
        ),
        (
            "The file does not say its year.",
            "a school year such as 2021-2022, or a year such as 2026",
            "Write the year on the sheet Đơn vị or above the table, or run again with --year.",
            "Targets differ from year to year, so the year of a report must be known.",
        ),
    ),
    "wrong_year": kind(
        "error",
        (
            "Báo cáo của năm {found}, không phải năm {year}; tệp không được tính.",
            "năm {year}",
            "Gửi báo cáo đúng năm, hoặc sửa năm nếu ghi nhầm.",
            "Số liệu năm khác không dùng để kết luận cho năm này.",
        ),
        (
            "The report is of the year {found}, not {year}; it is not counted.",
            "the year {year}",
            "Send the report of the right year, or correct the year if it is a slip.",
            "Figures of another year prove nothing for this one.",
        ),
    ),
    "unit_missing": kind(
        "error",
        (
            "Tệp không ghi tên đơn vị báo cáo.",
            "tên đơn vị",
            "Ghi tên đơn vị ở trang Đơn vị hoặc ở dòng này, hoặc chạy lại với --unit.",
            "Số liệu không biết của ai thì không dùng được.",
        ),
        (
            "The file does not say who reports.",
            "the name of the unit",
            "Write the name on the sheet Đơn vị or in this row, or run again with --unit.",
            "Figures of nobody in particular cannot be used.",
        ),
    ),
    "level_missing": kind(
        "error",
        (
            "Không biết {name} thuộc cấp học nào.",
            "{options}",
            "Chọn cấp học ở trang Đơn vị, hoặc ghi vào cột Cấp học.",
            "Ba trường khác cấp có thể cùng tên, nên phải có cấp học.",
        ),
        (
            "The level of {name} is not known.",
            "{options}",
            "Choose the level on the sheet Đơn vị, or write it into the column Cấp học.",
            "Three schools of different levels may share a name, so the level is needed.",
        ),
    ),
    "wrong_level": kind(
        "error",
        (
            "Cấp học không khớp: {name} ghi {found}, biểu mẫu của cấp {level}.",
            "biểu mẫu đúng cấp học",
            "Dùng biểu mẫu của đúng cấp học, hoặc sửa cấp học ở trang Đơn vị (trong bảng: ở dòng hoặc ở mục).",
            "Mỗi cấp học có biểu mẫu riêng; số liệu trên biểu sai cấp không được tính.",
        ),
        (
            "The levels differ: {name} says {found}, the form is for {level}.",
            "the form of the right level",
            "Use the form of the right level, or correct it on the sheet Đơn vị (in a table: in the row or over its section).",
            "Each level has its own form; figures on the wrong one are not counted.",
        ),
    ),
    "wrong_type": kind(
        "error",
        (
            "{name} ghi loại hình {found}; theo danh sách là {listed}.",
            "{listed}",
            "Sửa loại hình ở trang Đơn vị hoặc ở dòng của bảng; hiện tính theo danh sách.",
            "Loại hình quyết định chỉ tiêu nào áp dụng, nên đơn vị có tên trong văn bản được tính theo danh sách.",
        ),
        (
            "{name} says its type is {found}; by the list it is {listed}.",
            "{listed}",
            "Correct the type on the sheet Đơn vị or in the row of the table; for now the list counts.",
            "The type decides which targets apply, so for a unit that the directive names the list counts.",
        ),
    ),
    "conflicting_identity": kind(
        "error",
        (
            "{name} ghi {what} khác nhau: {found} ở đây, {second} ở {other}.",
            "cùng một {what}",
            "Thống nhất ở các tệp; nếu là hai đơn vị khác nhau thì sửa tên hoặc mã cho phân biệt.",
            "Đơn vị được nhận ra theo mã, không có mã thì theo cấp học và tên. Hai tệp ghi khác nhau về một đơn vị thì phải "
            "thống nhất; loại hình khác nhau coi như chưa biết.",
        ),
        (
            "{name} has two entries for its {what}: {found} here, {second} in {other}.",
            "one {what}",
            "Make the files agree; if these are two units, give them names or codes that differ.",
            "A unit is known by its code, else by level and name. Two files about one unit must agree on it; where its types "
            "differ, the type is taken as unknown.",
        ),
    ),
    "unknown_unit": kind(
        "error",
        (
            "“{found}” không có trong danh sách {kind}.{guess}",
            "một {kind} trong danh sách",
            "Sửa tên cho đúng; tên gần đúng không được tự nhận.",
            "Văn bản chỉ đạo đã kể đủ các đơn vị loại này. Tên gần giống chỉ được gợi ý, không bao giờ tự sửa.",
        ),
        (
            "“{found}” is not in the list of {kind}.{guess}",
            "a {kind} of the list",
            "Correct the name; a near miss is never taken.",
            "The directive lists all units of this kind. A similar name is proposed, never taken.",
        ),
    ),
    "code_twice": kind(
        "error",
        (
            "Mã số {code} có ở hai dòng (dòng kia: ô {other}).",
            "mỗi mã số một dòng",
            "Xóa dòng thừa.",
            "Mã số là khóa của số liệu; hai dòng cùng mã thì không biết dùng dòng nào.",
        ),
        (
            "The code {code} stands in two rows (the other one: {other}).",
            "one row a code",
            "Delete the row too many.",
            "The code is the key of a figure; with two rows nobody knows which one counts.",
        ),
    ),
    "label_contradicts": kind(
        "error",
        (
            "Dòng mã số {code} của biểu là “{label}”, nhưng ở đây ghi “{found}”; dòng này không được tính.",
            "{label}",
            "Ghi lại nội dung, đơn vị tính và mã số đúng như biểu mẫu, rồi xem số liệu có đúng dòng không.",
            "Mã số chỉ một nội dung mà chữ bên cạnh nói nội dung khác, năm khác, một phần hay đơn vị khác thì không biết số "
            "liệu là của nội dung nào. Mã số có thể đã bị dán lệch dòng.",
        ),
        (
            "The row of code {code} is “{label}” on the form, but here it says “{found}”; it is not counted.",
            "{label}",
            "Write label, unit and code as the form has them, and see whether the figure stands in its row.",
            "With a code of one field and the label of another, of another year, of a part or in another unit, nobody knows "
            "what the figure is. The codes may have been pasted one row off.",
        ),
    ),
    "scaled_unit": kind(
        "error",
        (
            "Ở đây ghi “{found}”, mà biểu này đếm từng trẻ, từng học sinh; số liệu ghi theo đơn vị ấy không được tính.",
            "từng trẻ, từng học sinh, từng lớp",
            "Ghi số đầy đủ (12.500, không phải 12,5 nghìn) rồi xóa lời ghi này; nếu số đã đầy đủ thì chỉ cần xóa lời ghi.",
            "Đọc 12 thay cho 12 nghìn, hay 98% thay cho số trẻ, là sai kết luận; chương trình không tự nhân lên.",
        ),
        (
            "Here it says “{found}”, and this form counts one by one; the figures that this is about are not counted.",
            "each child, each pupil, each class",
            "Write the full number (12,500, not 12.5 thousand) and delete this; if the numbers are full, just delete it.",
            "Reading 12 for 12 thousand, or 98% for so many children, gives a wrong verdict; nothing is multiplied here.",
        ),
    ),
    "unknown_code": kind(
        "warning",
        (
            "Mã số {found} không có trong biểu mẫu; dòng này không được tính.",
            "mã số của biểu mẫu",
            "Xóa dòng thừa, hoặc dùng đúng biểu mẫu.",
            "Chỉ những dòng có mã số của biểu mẫu mới được đọc.",
        ),
        (
            "The code {found} is not on the form; the row is not counted.",
            "a code of the form",
            "Delete the row, or use the right form.",
            "Only rows with a code of the form are read.",
        ),
    ),
    "row_without_code": kind(
        "warning",
        (
            "Có số liệu “{found}” nhưng dòng{row} không có mã số; số liệu này không được tính.",
            "số liệu ở dòng có mã số",
            "Chuyển số liệu sang dòng có mã số của nội dung đó; nếu chỉ là số cộng cho dễ xem thì xóa đi hoặc để nguyên.",
            "Tiêu đề nhóm và dòng cộng không phải là nội dung của biểu; dòng bị xóa mã số thì không biết là nội dung nào.",
        ),
        (
            "Here stands “{found}”, but the row{row} has no code; the figure is not counted.",
            "figures in rows with a code",
            "Move it to the row whose code it belongs to; if it is but a sum for the eye, delete it or leave it.",
            "Headings of groups and sums are no fields of the form; without its code nobody knows what a row is.",
        ),
    ),
    "row_missing": kind(
        "missing",
        (
            "Thiếu dòng mã số {code} ({label}).",
            "dòng mã số {code}",
            "Thêm lại dòng này từ biểu mẫu gốc.",
            "Dòng bị xóa thì số liệu coi như chưa có; chỉ tiêu cần nó sẽ “Chưa đủ số liệu”.",
        ),
        (
            "The row of code {code} ({label}) is not there.",
            "the row of code {code}",
            "Take the row again from the blank form.",
            "A deleted row is a missing figure; targets that need it stay undecided.",
        ),
    ),
    "sheet_missing": kind(
        "missing",
        (
            "Thiếu trang “{title}”.",
            "trang “{title}”",
            "Chép lại trang này từ biểu mẫu gốc rồi điền.",
            "Trang bị xóa thì mọi số liệu trên đó coi như chưa có; chỉ tiêu cần chúng sẽ “Chưa đủ số liệu”.",
        ),
        (
            "The sheet “{title}” is not there.",
            "the sheet “{title}”",
            "Take the sheet again from the blank form and fill it in.",
            "With the sheet all its figures are missing; targets that need them stay undecided.",
        ),
    ),
    "reported_twice": kind(
        "warning",
        (
            "{name} đã báo cáo biểu này trong {other}, số liệu giống nhau.",
            "",
            "Không phải sửa; có thể bỏ bớt một tệp hoặc một dòng.",
            "Hai tệp, hoặc hai dòng của bảng, của một đơn vị với số liệu giống nhau chỉ được tính một lần.",
        ),
        (
            "{name} has reported this form in {other} too, with the same figures.",
            "",
            "Nothing to mend; one of the two can go.",
            "Two files, or two rows of a table, of one unit with the same figures count once.",
        ),
    ),
    "foreign_sheet": kind(
        "error",
        (
            "Trang này giống {title}, nhưng {lacks}; số liệu ở đây không được tính.",
            "đúng biểu mẫu gốc",
            "Sửa dòng tiêu đề, mục và tên chỉ tiêu cho đúng biểu gốc, hoặc chép số liệu vào biểu gốc.",
            "Biểu của cơ quan khác được nhận ra theo đúng từng chữ của dòng tiêu đề, theo mục, mã số và tên chỉ tiêu. "
            "Gần giống thì không được tính, vì có thể là số liệu khác.",
        ),
        (
            "This sheet is like {title}, but {lacks}; its figures are not counted.",
            "the form as it was issued",
            "Give its header, section and labels the words of the form as issued, or copy the figures into that form.",
            "A form of others is told by the words of its header, its section, its codes and their labels. Nearly right is not "
            "read: it may be something else.",
        ),
    ),
    "sum_differs": kind(
        "error",
        (
            "{total} ghi {found}, nhưng {parts} cộng được {sum}; không được tính: {label}.",
            "{sum}",
            "Kiểm tra ô tổng và các ô thành phần, sửa ô sai.",
            "Trên biểu của cơ quan khác, tổng và các thành phần trái nhau thì không biết số nào sai, nên số liệu lấy từ đó "
            "coi như chưa có.",
        ),
        (
            "{total} says {found}, but {parts} add up to {sum}; not counted: {label}.",
            "{sum}",
            "Check the total and its parts, and correct the one that is wrong.",
            "Where a total on a form of others contradicts its parts, nobody knows which is wrong: what was taken from "
            "them counts as missing.",
        ),
    ),
    "figure_unclear": kind(
        "missing",
        (
            "Mã số {code} ghi {found}: không rõ có thuộc “{label}” hay không, nên nội dung này coi như chưa có.",
            "",
            "Ghi “{label}” vào biểu mẫu do `lbedu form` lập.",
            "Biểu của cơ quan khác có dòng không rõ nghĩa, như “Khác”. Dòng ấy ghi 0 thì số liệu mới rõ.",
        ),
        (
            "Code {code} says {found}: nobody knows whether that belongs to “{label}”, which counts as missing.",
            "",
            "Write “{label}” into the form that `lbedu form` makes.",
            "Forms of others have rows that may mean either, such as “other”. Only where such a row says 0, it is clear.",
        ),
    ),
    "macros": kind(
        "warning",
        (
            "Tệp có macro; macro không được chạy.",
            "",
            "Không phải sửa.",
            "Chỉ giá trị trong ô được đọc, macro không bao giờ được chạy.",
        ),
        ("The file holds macros; they are not run.", "", "Nothing to mend.", "Only values of cells are read."),
    ),
}
