"""Words of ours that messages put together, in Vietnamese."""

from __future__ import annotations

OURS = ("what", "expected", "found", "where")
"""Facts that may be such words."""

TERMS = {
    "kind of unit": "loại đơn vị",
    "unit": "đơn vị",
    "named unit": "đơn vị nêu tên",
    "level": "cấp học",
    "type": "loại hình",
    "flag": "dấu hiệu",
    "group": "nhóm",
    "row": "dòng",
    "noun": "danh từ ở `nouns`",
    "choice": "danh sách ở `choices`",
    "form": "biểu mẫu",
    "field": "số liệu",
    "code": "mã",
    "commitment": "nội dung",
    "target": "chỉ tiêu",
    "option": "câu trả lời",
    "heading": "tiêu đề",
    "what is asked of one unit": "điều hỏi ở một đơn vị",
    "a text": "chữ",
    "a text that is not blank": "chữ, không để trống",
    "a whole number": "số nguyên",
    "true or false": "true hoặc false",
    "a list": "danh sách",
    "keys with values": "các khóa có giá trị",
    "two texts, for one and for several": "hai chữ, số ít và số nhiều",
    "a text or a whole number": "chữ hoặc số nguyên",
    "a text or a list": "chữ hoặc danh sách",
    "a text, true or false": "chữ, true hoặc false",
    "a field, a list of fields, or fields by level": "một số liệu, danh sách số liệu, hoặc số liệu theo cấp học",
    "a word in small letters, digits and _": "một từ gồm chữ thường không dấu, số và _",
    "words in small letters joined by -": "các từ chữ thường không dấu nối bằng -",
    "a code of digits and capitals": "mã gồm chữ số và chữ hoa, nhiều nhất sáu ký tự",
    "an id such as 21-06": "số hiệu như 21-06",
    "a school year such as 2021-2022, or a year such as 2026": "năm học như 2021-2022, hoặc năm như 2026",
    "nothing": "bỏ trống",
    "the number": "số",
    "the word": "từ",
}
