"""Mistakes of a rule file as a text, and of its shape: YAML, keys, kinds of value."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error

TEXTS = {
    "too_many": error(
        (
            "quá nhiều lỗi",
            "còn {count} chỗ sai nữa không kể ra",
            "Sửa những chỗ đã kể rồi chạy lại. Nhiều như vậy thì có lẽ đây không phải là tệp chỉ tiêu.",
        ),
        (
            "too many mistakes",
            "{count} more that are not listed",
            "Mend those that are listed and run again. With so many this is perhaps no rule file.",
        ),
    ),
    "cannot_read": error(
        (
            "không đọc được tệp",
            "không đọc được: {reason}",
            "Tệp không có, là thư mục, hoặc không được phép đọc. Kiểm tra lại đường dẫn và quyền.",
        ),
        (
            "the file cannot be read",
            "cannot be read: {reason}",
            "There is no such file, it is a folder, or it may not be read. Check the path and its permissions.",
        ),
    ),
    "not_utf8": error(
        (
            "không phải UTF-8",
            "không phải văn bản UTF-8",
            "Lưu lại tệp với bảng mã UTF-8 (trong Notepad: Lưu như…, Mã hóa: UTF-8).",
        ),
        ("not UTF-8", "is not UTF-8 text", "Save the file again as UTF-8 (in Notepad: Save as…, Encoding: UTF-8)."),
    ),
    "too_large": error(
        (
            "tệp quá lớn",
            "lớn hơn {limit} byte",
            "Một năm học chiếm khoảng 100 KB. Kiểm tra xem có đúng là tệp chỉ tiêu không.",
        ),
        (
            "too large",
            "is larger than {limit} bytes",
            "A year takes about 100 KB. Check whether this is a rule file at all.",
        ),
    ),
    "yaml_syntax": error(
        (
            "sai cú pháp YAML",
            "không phải YAML đúng: {reason}",
            "Từ chỗ này tệp không đọc được nữa. Thường là thụt lề lệch, thiếu dấu ngoặc, hoặc chữ có “: ” hay “ #” mà "
            "không để "
            "trong ngoặc kép. Sửa chỗ này trước; phần sau chưa được xem.",
        ),
        (
            "not valid YAML",
            "not valid YAML: {reason}",
            "From here on the file cannot be read. Usually the indentation is off, a bracket is not closed, or a text "
            "holds "
            "`: ` or ` #` and is not in quotes. Mend this first: what follows has not been looked at.",
        ),
    ),
    "yaml_tab": error(
        (
            "dấu tab",
            "không phải YAML đúng: ở đây có dấu tab; thụt lề bằng dấu cách",
            "YAML chỉ thụt lề bằng dấu cách. Đặt trình soạn thảo đổi tab thành dấu cách.",
        ),
        (
            "a tab",
            "not valid YAML: a tab stands here; indent with spaces",
            "YAML is indented with spaces alone. Let the editor turn tabs into spaces.",
        ),
    ),
    "comma_in_text": error(
        (
            "dấu phẩy ngắt câu chữ",
            'dấu phẩy ngắt câu chữ ở đây; đặt cả câu trong ngoặc kép: {begun}: "…, {key}"',
            "Trong ngoặc nhọn, dấu phẩy ngăn khóa này với khóa kia; con số có dấu phẩy (86,9%) cũng bị ngắt "
            "như vậy. Chữ có dấu "
            'phẩy thì đặt trong ngoặc kép: {vi: "Trẻ 3 tuổi, 4 tuổi"}.',
        ),
        (
            "a comma that ends a text",
            'a comma ends the text here; put all of it in quotes: {begun}: "…, {key}"',
            "In braces a comma parts one key from the next, also within a number (86,9%). A text with a "
            "comma stands in quotes: "
            '{vi: "Children of 3, of 4"}.',
        ),
    ),
    "nested_too_deeply": error(
        (
            "lồng quá sâu",
            "lồng quá sâu",
            "Không phần nào của tệp chỉ tiêu cần lồng sâu như vậy: có lẽ thừa dấu ngoặc mở.",
        ),
        (
            "nested too deeply",
            "nested too deeply",
            "Nothing in a rule file is nested like this: brackets may be left open.",
        ),
    ),
    "yaml_tag": error(
        ("thẻ YAML", "không được dùng thẻ (`!…`)", "Bỏ thẻ. Chữ bắt đầu bằng `!` thì để trong ngoặc kép."),
        ("a tag", "tags (`!…`) are not allowed", "Leave the tag out. A text that begins with `!` stands in quotes."),
    ),
    "yaml_alias": error(
        (
            "neo và bí danh YAML",
            "không được dùng neo và bí danh (`&`, `*`): viết đầy đủ ra",
            "Một năm viết đầy đủ trong một tệp, đọc chỗ nào hiểu chỗ ấy. Chữ bắt đầu bằng `&` hay `*` thì để trong "
            "ngoặc kép.",
        ),
        (
            "anchors and aliases",
            "anchors and aliases (`&`, `*`) are not allowed: write it out",
            "A year is written out in full, so that each place can be read by itself. A text that begins with `&` or "
            "`*` stands "
            "in quotes.",
        ),
    ),
    "merge_key": error(
        ("khóa gộp", "không được dùng khóa gộp (`<<`): viết đầy đủ ra", "Viết đầy đủ các khóa ở từng chỗ."),
        ("a merge key", "merge keys (`<<`) are not allowed: write it out", "Write the keys out in each place."),
    ),
    "key_no_word": error(
        (
            "khóa không phải chữ",
            "khóa phải là một từ",
            "Trước dấu hai chấm chỉ có một từ, không có danh sách hay ngoặc.",
        ),
        ("a key that is no word", "a key is a word", "Before the colon stands one word, no list and no brackets."),
    ),
    "key_twice": error(
        ("khóa lặp", "khóa `{key}` có hai lần", "Bỏ bớt một; YAML thông thường sẽ lặng lẽ lấy cái sau."),
        ("a key twice", "`{key}` stands twice", "Remove one of them; YAML at large takes the last one in silence."),
    ),
    "unknown_key": error(
        (
            "khóa lạ",
            "`{key}` không phải là khóa ở đây",
            "Khóa sai chính tả, hoặc thụt lề sai nên rơi vào chỗ khác. Các khóa được dùng có ở "
            "docs/rule-file-reference.md.",
        ),
        (
            "unknown key",
            "`{key}` is not a key here",
            "The key is misspelt, or it is indented so that it belongs to something else. "
            "docs/rule-file-reference.md lists "
            "all keys.",
        ),
    ),
    "key_missing": error(
        ("thiếu khóa", "thiếu `{key}`", "Khóa này bắt buộc. docs/rule-file-reference.md nói mỗi khóa để làm gì."),
        (
            "a key is missing",
            "`{key}` is missing",
            "This key must be there. docs/rule-file-reference.md says what it is for.",
        ),
    ),
    "wrong_shape": error(
        (
            "sai dạng",
            "{key}: phải là {expected}, không phải {found}",
            "Chỉ `true`, `false` là câu trả lời; chỉ số nguyên viết bình thường là số (`58`, không phải `058`, `1e3`, "
            "`1_000`). "
            "Số hay true, false mà là chữ thì để trong ngoặc kép.",
        ),
        (
            "a value of the wrong kind",
            "{key}: must be {expected}, not {found}",
            "Only `true` and `false` are answers, only plain whole numbers are numbers (`58`, not `058`, `1e3`, "
            "`1_000`). A "
            "number, true or false that is meant as a text stands in quotes.",
        ),
    ),
    "needs_quotes": error(
        (
            "thiếu ngoặc kép",
            '{key}: `{found}` được hiểu là số hoặc true/false; là chữ thì viết trong ngoặc kép: "{found}"',
            "Trong YAML, `58` là số và `true` là câu trả lời. Chỗ này cần chữ.",
        ),
        (
            "quotes are missing",
            '{key}: `{found}` is a number or an answer; as a text it stands in quotes: "{found}"',
            "In YAML `58` is a number and `true` an answer. Here a text is needed.",
        ),
    ),
    "not_one_of": error(
        ("giá trị lạ", "{key}: không có `{found}`", "Chỉ nhận những giá trị được liệt kê."),
        ("a value that there is not", "{key}: there is no `{found}`", "Only the values that are listed are taken."),
    ),
    "bad_date": error(
        (
            "sai ngày",
            "{key}: ngày viết NNNN-TT-NN, không phải {found}",
            "Viết như 2031-05-31, và ngày ấy phải có thật.",
        ),
        (
            "no date",
            "{key}: a date is written YYYY-MM-DD, not {found}",
            "Written like 2031-05-31, and there must be such a day.",
        ),
    ),
}
