"""Problems of single cells, and of figures that contradict each other."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

CELLS = {
    "blank": kind(
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
    "not_a_number": kind(
        "error",
        (
            "“{found}” không phải là số.",
            "{expected}",
            "Chỉ ghi chữ số, không ghi kèm chữ; chưa có thì để trống (chỉ tiêu sẽ “Chưa đủ số liệu”).",
            "Ô số chỉ chứa số. Chữ không đọc thành số, kể cả chữ viết ra một số.",
        ),
        (
            "“{found}” is not a number.",
            "{expected}",
            "Write digits only, without words; where there is none yet, leave it blank (the target stays undecided).",
            "A cell for a figure holds a figure. Words are not read as one, not even those for a number.",
        ),
    ),
    "ambiguous_number": kind(
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
    "not_whole": kind(
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
    "below_min": kind(
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
    "above_max": kind(
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
    "percent_scale": kind(
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
    "percent_format": kind(
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
    "not_yes_no": kind(
        "error",
        (
            "“{found}” không phải là Có hoặc Không.",
            "Có hoặc Không",
            "Chọn Có hoặc Không trong danh sách.{guess}",
            "Ô này chỉ có hai trả lời.",
        ),
        (
            "“{found}” is neither Có nor Không.",
            "Có or Không",
            "Choose from the list.{guess}",
            "There are but two answers here.",
        ),
    ),
    "not_an_option": kind(
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
    "not_a_date": kind(
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
    "ambiguous_date": kind(
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
    "excel_date": kind(
        "error",
        (
            "Ô chứa ngày, giờ {found}: có thể đã gõ {typed} và Excel tự đổi thành ngày, giờ.",
            "{expected}",
            "Định dạng ô là Number (Số), rồi gõ lại con số.",
            "Khi gõ 3/4 hay 12/13, Excel đổi thành ngày; số ban đầu không còn trong tệp.",
        ),
        (
            "The cell holds the date or time {found}: {typed} may have been typed, and Excel made a date or time of it.",
            "{expected}",
            "Format the cell as Number, then type the figure again.",
            "Type 3/4 or 12/13 and Excel makes a date of it; what was typed is no longer in the file.",
        ),
    ),
    "error_cell": kind(
        "error",
        (
            "Ô báo lỗi {found}: {why}.",
            "{expected}",
            "Sửa công thức, hoặc ghi thẳng con số.",
            "Công thức trong ô không tính được (chia cho 0, mất ô tham chiếu…); lỗi không phải là 0 và không phải là trống.",
        ),
        (
            "The cell shows the error {found}: {why}.",
            "{expected}",
            "Correct the formula, or write the figure itself.",
            "Its formula cannot be computed (a division by 0, a lost reference…); an error is neither 0 nor blank.",
        ),
    ),
    "no_saved_value": kind(
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
    "control_characters": kind(
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
    "too_long": kind(
        "error",
        ("Nội dung dài quá {limit} ký tự.", "{expected}", "Ghi ngắn gọn.", "Tên và minh chứng chỉ cần một dòng."),
        (
            "The text is longer than {limit} characters.",
            "{expected}",
            "Make it short.",
            "A name or a document is one line.",
        ),
    ),
    "part_exceeds_whole": kind(
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
    "contradiction": kind(
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
    "conflicting_values": kind(
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
