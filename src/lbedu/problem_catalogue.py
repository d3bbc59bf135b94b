"""The catalogue of problems: one entry a code, in both languages. Codes never change their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "missing", "warning"]


class Kind(NamedTuple):
    """One kind of problem. Texts are templates; `{found}` is what stands in the cell."""

    severity: Severity
    message: Mapping[str, str]
    expected: Mapping[str, str]
    fix: Mapping[str, str]
    about: Mapping[str, str]
    """What it means and how it comes about, for `lbedu explain`."""


def _kind(severity: Severity, vi: tuple[str, str, str, str], en: tuple[str, str, str, str]) -> Kind:
    """Message, expected, fix and explanation, in Vietnamese and in English."""
    texts = [{"vi": v, "en": e} for v, e in zip(vi, en, strict=True)]
    return Kind(severity, *texts)


_XLSX = ("tệp Excel .xlsx hoặc .xlsm", "an Excel file, .xlsx or .xlsm")

FILES = {
    "file_not_found": _kind(
        "error",
        (
            "Không có tệp này.",
            "",
            "Kiểm tra lại đường dẫn và tên tệp.",
            "Đường dẫn đã nhập không dẫn đến tệp hay thư mục nào.",
        ),
        ("There is no such file.", "", "Check the path and the name.", "The path given leads to no file or folder."),
    ),
    "no_permission": _kind(
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
    "not_a_file": _kind(
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
    "file_empty": _kind(
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
    "file_too_large": _kind(
        "error",
        (
            "Tệp quá lớn so với một báo cáo (quá {limit}).",
            "",
            "Bỏ ảnh và trang tính thừa, rồi lưu lại.",
            "Báo cáo chỉ có vài trăm ô; tệp lớn bất thường không được mở, để máy không bị treo.",
        ),
        (
            "The file is too large for a report (over {limit}).",
            "",
            "Remove pictures and sheets that do not belong, and save again.",
            "A report has a few hundred cells; a file out of all proportion is not opened, so that nothing hangs.",
        ),
    ),
    "not_a_workbook": _kind(
        "error",
        (
            "Nội dung tệp là {kind}, không phải bảng tính Excel.",
            _XLSX[0],
            "Mở tệp, chọn Lưu thành (Save As) → Excel Workbook (.xlsx), rồi gửi lại.",
            "Tệp được nhận ra theo nội dung, không theo đuôi tên: đổi đuôi thành .xlsx không làm thành tệp Excel.",
        ),
        (
            "Inside, the file is {kind}, not an Excel workbook.",
            _XLSX[1],
            "Open it, choose Save As → Excel Workbook (.xlsx), and send that.",
            "A file is told by its content, not by its name: renaming does not make it a workbook.",
        ),
    ),
    "old_format": _kind(
        "error",
        (
            "Tệp thuộc định dạng {kind}, chưa đọc được.",
            _XLSX[0],
            "Mở bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx).",
            "Định dạng cũ hoặc định dạng khác (.xls, .xlsb, .ods) cần được lưu lại thành .xlsx.",
        ),
        (
            "The file is in the format {kind}, which is not read.",
            _XLSX[1],
            "Open it in Excel, choose Save As → Excel Workbook (.xlsx).",
            "Old and other formats (.xls, .xlsb, .ods) must be saved again as .xlsx.",
        ),
    ),
    "encrypted": _kind(
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
    "corrupt": _kind(
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
    "bomb": _kind(
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
    "unsafe_xml": _kind(
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
    "io_error": _kind(
        "error",
        ("Không đọc được tệp ({detail}).", "", "Chép tệp về máy rồi thử lại.", "Ổ đĩa hoặc mạng báo lỗi khi đọc."),
        (
            "The file could not be read ({detail}).",
            "",
            "Copy it to this computer and try again.",
            "A disk or network error.",
        ),
    ),
    "no_workbooks": _kind(
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

FORMS = {
    "unknown_form": _kind(
        "error",
        (
            "Không nhận ra biểu mẫu nào trong tệp.",
            "biểu mẫu do `lbedu form` lập",
            "Chép số liệu vào biểu mẫu đúng; giữ nguyên dòng tiêu đề và cột Mã số.",
            "Biểu được nhận ra theo dấu ẩn, hoặc theo tên biểu và dòng tiêu đề có cột Mã số. Gần giống không được coi là đúng.",
        ),
        (
            "No form is recognised in the file.",
            "a form made by `lbedu form`",
            "Copy the figures into the right form; leave its header row and the column Mã số as they are.",
            "A form is told by its hidden stamp, or by its title and a header with Mã số. Nearly right is not right.",
        ),
    ),
    "form_blank": _kind(
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
    "year_missing": _kind(
        "error",
        (
            "Tệp không ghi năm học.",
            "năm học như 2021-2022",
            "Ghi năm học ở trang Đơn vị hoặc ở trên bảng, hoặc chạy lại với --year.",
            "Chỉ tiêu mỗi năm một khác nên phải biết báo cáo của năm nào.",
        ),
        (
            "The file does not say its school year.",
            "a school year such as 2021-2022",
            "Write the school year on the sheet Đơn vị or above the table, or run again with --year.",
            "Targets differ from year to year, so the year of a report must be known.",
        ),
    ),
    "wrong_year": _kind(
        "error",
        (
            "Báo cáo của năm học {found}, không phải {year}; tệp không được tính.",
            "năm học {year}",
            "Gửi báo cáo đúng năm học, hoặc sửa năm học nếu ghi nhầm.",
            "Số liệu năm khác không dùng để kết luận cho năm này.",
        ),
        (
            "The report is of the school year {found}, not {year}; it is not counted.",
            "the school year {year}",
            "Send the report of the right year, or correct the year if it is a slip.",
            "Figures of another year prove nothing for this one.",
        ),
    ),
    "unit_missing": _kind(
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
    "level_missing": _kind(
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
    "wrong_level": _kind(
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
    "wrong_type": _kind(
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
    "conflicting_identity": _kind(
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
    "unknown_unit": _kind(
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
    "old_form": _kind(
        "warning",
        (
            "Biểu mẫu thuộc bản {found}, bản hiện hành là {version}.",
            "biểu mẫu bản {version}",
            "Lần sau dùng biểu mẫu mới do `lbedu form` lập.",
            "Biểu mẫu được đánh số bản; bản cũ có thể thiếu dòng.",
        ),
        (
            "The form is edition {found}, the current one is {version}.",
            "a form of edition {version}",
            "Next time use a fresh form from `lbedu form`.",
            "Forms carry an edition; an older one may lack rows.",
        ),
    ),
    "code_twice": _kind(
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
    "unknown_code": _kind(
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
    "row_missing": _kind(
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
    "sheet_missing": _kind(
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
    "reported_twice": _kind(
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
    "macros": _kind(
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

CELLS = {
    "blank": _kind(
        "missing",
        (
            "Chưa có số liệu: {label}.",
            "{expected}",
            "Điền {expected}. Để trống thì chỉ tiêu cần số liệu này sẽ “Chưa đủ số liệu”.",
            "Ô trống không phải là 0: chỉ tiêu cần số liệu này chưa kết luận được.",
        ),
        (
            "No figure yet: {label}.",
            "{expected}",
            "Fill in {expected}. Left blank, the targets that need it stay undecided.",
            "A blank cell is not 0: targets that need the figure cannot be decided.",
        ),
    ),
    "not_a_number": _kind(
        "error",
        (
            "“{found}” không phải là số.",
            "{expected}",
            "Chỉ ghi chữ số, không ghi kèm chữ; chưa có thì để trống (chỉ tiêu sẽ “Chưa đủ số liệu”).",
            "Ô số chỉ chứa số. Chữ, phép cộng, đơn vị tính hay dấu gạch đều không đọc thành số.",
        ),
        (
            "“{found}” is not a number.",
            "{expected}",
            "Write digits only, without words; where there is none yet, leave it blank (the target stays undecided).",
            "A cell for a figure holds a figure. Words, sums, units or a dash are not read as one.",
        ),
    ),
    "ambiguous_number": _kind(
        "error",
        (
            "“{found}” đọc được hai cách: {readings}.",
            "{expected}",
            "Ghi số không có dấu ngăn cách hàng nghìn, ví dụ 2000.",
            "Dấu chấm và dấu phẩy có nơi là hàng nghìn, có nơi là phần thập phân; số đọc được hai cách thì không đoán.",
        ),
        (
            "“{found}” can be read in two ways: {readings}.",
            "{expected}",
            "Write the number without a thousands separator, such as 2000.",
            "Dot and comma separate thousands in one place and decimals in another; what has two readings is not guessed.",
        ),
    ),
    "not_whole": _kind(
        "error",
        (
            "{found} không phải là số nguyên.",
            "{expected}",
            "Ghi số đếm được, không có phần lẻ.",
            "Trẻ, học sinh, giáo viên đếm bằng số nguyên.",
        ),
        (
            "{found} is not a whole number.",
            "{expected}",
            "Write a count without a fraction.",
            "People are counted in wholes.",
        ),
    ),
    "below_min": _kind(
        "error",
        (
            "{found} nhỏ hơn mức thấp nhất {limit}.",
            "{expected}",
            "Ghi lại số đúng.",
            "Số liệu này không thể nhỏ như vậy.",
        ),
        (
            "{found} is below the lowest possible, {limit}.",
            "{expected}",
            "Correct the figure.",
            "It cannot be that small.",
        ),
    ),
    "above_max": _kind(
        "error",
        (
            "{found} lớn hơn mức cao nhất {limit}.",
            "{expected}",
            "Ghi lại số đúng.",
            "Số liệu này không thể lớn như vậy.",
        ),
        (
            "{found} is above the highest possible, {limit}.",
            "{expected}",
            "Correct the figure.",
            "It cannot be that large.",
        ),
    ),
    "percent_scale": _kind(
        "error",
        (
            "Không rõ {found} là bao nhiêu phần trăm: {readings}.",
            "{expected}",
            "Ghi kèm dấu %, ví dụ 86,9%.",
            "Tỷ lệ có khi ghi 86,9 có khi ghi 0,869; số đọc được hai cách hoặc vượt 100% thì không đoán.",
        ),
        (
            "How many percent {found} is, is not clear: {readings}.",
            "{expected}",
            "Write the percent sign too, such as 86,9%.",
            "A rate is written 86,9 or 0,869; what has two readings or exceeds 100% is not guessed.",
        ),
    ),
    "percent_format": _kind(
        "error",
        (
            "Ô đếm số lượng lại định dạng phần trăm, hiện {found}.",
            "{expected}",
            "Định dạng ô là Number (Số), rồi gõ lại con số.",
            "Gõ 45 vào ô định dạng phần trăm thì Excel lưu 0,45; không biết con số định ghi là bao nhiêu.",
        ),
        (
            "A cell for a count is formatted as a percentage and shows {found}.",
            "{expected}",
            "Format the cell as Number, then type the figure again.",
            "Type 45 into a cell formatted as a percentage and Excel stores 0.45; what was meant is not known.",
        ),
    ),
    "not_yes_no": _kind(
        "error",
        (
            "“{found}” không phải là Có hoặc Không.",
            "Có hoặc Không",
            "Chọn Có hoặc Không trong danh sách.",
            "Ô này chỉ có hai trả lời.",
        ),
        (
            "“{found}” is neither Có nor Không.",
            "Có or Không",
            "Choose from the list.",
            "There are but two answers here.",
        ),
    ),
    "not_an_option": _kind(
        "error",
        (
            "“{found}” không có trong danh sách.{guess}",
            "{expected}",
            "Chọn một giá trị trong danh sách của ô.",
            "Ô này chỉ nhận các giá trị đã cho sẵn.",
        ),
        (
            "“{found}” is not one of the answers.{guess}",
            "{expected}",
            "Choose one from the list.",
            "Only listed answers fit.",
        ),
    ),
    "not_a_date": _kind(
        "error",
        (
            "“{found}” không phải là ngày.",
            "ngày, ví dụ 31/05/2022",
            "Ghi ngày/tháng/năm, ví dụ 31/05/2022.",
            "Ô ngày chỉ nhận một ngày có thật, đủ ngày, tháng, năm.",
        ),
        (
            "“{found}” is not a date.",
            "a date such as 31/05/2022",
            "Write day/month/year.",
            "A full and real date is needed.",
        ),
    ),
    "ambiguous_date": _kind(
        "error",
        (
            "“{found}” là chữ và đọc được hai ngày: {readings}.",
            "ngày, ví dụ 31/05/2022",
            "Ghi rõ, ví dụ “ngày 5 tháng 4 năm 2022”, hoặc định dạng ô là ngày rồi gõ lại.",
            "Ngày ghi bằng chữ có nơi viết ngày trước, có nơi viết tháng trước; đọc được hai cách thì không đoán.",
        ),
        (
            "“{found}” is text and can be two dates: {readings}.",
            "a date such as 31/05/2022",
            "Write it out, such as “ngày 5 tháng 4 năm 2022”, or format the cell as a date and type it again.",
            "Written as text, some put the day first and some the month; what has two readings is not guessed.",
        ),
    ),
    "excel_date": _kind(
        "error",
        (
            "Ô chứa ngày, giờ {found}: có thể Excel đã tự đổi một số thành ngày, giờ.",
            "{expected}",
            "Định dạng ô là Number (Số), rồi gõ lại con số.",
            "Khi gõ 3/4 hay 12/13, Excel đổi thành ngày; số ban đầu không còn trong tệp.",
        ),
        (
            "The cell holds the date or time {found}: Excel may have turned a figure into it.",
            "{expected}",
            "Format the cell as Number, then type the figure again.",
            "Type 3/4 or 12/13 and Excel makes a date of it; what was typed is no longer in the file.",
        ),
    ),
    "error_cell": _kind(
        "error",
        (
            "Ô báo lỗi {found}.",
            "{expected}",
            "Sửa công thức, hoặc ghi thẳng con số.",
            "Công thức trong ô không tính được (chia cho 0, mất ô tham chiếu…); lỗi không phải là 0 và không phải là trống.",
        ),
        (
            "The cell shows the error {found}.",
            "{expected}",
            "Correct the formula, or write the figure itself.",
            "Its formula cannot be computed (a division by 0, a lost reference…); an error is neither 0 nor blank.",
        ),
    ),
    "no_saved_value": _kind(
        "error",
        (
            "Ô có công thức nhưng tệp không lưu kết quả.",
            "{expected}",
            "Mở tệp bằng Excel, bấm Lưu, rồi gửi lại.",
            "Tệp do phần mềm khác tạo ra có thể chỉ có công thức; Excel tính và lưu kết quả khi mở rồi lưu.",
        ),
        (
            "The cell has a formula, but the file does not hold its result.",
            "{expected}",
            "Open the file in Excel, save it, and send it again.",
            "Files made by other programs may hold formulas only; Excel computes and saves the results.",
        ),
    ),
    "control_characters": _kind(
        "error",
        (
            "Ô chứa ký tự điều khiển ẩn: “{found}”.",
            "{expected}",
            "Xóa nội dung ô rồi gõ lại.",
            "Ký tự ẩn thường do chép từ phần mềm khác sang.",
        ),
        (
            "The cell holds hidden control characters: “{found}”.",
            "{expected}",
            "Clear it and type it again.",
            "Mostly pasted.",
        ),
    ),
    "too_long": _kind(
        "error",
        ("Nội dung dài quá {limit} ký tự.", "{expected}", "Ghi ngắn gọn.", "Tên và minh chứng chỉ cần một dòng."),
        (
            "The text is longer than {limit} characters.",
            "{expected}",
            "Make it short.",
            "A name or a document is one line.",
        ),
    ),
    "part_exceeds_whole": _kind(
        "error",
        (
            "{found} ({part}) lớn hơn {limit} ({whole}, ô {other}).",
            "nhiều nhất {limit}",
            "Kiểm tra và sửa cả hai ô; cả hai số tạm thời không được tính.",
            "Một phần không thể lớn hơn tổng của nó. Không biết số nào sai nên cả hai đều coi như chưa có.",
        ),
        (
            "{found} ({part}) is more than {limit} ({whole}, cell {other}).",
            "at most {limit}",
            "Check and correct both cells; neither figure is counted for now.",
            "A part cannot exceed its whole. Nobody knows which one is wrong, so both count as missing.",
        ),
    ),
    "contradiction": _kind(
        "error",
        (
            "“{found}” trái với trả lời Không ở ô {other} ({condition}).",
            "để trống, hoặc sửa ô {other}",
            "Sửa một trong hai ô; cả hai tạm thời không được tính.",
            "Đã trả lời là không có thì các dòng phụ thuộc không thể có số liệu.",
        ),
        (
            "“{found}” contradicts the answer Không in cell {other} ({condition}).",
            "blank, or another answer in {other}",
            "Correct one of the two; neither is counted for now.",
            "Where the answer is no, the rows that depend on it can hold nothing.",
        ),
    ),
    "conflicting_values": _kind(
        "error",
        (
            "{name} báo hai số khác nhau cho “{label}”: {found} và {second} ({other}).",
            "cùng một số",
            "Thống nhất số đúng ở cả hai nơi; hiện cả hai không được tính.",
            "Cùng một đơn vị, cùng một số liệu mà hai nơi ghi khác nhau thì không biết số nào đúng.",
        ),
        (
            "{name} gives two different figures for “{label}”: {found} and {second} ({other}).",
            "one figure",
            "Make both places agree; neither is counted for now.",
            "One unit, one figure, two different values: nobody knows which one is right.",
        ),
    ),
}

TABLES = {
    "unknown_table": _kind(
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
    "column_contradicts": _kind(
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
    "column_twice": _kind(
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
    "unknown_column": _kind(
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
    "column_missing": _kind(
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
    "row_blank": _kind(
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
    "row_without_name": _kind(
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
    "row_outside": _kind(
        "error",
        (
            "Dòng “{found}” có số liệu nhưng ở ngoài bảng (không có số thứ tự, hoặc ở phần ghi chú, ký tên); không được tính.",
            "đơn vị nằm liền trong bảng",
            "Là đơn vị báo cáo thì đưa vào bảng và đánh số thứ tự; bảng phụ thì để ở trang khác.",
            "Các đơn vị trong bảng đều có số thứ tự, nên dòng không số, cách bảng một dòng trống, không chắc là đơn vị.",
        ),
        (
            "The row “{found}” holds figures, but is none of the table (no number, or a note or signature); it does not count.",
            "units within the table",
            "Put a unit into the table and number it; put a table of something else on another sheet.",
            "The units of the table are numbered, so that a row without a number beyond an empty row may be none.",
        ),
    ),
    "total_differs": _kind(
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
    "not_asked": _kind(
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

REGISTER = {
    "register_no_header": _kind(
        "error",
        (
            "Không thấy danh sách đơn vị trong tệp.",
            "dòng tiêu đề có cột Tên đơn vị và Cấp học",
            "Lập danh sách trên mẫu do `lbedu register new` tạo.",
            "Danh sách được nhận ra theo dòng tiêu đề; không có dòng đó thì không biết đơn vị nào phải báo cáo.",
        ),
        (
            "There is no list of units in the file.",
            "a header with the columns Tên đơn vị and Cấp học",
            "Write the list on the blank that `lbedu register new` makes.",
            "A register is known by its header; without it nobody knows who must report.",
        ),
    ),
    "register_encoding": _kind(
        "error",
        (
            "Tệp không phải chữ Unicode (UTF-8).",
            "tệp CSV hoặc YAML lưu bằng UTF-8",
            "Trong Excel chọn Lưu thành (Save As) → CSV UTF-8.",
            "Tệp lưu bằng bảng mã cũ thì tên tiếng Việt sai, không khớp được với báo cáo.",
        ),
        (
            "The file is not UTF-8 text.",
            "a CSV or YAML file in UTF-8",
            "In Excel choose Save As → CSV UTF-8.",
            "In an old encoding Vietnamese names come out wrong and match no report.",
        ),
    ),
    "register_syntax": _kind(
        "error",
        (
            "Không đọc được danh sách ở đây: {detail}.",
            "",
            "Sửa chỗ này, hoặc lập lại bằng `lbedu register new`.",
            "Tệp CSV hoặc YAML viết sai cú pháp.",
        ),
        (
            "The list cannot be read here: {detail}.",
            "",
            "Mend it, or start again with `lbedu register new`.",
            "The CSV or YAML is not well formed.",
        ),
    ),
    "register_code_number": _kind(
        "error",
        (
            "Mã đơn vị {found} là số, không phải chữ; có thể đã mất số 0 ở đầu.",
            "mã dạng chữ (Text), ví dụ 01004301",
            "Định dạng cột mã là Text (Văn bản), rồi gõ lại đủ chữ số.",
            "Excel bỏ số 0 đứng đầu của số. Mã như vậy không được dùng; đơn vị được nhận theo cấp học và tên.",
        ),
        (
            "The code {found} is a number, not text; a leading zero may be lost.",
            "a code as text, such as 01004301",
            "Format the column as Text and type the whole code again.",
            "Excel drops the zeros before a number. Such a code is not used; the unit is known by level and name.",
        ),
    ),
    "register_code_twice": _kind(
        "error",
        (
            "Mã {code} vừa của {name}, vừa của {second} (ô {other}).",
            "mỗi đơn vị một mã",
            "Tra lại mã của hai đơn vị.",
            "Một mã chỉ của một trường (trường nhiều cấp có thể dùng chung). Mã trùng không được dùng để nhận đơn vị.",
        ),
        (
            "The code {code} is that of {name} and of {second} ({other}).",
            "one code a unit",
            "Look up the codes of both.",
            "A code belongs to one school (of several levels, perhaps). A code given twice identifies nobody.",
        ),
    ),
    "register_unit_twice": _kind(
        "error",
        (
            "{name} đã có ở {other}.",
            "mỗi đơn vị một dòng",
            "Xóa dòng thừa; nếu là hai đơn vị khác nhau thì ghi tên cho phân biệt.",
            "Hai dòng cùng cấp học và tên: không biết là một hay hai đơn vị, nên vẫn tính là còn một đơn vị chưa biết.",
        ),
        (
            "{name} stands at {other} already.",
            "one line a unit",
            "Delete the line too many; if these are two units, give them names that differ.",
            "Two lines of one level and name may be one unit or two, so one more unit is taken to be unknown.",
        ),
    ),
    "register_alias_taken": _kind(
        "error",
        (
            "“{found}” ghi là tên gọi khác của {name}, nhưng đó là {second}.",
            "tên gọi không trùng đơn vị khác",
            "Xóa tên gọi này ở một trong hai dòng.",
            "Một tên chỉ được chỉ một đơn vị của cấp học; tên trùng không được dùng.",
        ),
        (
            "“{found}” is given as another name of {name}, but it means {second}.",
            "a name of nobody else",
            "Delete it from one of the two lines.",
            "Within a level a name means one unit; one that means two is not used.",
        ),
    ),
    "register_blank": _kind(
        "warning",
        (
            "{name}: chưa ghi {label}.",
            "{expected}",
            "Ghi {label} để biết chỉ tiêu nào áp dụng và tổng hợp theo phường.",
            "Chỗ trống trong danh sách thì lấy theo báo cáo của đơn vị, nếu có.",
        ),
        (
            "{name}: no {label}.",
            "{expected}",
            "Fill in {label}: it decides which targets apply, and the sums by ward.",
            "What the register leaves blank is taken from the unit's own report, if it says it.",
        ),
    ),
    "register_cqg_incomplete": _kind(
        "warning",
        (
            "{name}: công nhận chuẩn quốc gia ghi chưa đủ ({labels}).",
            "đủ số quyết định, ngày, mức độ, ngày hết hạn",
            "Ghi nốt, hoặc xóa hết nếu trường chưa được công nhận.",
            "Công nhận chuẩn quốc gia gồm cả quyết định, ngày, mức độ và thời hạn.",
        ),
        (
            "{name}: the national standard is given in part (left out: {labels}).",
            "decision, date, level and last day",
            "Fill in the rest, or delete it all where the school is not recognised.",
            "A recognition has a decision, a date, a level and a last day.",
        ),
    ),
    "register_cqg_dates": _kind(
        "error",
        (
            "{name}: công nhận chuẩn quốc gia từ {began} đến {ends}.",
            "ngày hết hạn sau ngày công nhận, không quá 5 năm",
            "Tra lại quyết định công nhận và sửa hai ngày.",
            "Công nhận chuẩn quốc gia có hạn 5 năm; ngày hết hạn không thể trước ngày công nhận.",
        ),
        (
            "{name}: recognised to the national standard from {began} to {ends}.",
            "a last day after the first, within five years",
            "Look up the decision and correct the dates.",
            "A recognition holds five years and cannot end before it began.",
        ),
    ),
    "register_lacks": _kind(
        "warning",
        (
            "{name} có tên trong văn bản chỉ đạo nhưng không có trong danh sách.",
            "mọi đơn vị mà văn bản nêu tên",
            "Thêm vào danh sách, hoặc sửa tên cho khớp.",
            "Đơn vị mà văn bản nêu tên thì vẫn phải báo cáo, dù danh sách thiếu.",
        ),
        (
            "The directive names {name}, which is not on the list.",
            "every unit that the directive names",
            "Add it, or make the names agree.",
            "A unit that the directive names must report, even if the list lacks it.",
        ),
    ),
    "unknown_ward": _kind(
        "error",
        (
            "“{found}” không phải là phường của năm học này.{guess}",
            "một phường trong văn bản chỉ đạo",
            "Chọn đúng phường trong danh sách; tên gần đúng không được tự nhận.",
            "Phường thay đổi theo năm. Đơn vị ghi sai phường vẫn được tính chung, nhưng không vào phường nào.",
        ),
        (
            "“{found}” is no ward of this school year.{guess}",
            "a ward of the directive",
            "Choose the ward from the list; a near miss is never taken.",
            "Wards change over the years. With a wrong one the unit still counts, but in no ward.",
        ),
    ),
    "not_registered": _kind(
        "error",
        (
            "{name} không có trong danh sách đơn vị ({list}) nên không được tính.{guess}",
            "một đơn vị trong danh sách",
            "Sửa tên hoặc mã cho đúng danh sách; nếu danh sách thiếu thì thêm vào danh sách.",
            "Danh sách cho biết những đơn vị nào phải báo cáo. Tên gần giống chỉ được gợi ý, không bao giờ tự nhận.",
        ),
        (
            "{name} is not on the list of units ({list}) and does not count.{guess}",
            "a unit of the list",
            "Correct the name or the code; if the list lacks it, add it there.",
            "The list says who must report. A similar name is proposed, never taken.",
        ),
    ),
    "code_of_another": _kind(
        "error",
        (
            "Mã {found} là của {second}, tên ghi là {name}; báo cáo này không được tính.",
            "mã và tên của một đơn vị",
            "Sửa mã hoặc tên cho đúng đơn vị đã lập báo cáo.",
            "Mã và tên chỉ hai đơn vị khác nhau thì không biết số liệu là của ai.",
        ),
        (
            "The code {found} is that of {second}, the name says {name}; the report does not count.",
            "code and name of one unit",
            "Correct the code or the name of whoever reports.",
            "With a code and a name of two units nobody knows whose figures these are.",
        ),
    ),
    "listed_otherwise": _kind(
        "warning",
        (
            "{name}: {what} ghi ở đây là {found}, trong danh sách là {listed}.",
            "{listed}",
            "Sửa ở báo cáo hoặc ở danh sách; hiện tính theo danh sách.",
            "Thông tin về đơn vị lấy theo danh sách; chỗ khác nhau được nêu ra để sửa.",
        ),
        (
            "{name}: {what} is {found} here and {listed} on the list.",
            "{listed}",
            "Correct the report or the list; for now the list counts.",
            "What the list says of a unit counts; where a report differs, it is said.",
        ),
    ),
}

CATALOGUE: dict[str, Kind] = {**FILES, **FORMS, **CELLS, **TABLES, **REGISTER}

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
    "PDF": {"vi": "tệp PDF", "en": "a PDF file"},
    "picture": {"vi": "ảnh", "en": "a picture"},
    "Word": {"vi": "tệp Word", "en": "a Word document"},
    "PowerPoint": {"vi": "tệp PowerPoint", "en": "a PowerPoint file"},
    "RTF": {"vi": "tệp RTF", "en": "an RTF document"},
    "ZIP": {"vi": "tệp nén ZIP", "en": "a ZIP archive"},
    "unknown": {"vi": "loại không nhận ra", "en": "of a kind that is not recognised"},
}
"""What a file is inside, as people say it."""
