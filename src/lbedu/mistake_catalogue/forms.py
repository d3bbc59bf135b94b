"""Mistakes in what a rule file says of units, forms, foreign forms and commitments: names and codes that "
"do not hold together."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error

FORMS = {
    "unknown_name": error(
        (
            "tên không có",
            "không có {what} `{name}`",
            "Tên phải được khai báo ở chỗ khác trong tệp. Sửa chính tả, hoặc khai báo thêm.",
        ),
        (
            "a name that there is not",
            "no {what} `{name}`",
            "The name must be declared elsewhere in the file. Mend its spelling, or declare it.",
        ),
    ),
    "name_twice": error(
        ("tên lặp", "{what} `{name}` có hai lần", "Mỗi tên chỉ dùng một lần: đổi tên một trong hai, hoặc bỏ bớt."),
        ("a name twice", "{what} `{name}` stands twice", "A name is used once: rename one of the two, or remove it."),
    ),
    "code_taken": error(
        (
            "Mã số lặp",
            "code {code} đã là của {other}{at}",
            "Ô số liệu được tìm theo Mã số. Chọn mã chưa dùng; mã của năm trước không đổi nghĩa.",
        ),
        (
            "a code used twice",
            "code {code} is {other}'s{at}",
            "Figures are found by their code. Take one that is not used; codes of former years keep their meaning.",
        ),
    ),
    "main_form": error(
        (
            "không đúng một biểu chính",
            "{kind} phải điền đúng một biểu không phải danh sách, nay có {count}",
            "Mỗi loại đơn vị có một biểu chính; các biểu khác của nó có `rows`.",
        ),
        (
            "not one main form",
            "{kind} fills in exactly one form that is no list, not {count}",
            "Each kind of unit has one main form; any other form of it has `rows`.",
        ),
    ),
    "place_in_place": error(
        (
            "đơn vị nằm trong đơn vị cũng nằm trong nơi khác",
            "{kind} nằm trong {place}, mà {place} lại nằm trong nơi khác hoặc trong chính nó",
            "Số liệu được cộng theo một tầng: loại đơn vị ghi ở `lies_in` không tự nằm trong loại nào nữa.",
        ),
        (
            "units within units within others",
            "{kind} lies in {place}, which itself lies in something",
            "Figures are added up by one tier: the kind that `lies_in` names lies in nothing itself.",
        ),
    ),
    "two_places": error(
        (
            "hai loại địa bàn",
            "các đơn vị khác nằm trong {other}, không phải {place}",
            "Mọi loại đơn vị có `lies_in` cùng nằm trong một loại: số liệu chỉ được cộng theo loại ấy.",
        ),
        (
            "two kinds of place",
            "other units lie in {other}, not in {place}",
            "All kinds with `lies_in` lie in the same kind: figures are added up by that one alone.",
        ),
    ),
    "options_misplaced": error(
        (
            "`options` sai chỗ",
            "{field}: `options` đi với choice và rank",
            "Số liệu loại choice, rank cần `options`; loại khác thì không.",
        ),
        (
            "`options` out of place",
            "{field}: `options` goes with choice and rank",
            "A field of the type choice or rank needs `options`; others have none.",
        ),
    ),
    "evidence_misplaced": error(
        ("`evidence` sai chỗ", "{field}: `evidence` đi với yes_no", "Chỉ câu hỏi Có/Không mới có minh chứng."),
        ("`evidence` out of place", "{field}: evidence goes with yes_no", "Only a yes/no question has evidence."),
    ),
    "min_of_asked": error(
        (
            "`min` sai chỗ",
            "{field}: giá trị nhỏ nhất trên 0 chỉ đi với số liệu luôn được hỏi",
            "Bỏ `min`, hoặc bỏ `asked_when`.",
        ),
        (
            "`min` out of place",
            "{field}: a lowest value above 0 goes with fields that are always asked",
            "Leave out `min`, or `asked_when`.",
        ),
    ),
    "max_below_min": error(
        ("`max` nhỏ hơn `min`", "{field}: `max` nhỏ hơn `min`", "Sửa một trong hai; `min` là 0 nếu không ghi."),
        ("`max` below `min`", "{field}: max is below min", "Mend one of them; `min` is 0 unless it is given."),
    ),
    "field_type": error(
        (
            "sai loại số liệu",
            "{name} thuộc loại {type}, không phải {types}",
            "Chỗ này cần số liệu loại khác. Xem loại ở `forms`.",
        ),
        (
            "a field of the wrong type",
            "{name} is {type}, not {types}",
            "A field of another type is needed here. `forms` says which type each has.",
        ),
    ),
    "levels_beyond": error(
        (
            "cấp học không khớp",
            "{name} không được hỏi ở mọi cấp học của {field}",
            "Số liệu tổng, hoặc câu hỏi điều kiện, phải được hỏi ở ít nhất những cấp học ấy.",
        ),
        (
            "levels that do not match",
            "{name} is not asked at every level of {field}",
            "The whole, or the condition, must be asked at those levels at least.",
        ),
    ),
    "circle": error(
        (
            "vòng tròn",
            "{field} quay lại chính nó qua `{key}`",
            "Gỡ một mắt xích: một số liệu không thể là một phần, hay điều kiện, của chính nó.",
        ),
        (
            "a circle",
            "{field} comes back to itself by `{key}`",
            "Take out one link: nothing is part of itself, or asked by itself.",
        ),
    ),
    "commitment_ways": error(
        (
            "nội dung không có câu trả lời",
            "{id}: đúng một trong targets, same_as, not_checked",
            "Mỗi nội dung hoặc có chỉ tiêu, hoặc trùng với nội dung khác, hoặc không kiểm tra và nói vì sao.",
        ),
        (
            "a commitment without an entry",
            "{id}: exactly one of targets, same_as, not_checked",
            "A commitment has targets, or is the same as another, or is not checked and says why.",
        ),
    ),
    "same_as_chain": error(
        (
            "trùng với nội dung lại trùng",
            "chính {id} lại trùng với nội dung khác",
            "Trỏ thẳng tới nội dung có chỉ tiêu.",
        ),
        (
            "the same as one that is the same",
            "{id} itself is the same as another",
            "Point to the commitment that has the targets.",
        ),
    ),
    "names_nothing": error(
        (
            "danh sách trống",
            "`{key}` để trống: phải có ít nhất một",
            "Ghi ít nhất một, hoặc bỏ khóa này nếu không bắt buộc.",
        ),
        (
            "an empty list",
            "`{key}` is empty: it names at least one",
            "Give at least one, or leave the key out where it is not needed.",
        ),
    ),
    "foreign_list": error(
        (
            "biểu ngoài vào danh sách",
            "{form} là danh sách: biểu ngoài chỉ điền vào biểu mỗi dòng một số liệu",
            "Chọn biểu chính của đơn vị.",
        ),
        (
            "a foreign form for a list",
            "{form} is a list: a foreign form fills in a form with one row a field",
            "Choose the main form of the unit.",
        ),
    ),
    "foreign_type": error(
        (
            "biểu ngoài không trả lời được",
            "{field} thuộc loại {type}: biểu ngoài chỉ trả lời {types}",
            "Bỏ số liệu này khỏi `fields` của biểu ngoài.",
        ),
        (
            "what a foreign form cannot answer",
            "{field} is {type}: a foreign form answers {types}",
            "Leave this field out of the foreign form.",
        ),
    ),
    "foreign_level": error(
        (
            "biểu ngoài sai cấp học",
            "{field} không được hỏi ở cấp {level}",
            "Sửa `level` của biểu ngoài, hoặc bỏ số liệu này.",
        ),
        (
            "a foreign form of another level",
            "{field} is not asked at level {level}",
            "Mend the `level` of the foreign form, or leave the field out.",
        ),
    ),
    "foreign_level_missing": error(
        (
            "biểu ngoài thiếu cấp học",
            "{field}: thiếu `level`",
            "Số liệu này chỉ hỏi ở một số cấp học; biểu ngoài phải ghi `level`.",
        ),
        (
            "a foreign form without level",
            "{field}: `level` is missing",
            "The field is asked at some levels only; the foreign form must give its `level`.",
        ),
    ),
    "foreign_header": error(
        (
            "biểu ngoài thiếu dòng tiêu đề",
            "trang được nhận ra nhờ các từ ở dòng tiêu đề: chưa ghi từ nào",
            "Ghi ở `header` những từ luôn có ở dòng tiêu đề.",
        ),
        (
            "a foreign form without header",
            "a sheet is recognised by the words of its header: none are given",
            "Give at `header` the words that always stand there.",
        ),
    ),
    "foreign_sum_mixed": error(
        (
            "tổng lẫn dòng và cột",
            "dòng là tổng các dòng, cột là tổng các cột",
            "`total` và mọi `parts` đều là mã, hoặc đều là tiêu đề cột.",
        ),
        (
            "a sum of rows and columns",
            "a row is the sum of rows, and a column is the sum of columns",
            "`total` and all `parts` are codes, or all are headings.",
        ),
    ),
    "foreign_sum_twice": error(
        (
            "tổng đếm hai lần",
            "có hai lần trong một tổng thì bị đếm hai lần",
            "Mỗi mã, mỗi cột chỉ một lần, và không phải chính tổng.",
        ),
        (
            "a sum that counts twice",
            "what stands twice in a sum is counted twice",
            "Each code or column stands once, and is not the total itself.",
        ),
    ),
}
