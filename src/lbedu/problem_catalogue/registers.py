"""Problems of the register, and of reports held against it."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

REGISTER = {
    "register_no_header": kind(
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
    "register_encoding": kind(
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
    "register_syntax": kind(
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
    "register_code_number": kind(
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
    "register_code_twice": kind(
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
    "register_unit_twice": kind(
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
    "register_alias_taken": kind(
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
    "register_blank": kind(
        "warning",
        (
            "{name}: chưa ghi {label}.",
            "{expected}",
            "Ghi {label} để biết chỉ tiêu nào áp dụng và tổng hợp theo {place}.",
            "Chỗ trống trong danh sách thì lấy theo báo cáo của đơn vị, nếu có.",
        ),
        (
            "{name}: no {label}.",
            "{expected}",
            "Fill in {label}: it decides which targets apply, and the sums by {place}.",
            "What the register leaves blank is taken from the unit's own report, if it says it.",
        ),
    ),
    "register_cqg_incomplete": kind(
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
    "register_cqg_dates": kind(
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
    "register_lacks": kind(
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
    "unknown_ward": kind(
        "error",
        (
            "“{found}” không phải là {place} của năm này.{guess}",
            "một {place} trong văn bản chỉ đạo",
            "Chọn đúng {place} trong danh sách; tên gần đúng không được tự nhận.",
            "Phường thay đổi theo năm. Đơn vị ghi sai phường vẫn được tính chung, nhưng không vào phường nào.",
        ),
        (
            "“{found}” is no {place} of this year.{guess}",
            "a {place} of the directive",
            "Choose the {place} from the list; a near miss is never taken.",
            "Wards change over the years. With a wrong one the unit still counts, but in no ward.",
        ),
    ),
    "not_registered": kind(
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
    "code_of_another": kind(
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
    "listed_otherwise": kind(
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
