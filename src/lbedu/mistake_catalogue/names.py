"""What is probably a slip in texts, names, dates and numbers of a rule file, and in the order of its commitments."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import warning

NAMES = {
    "code_alike": warning(
        (
            "hai Mã số giống nhau",
            "mã {code} đọc giống mã {other}",
            "Trên giấy không ai phân biệt 07 với 7. Chọn mã khác.",
        ),
        (
            "codes that read alike",
            "code {code} reads like {other}",
            "On paper nobody tells 07 from 7. Take another code.",
        ),
    ),
    "row_gap": warning(
        (
            "danh sách thiếu dòng",
            "thiếu dòng {missing}: tiếp theo là {code}",
            "Dòng của danh sách đánh số liền nhau. Thêm dòng còn thiếu, hoặc sửa mã.",
        ),
        (
            "a row is missing in a list",
            "{missing} is lacking: what follows is {code}",
            "Rows of a list are numbered without gaps. Add the row that is lacking, or mend the code.",
        ),
    ),
    "prefixes_missing": warning(
        (
            "cấp học thiếu tiền tố",
            "cấp {level} không có `prefixes`, các cấp khác có",
            "Tên trường sẽ không so được với cách viết đầy đủ (“Trường Tiểu học …”). Thêm `prefixes`.",
        ),
        (
            "a level without prefixes",
            "level {level} has no `prefixes`, and others have",
            "Names with the words of their level before them would not be recognised. Add `prefixes`.",
        ),
    ),
    "clause_order": warning(
        (
            "sai thứ tự mục",
            "mục {clause} đứng sau mục {before}",
            "Các nội dung xếp theo thứ tự của văn bản, để ai cầm văn bản cũng dò được. Chuyển chỗ, hoặc sửa số mục.",
        ),
        (
            "clauses out of order",
            "clause {clause} stands behind {before}",
            "Commitments stand in the order of the directive, so that one can be held beside the other. Move it, or "
            "mend the clause.",
        ),
    ),
    "commitment_order": warning(
        ("sai thứ tự số hiệu", "{id} đứng sau {before}", "Số hiệu tăng dần từ trên xuống."),
        ("ids out of order", "{id} stands behind {before}", "Ids go up from top to bottom."),
    ),
    "commitment_gap": warning(
        (
            "thiếu nội dung",
            "thiếu {missing}: trước đó là {before}",
            "Mỗi nội dung của văn bản có một mục trong tệp, kể cả khi không kiểm tra (`not_checked`). Thêm mục còn "
            "thiếu, hoặc đánh lại số.",
        ),
        (
            "a commitment without an entry",
            "{missing} is lacking: before it stands {before}",
            "Every commitment of the directive has an entry, also one that is `not_checked`. Add what is lacking, or "
            "number anew.",
        ),
    ),
    "commitment_year": warning(
        (
            "số hiệu của năm khác",
            "{id} không bắt đầu bằng {year}",
            "Hai chữ số đầu là của năm; năm học thì là năm đầu.",
        ),
        (
            "an id of another year",
            "{id} does not begin with {year}",
            "The first two digits are those of the year, of a school year those of its first.",
        ),
    ),
    "year_span": warning(
        ("năm học không liền", "{year} không phải hai năm liền nhau", "Năm học viết như 2031-2032, năm viết như 2031."),
        (
            "no school year",
            "{year} is no two years in a row",
            "Written like 2031-2032; a calendar year like 2031.",
        ),
    ),
    "day_outside": warning(
        (
            "ngày ngoài năm",
            "{day} nằm ngoài khoảng {first} đến {last}",
            "Có lẽ ghi nhầm năm. Hạn và ngày đánh giá thường từ đầu năm học đến hết năm dương lịch kết thúc năm học; "
            "kế hoạch theo năm thì từ quý IV năm trước đến hết quý I năm sau.",
        ),
        (
            "a day outside the year",
            "{day} is not between {first} and {last}",
            "The year may be a slip. Deadlines and as-of dates lie between the summer before the school year and the "
            "end of the year in which it ends; of a calendar year from the October before to the March behind it.",
        ),
    ),
    "file_name": warning(
        (
            "tên tệp khác năm",
            "tệp tên {file} mà năm là {year}",
            "Tệp được tìm theo tên, nên tên phải là năm.",
        ),
        (
            "a file named after another year",
            "the file is called {file} and its year is {year}",
            "Files are found by their names, so the name must be the year.",
        ),
    ),
    "english_missing": warning(
        (
            "thiếu tiếng Anh",
            "thiếu `en`; tiếng Anh sẽ hiện chữ tiếng Việt",
            "Chỉ báo khi tệp có tiếng Anh ở chỗ khác. Thêm `en`, hoặc bỏ tiếng Anh ở cả tệp.",
        ),
        (
            "English is missing",
            "`en` is missing; English shows the Vietnamese",
            "Reported only where the file has English elsewhere. Add `en`, or leave English out altogether.",
        ),
    ),
    "text_blank": warning(
        ("chữ để trống", "`{key}` để trống", "Ghi chữ, hoặc bỏ khóa này."),
        ("a blank text", "`{key}` is blank", "Write the text, or leave the key out."),
    ),
    "figures_differ": warning(
        ("hai bản khác số", "tiếng Việt có {vi}, tiếng Anh có {en}", "Hai thứ tiếng phải nói cùng những con số."),
        ("the two languages differ", "Vietnamese says {vi}, English {en}", "Both languages must say the same figures."),
    ),
    "title_twice": warning(
        (
            "tên chỉ tiêu lặp",
            "chỉ tiêu {other} cũng có tên này",
            "Người đọc bảng kết quả không phân biệt được hai chỉ tiêu.",
        ),
        (
            "a title twice",
            "{other} has this title, too",
            "Nobody can tell the two targets apart in a table of results.",
        ),
    ),
    "label_twice": warning(
        (
            "nhãn lặp",
            "{other} cũng có nhãn này",
            "Bảng được đọc theo tiêu đề cột có thể nhầm hai số liệu. Ghi nhãn khác nhau.",
        ),
        (
            "a label twice",
            "{other} has this label, too",
            "In a table with labels for headings the two cannot be told apart. Give them different labels.",
        ),
    ),
    "unit_twice": warning(
        (
            "tên đơn vị trùng",
            "`{name}` đọc giống `{other}`",
            "Hai tên giống nhau sau khi bỏ qua chữ hoa, dấu cách, vị trí dấu thì không phân biệt được.",
        ),
        (
            "two units of one name",
            "`{name}` reads like `{other}`",
            "Names that are equal but for capitals, spaces and the place of tone marks cannot be told apart.",
        ),
    ),
    "unused_name": warning(
        ("khai báo mà không dùng", "không chỗ nào dùng {what} `{name}`", "Bỏ đi, hoặc tìm chỗ lẽ ra phải dùng."),
        (
            "declared and not used",
            "{what} `{name}` is used nowhere",
            "Remove it, or find where it should have been used.",
        ),
    ),
    "not_composed": warning(
        (
            "chữ dựng sẵn và tổ hợp",
            "chữ viết bằng dấu rời (NFD)",
            "Trông giống mà khác mã. Trình soạn thảo nào cũng đổi sang NFC được; tên so với sổ không sao, còn tên "
            "trong tệp phải khớp từng ký tự.",
        ),
        (
            "decomposed letters",
            "letters with separate marks (NFD)",
            "They look alike and are different characters. Convert the file to NFC: names inside a rule file match "
            "character by character.",
        ),
    ),
    "hidden_characters": warning(
        (
            "ký tự vô hình",
            "có ký tự không nhìn thấy: {found}",
            "Thường theo vào khi chép từ trang web hay Word. Gõ lại chỗ ấy.",
        ),
        (
            "invisible characters",
            "holds characters that nobody sees: {found}",
            "They come along when text is copied from a page or from Word. Type the place anew.",
        ),
    ),
}
