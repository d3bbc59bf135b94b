"""Problems of what Excel, or whoever typed, did to a cell."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

ACCIDENTS = {
    "dash": kind(
        "missing",
        (
            "Ô chỉ có dấu “{found}”: {label}.",
            "{expected}",
            "Không có thì ghi 0 (ô Có/Không: chọn Không); chưa có số liệu thì để trống.",
            "Dấu gạch, dấu chấm có nơi là 0, có nơi là chưa có số liệu, nên được coi như ô trống, không phải là 0.",
        ),
        (
            "There is only “{found}” in the cell: {label}.",
            "{expected}",
            "Where there is none write 0 (of yes and no choose Không); where it is not known yet, leave it blank.",
            "A dash or dots mean 0 to some and “not known” to others, so they count as blank, never as 0.",
        ),
    ),
    "word_for_none": kind(
        "error",
        (
            "“{found}” là chữ, không phải là số.",
            "{expected}",
            "Nếu đúng là không có thì ghi 0; chưa có số liệu thì để trống (chỉ tiêu sẽ “Chưa đủ số liệu”).",
            "“Không có” có thể là số 0, có thể là chưa có số liệu; chữ không được đọc thành 0.",
        ),
        (
            "“{found}” is a word, not a number.",
            "{expected}",
            "Where there really is none write 0; where it is not known yet, leave it blank (the target stays undecided).",
            "“None” may be 0 or may mean that nobody knows; a word is never read as 0.",
        ),
    ),
    "words_with_number": kind(
        "error",
        (
            "“{found}” có kèm chữ hoặc ký hiệu ngoài con số.",
            "{expected}",
            "Nếu con số đúng là {number} thì ô này chỉ ghi {number}, không kèm chữ; chưa có thì để trống (chỉ tiêu sẽ "
            "“Chưa đủ số liệu”).",
            "Ô số chỉ chứa số. Đơn vị tính, lời chú, chữ “khoảng” có thể làm số mang nghĩa khác, nên không tự bỏ chữ lấy số.",
        ),
        (
            "“{found}” has words or signs beside the number.",
            "{expected}",
            "If the figure really is {number}, write just {number}; where there is none yet, leave it blank (the target stays "
            "undecided).",
            "A cell for a figure holds a figure. A unit, a remark or “about” can change what it means, so the number is not "
            "taken out of the words.",
        ),
    ),
    "several_numbers": kind(
        "error",
        (
            "“{found}” chứa hơn một số.",
            "{expected}",
            "Mỗi ô chỉ ghi một số.{guess}",
            "Nhiều số trong một ô có thể là tổng, là tỷ số, là khoảng; không tự cộng, không tự chọn số nào.",
        ),
        (
            "“{found}” holds more than one number.",
            "{expected}",
            "Write one number into a cell.{guess}",
            "Several numbers may be a sum, a ratio or a range; none is chosen and nothing is added up.",
        ),
    ),
    "formula_as_text": kind(
        "error",
        (
            "Ô chứa công thức “{found}” ở dạng chữ nên Excel không tính.",
            "{expected}",
            "Định dạng ô là General, bỏ dấu nháy ở đầu (nếu có), gõ lại công thức rồi lưu; hoặc ghi thẳng kết quả.",
            "Công thức gõ vào ô định dạng Text, hoặc sau dấu nháy, chỉ là chữ. Công thức không được tính thay Excel.",
        ),
        (
            "The cell holds the formula “{found}” as text, so Excel does not compute it.",
            "{expected}",
            "Format the cell as General, take away the apostrophe before it, type the formula again and save; or write its "
            "result.",
            "A formula typed into a cell formatted as Text, or behind an apostrophe, is only text. It is not computed here.",
        ),
    ),
    "footnote_mark": kind(
        "error",
        (
            "“{found}” có dấu chú thích bên số.",
            "{expected}",
            "Nếu con số là {number} thì ô này chỉ ghi {number}; lời chú thích ghi ở cột Ghi chú.",
            "Dấu *, (1), ¹ dính vào số thì không còn chắc đâu là số: 45¹ có thể là 45 hay 451.",
        ),
        (
            "“{found}” has a mark for a footnote beside the number.",
            "{expected}",
            "If the figure is {number}, write just {number}; notes belong into the column Ghi chú.",
            "With *, (1) or ¹ stuck to it the number is not sure any more: 45¹ may be 45 or 451.",
        ),
    ),
    "letters_for_digits": kind(
        "error",
        (
            "“{found}” có chữ cái ở chỗ của chữ số (chữ O cho số 0, chữ l hoặc I cho số 1…).",
            "{expected}",
            "Nếu đúng là {number} thì gõ lại {number} bằng các phím số.",
            "Chữ O, l, I, B trông giống 0, 1, 1, 8 nhưng không phải là số; chỉ gợi ý, không tự đổi.",
        ),
        (
            "“{found}” has letters in the place of digits (O for 0, l or I for 1 …).",
            "{expected}",
            "If {number} is meant, type {number} with the keys for digits.",
            "O, l, I and B look like 0, 1, 1 and 8 but are none; this is proposed, never taken.",
        ),
    ),
    "scientific": kind(
        "error",
        (
            "“{found}” là số viết rút gọn; các chữ số sau đã mất.",
            "{expected}",
            "Gõ lại đủ các chữ số; mã dài thì định dạng ô là Text (Văn bản) trước khi gõ.",
            "Excel viết số dài thành dạng 4,5E+09. Khi dạng ấy bị chép thành chữ thì các chữ số bị giấu không còn trong tệp.",
        ),
        (
            "“{found}” is a number in short notation; its further digits are lost.",
            "{expected}",
            "Type all its digits again; for a long code format the cell as Text first.",
            "Excel shows long numbers as 4,5E+09. Copied as text, the digits that this hides are no longer in the file.",
        ),
    ),
    "number_notation": kind(
        "error",
        (
            "“{found}” không đọc chắc được thành số: {what}.",
            "{expected}",
            "Gõ lại con số bằng các chữ số 0–9, không có dấu nào khác, ví dụ 45.",
            "Số viết theo cách lạ có thể bị hiểu thành số khác, nên không đoán.",
        ),
        (
            "“{found}” is not surely a number: it {what}.",
            "{expected}",
            "Type it again with the digits 0–9 and no other sign, such as 45.",
            "A number in an unusual notation may be taken for another one, so it is not guessed.",
        ),
    ),
    "percent_in_count": kind(
        "error",
        (
            "Ô này hỏi số lượng, “{found}” là tỷ lệ.",
            "{expected}",
            "Ghi số đếm được, không ghi tỷ lệ phần trăm.",
            "Không biết tổng số mà tỷ lệ dựa vào, nên tỷ lệ không đổi được thành số lượng.",
        ),
        (
            "The cell asks for a number, “{found}” is a rate.",
            "{expected}",
            "Write how many, not the percentage.",
            "Of what a rate is a part is not known, so it cannot be turned into a number.",
        ),
    ),
    "percent_hundredfold": kind(
        "error",
        (
            "Ô tỷ lệ hiện {found}: có thể đã gõ số rồi mới định dạng phần trăm, nên bị nhân 100.",
            "{expected}",
            "Nếu đúng là {meant} thì gõ lại {meant} vào ô.",
            "Gõ 58 rồi định dạng ô là phần trăm thì Excel hiện 5800%. Tỷ lệ không vượt 100%, nên con số này không dùng được.",
        ),
        (
            "A cell for a rate shows {found}: it may have been typed before it was formatted, and so made a hundredfold.",
            "{expected}",
            "If {meant} is meant, type {meant} into the cell again.",
            "Type 58 and then format the cell as a percentage, and Excel shows 5800%. No rate exceeds 100%: it is not used.",
        ),
    ),
    "rounded_display": kind(
        "error",
        (
            "Ô hiện {shown} nhưng giá trị lưu trong ô là {found}, không phải là số nguyên.",
            "{expected}",
            "Gõ lại số đúng vào ô; nếu là công thức thì làm tròn bằng hàm ROUND.",
            "Định dạng số chỉ làm tròn khi hiện, giá trị lưu vẫn có phần lẻ; giá trị lưu mới được tính.",
        ),
        (
            "The cell shows {shown}, but what is stored is {found}, which is not a whole number.",
            "{expected}",
            "Type the right number into the cell; round a formula with ROUND.",
            "A number format rounds what is shown; what is stored keeps its fraction, and that is what counts.",
        ),
    ),
    "misleading_format": kind(
        "error",
        (
            "Định dạng “{format}” làm ô hiện khác với giá trị lưu là {found}.",
            "{expected}",
            "Định dạng ô là Number (số), Date (ngày) hoặc General (chữ) rồi gõ lại; số ghi đầy đủ, không theo nghìn hay triệu.",
            'Định dạng như 0, hay 0" nghìn" làm 45 và 45.000 hiện giống nhau; không biết người gõ định ghi gì.',
        ),
        (
            "By its format “{format}” the cell shows something else than the stored {found}.",
            "{expected}",
            "Format the cell as Number, Date or General and type it again; a figure whole, not in thousands or millions.",
            'Formats such as 0, or 0" nghìn" show 45 and 45,000 alike; which was meant is not known.',
        ),
    ),
    "short_year": kind(
        "error",
        (
            "“{found}” ghi năm chỉ có hai chữ số.",
            "ngày, ví dụ 31/05/2022",
            "Ghi đủ bốn chữ số của năm, ví dụ 31/05/2022.",
            "Năm hai chữ số, nhất là cạnh ngày và tháng cũng hai chữ số, đọc được nhiều cách.",
        ),
        (
            "“{found}” gives the year with two digits.",
            "a date such as 31/05/2022",
            "Write all four digits of the year, such as 31/05/2022.",
            "A year of two digits beside a day and a month of two has several readings.",
        ),
    ),
    "incomplete_date": kind(
        "error",
        (
            "“{found}” chưa đủ ngày, tháng, năm.{filled}",
            "ngày, ví dụ 31/05/2022",
            "Ghi đủ ngày/tháng/năm, ví dụ 31/05/2022.",
            "Thiếu ngày thì không biết trước hay sau hạn; ngày không được tự điền.",
        ),
        (
            "“{found}” is not a whole date.{filled}",
            "a date such as 31/05/2022",
            "Write day, month and year, such as 31/05/2022.",
            "Without the day nobody can tell whether it was in time; it is not filled in.",
        ),
    ),
    "date_serial": kind(
        "error",
        (
            "Ô ngày chứa số {found}; Excel dùng số này cho ngày {day}.",
            "ngày, ví dụ 31/05/2022",
            "Nếu đúng là ngày {day} thì định dạng ô là Date (Ngày); nếu không thì gõ lại ngày.",
            "Excel lưu ngày thành số ngày đếm từ năm 1900 (hoặc 1904). Mất định dạng thì chỉ còn con số; không tự đổi.",
        ),
        (
            "A cell for a date holds the number {found}, which to Excel is {day}.",
            "a date such as 31/05/2022",
            "If that is the day, format the cell as Date; if not, type the date again.",
            "Excel stores a date as days since 1900 (or 1904). Without its format only the number is left.",
        ),
    ),
    "date_out_of_range": kind(
        "error",
        (
            "Ngày {found} không hợp lý: năm phải từ {first} đến {last}.",
            "ngày, ví dụ 31/05/2022",
            "Kiểm tra năm rồi gõ lại ngày.",
            "Năm gõ nhầm (1022, 2202), hoặc một số nhỏ nằm trong ô định dạng ngày, cho ra ngày của thế kỷ khác.",
        ),
        (
            "The date {found} cannot be right: its year is not from {first} to {last}.",
            "a date such as 31/05/2022",
            "Check the year and type the date again.",
            "A mistyped year (1022, 2202), or a small number in a cell formatted as a date, gives a day of another age.",
        ),
    ),
    "date_for_text": kind(
        "warning",
        (
            "Ô chữ chứa ngày {found}: có thể đã gõ {typed} và Excel tự đổi thành ngày.",
            "{expected}",
            "Nếu là số văn bản thì định dạng ô là Text (Văn bản) rồi gõ lại, kèm cơ quan ban hành, ví dụ 12/QĐ-PGDĐT.",
            "Gõ số văn bản 12/2021 thì Excel đổi thành ngày 01/12/2021. Ngày ấy được ghi nhận như chữ.",
        ),
        (
            "A cell for text holds the date {found}: {typed} may have been typed, and Excel made a date of it.",
            "{expected}",
            "If it is the number of a document, format the cell as Text and type it again, with who issued it.",
            "Type the number 12/2021 of a document and Excel makes 1 December 2021 of it. The date is taken as text.",
        ),
    ),
    "not_text": kind(
        "error",
        (
            "Ô cần chữ lại chứa {found}.",
            "{expected}",
            "Định dạng ô là Text (Văn bản) rồi gõ lại nội dung.",
            "Giá trị đúng/sai hay giờ trong một ô chữ không phải là nội dung được hỏi; có thể Excel đã tự đổi.",
        ),
        (
            "A cell for text holds {found}.",
            "{expected}",
            "Format the cell as Text and type it again.",
            "A truth value or a time of day is no text; Excel may have made it of what was typed.",
        ),
    ),
    "value_in_note": kind(
        "missing",
        (
            "Ô trống nhưng ghi chú (comment) của ô có số: “{found}”.",
            "{expected}",
            "Ghi {expected} vào chính ô này; ghi chú không được đọc thành số liệu.",
            "Ghi chú của ô thường là lời giải thích, số trong đó có thể là số khác, nên không bao giờ được đọc thành số liệu.",
        ),
        (
            "The cell is blank, but its note (comment) holds digits: “{found}”.",
            "{expected}",
            "Write {expected} into the cell itself; a note is not read as a figure.",
            "Notes explain, and a number in one may be another number, so it is never taken for the figure.",
        ),
    ),
    "notes_damaged": kind(
        "warning",
        (
            "Phần ghi chú (comment) của trang này bị hỏng, không đọc được; số liệu trong ô vẫn được đọc.",
            "",
            "Mở bằng Excel, lưu lại; nếu có số liệu ghi trong ghi chú thì chép vào ô.",
            "Ghi chú không bao giờ là số liệu, nên phần ghi chú hỏng không làm hỏng số liệu của trang.",
        ),
        (
            "The notes (comments) of this sheet are damaged and cannot be read; the figures in its cells are.",
            "",
            "Open the file in Excel and save it; figures that stand in notes belong into cells.",
            "A note is never a figure, so damaged notes do not spoil the figures of the sheet.",
        ),
    ),
    "unit_code_number": kind(
        "warning",
        (
            "Mã đơn vị {found} là số hoặc ngày, không phải chữ; có thể đã mất số 0 đầu hoặc chữ số sau. Mã không được dùng.",
            "mã dạng chữ (Text), ví dụ 01004301",
            "Định dạng ô mã là Text (Văn bản), rồi gõ lại đủ chữ số.",
            "Excel bỏ số 0 đứng đầu và rút gọn số dài thành 4,5E+09. Đơn vị được nhận theo cấp học và tên, không theo mã ấy.",
        ),
        (
            "The unit's code {found} is a number or a date, not text; digits may be lost. It is not used.",
            "a code as text, such as 01004301",
            "Format the cell as Text and type the whole code again.",
            "Excel drops the zeros before a number and shortens long ones to 4,5E+09. The unit is known by level and name.",
        ),
    ),
}
