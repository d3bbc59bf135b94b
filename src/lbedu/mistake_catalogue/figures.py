"""Mistakes in the figures of a target, and in what they are held against."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error

FIGURES = {
    "unknown_field": error(
        (
            "số liệu không có",
            "không biểu mẫu nào có số liệu `{name}`",
            "Viết `biểu.số_liệu`, như `school.pupils`; số liệu được khai báo ở `forms`.",
        ),
        (
            "a field that no form has",
            "no form has the field `{name}`",
            "Written `form.field`, such as `school.pupils`; fields are declared in `forms`.",
        ),
    ),
    "level_not_asked": error(
        (
            "cấp học không được hỏi",
            "{name} không được hỏi ở cấp {level}",
            "Số liệu này chỉ hỏi ở những cấp học ghi ở `levels` của nó.",
        ),
        (
            "a level that is not asked",
            "{name} is not asked at level {level}",
            "This field is asked at the levels of its `levels` only.",
        ),
    ),
    "level_out": error(
        (
            "cấp học không được hỏi số liệu này",
            "cấp {level} không được hỏi số liệu này",
            "Bỏ cấp học ấy, hoặc hỏi số liệu ở cấp học ấy.",
        ),
        (
            "a level that is not asked for this",
            "level {level} is not asked for this",
            "Leave the level out, or ask it for the field.",
        ),
    ),
    "field_twice": error(
        ("cộng hai lần", "{name} có hai lần trong một tổng", "Mỗi số liệu chỉ cộng một lần."),
        ("added twice", "{name} stands twice in one figure", "Each field is added once."),
    ),
    "figure_forms": error(
        (
            "cộng số liệu của nhiều biểu",
            "chỉ cộng số liệu của cùng một biểu",
            "Tách thành nhiều phần của `all_of`, hoặc hỏi số liệu ở cùng một biểu.",
        ),
        (
            "a figure of several forms",
            "a figure adds up fields of one form",
            "Make several parts of `all_of`, or ask for the fields on one form.",
        ),
    ),
    "share_forms": error(
        ("tử và mẫu ở hai biểu", "tử số và mẫu số phải thuộc cùng một biểu", "Hỏi cả hai số liệu ở cùng một biểu."),
        ("part and whole of two forms", "part and whole are fields of one form", "Ask for both on one form."),
    ),
    "share_counts": error(
        (
            "tỷ lệ không phải từ số đếm",
            "tỷ lệ và bình quân tính từ số đếm",
            "Dùng hai số liệu loại `count`. Tỷ lệ đơn vị tự tính (`percent`, `number`) thì dùng `value`.",
        ),
        (
            "a share of no counts",
            "a share or a ratio is made of counts",
            "Take two fields of the type `count`. A rate that a unit gives itself (`percent`, `number`) is a `value`.",
        ),
    ),
    "mixed_types": error(
        (
            "cộng lẫn loại số liệu",
            "chỉ cộng được count với count hay number với number, không cộng {types}",
            "Dùng số liệu cùng loại.",
        ),
        ("figures that do not add up", "only counts or only numbers add up, not {types}", "Take fields of one type."),
    ),
    "comparison_missing": error(
        (
            "không đúng một phép so sánh",
            "cần đúng một phép so sánh",
            "Mỗi phần của chỉ tiêu có đúng một: ít nhất, nhiều hơn, nhiều nhất, ít hơn, hoặc bằng.",
        ),
        (
            "not one comparison",
            "needs exactly one of the comparisons",
            "Each part of a target is held against something in exactly one way.",
        ),
    ),
    "equals_share": error(
        (
            "tỷ lệ so bằng",
            "tỷ lệ, bình quân không so bằng: dùng at_least hoặc at_most",
            "Tỷ lệ là phân số chính xác, hầu như không bao giờ đúng bằng.",
        ),
        (
            "a share held to be equal",
            "a share or a ratio is never held to be equal: use at_least or at_most",
            "A share is an exact fraction and hardly ever equal to anything.",
        ),
    ),
    "equals_several": error(
        ("bằng hai ngưỡng", "không gì bằng hai ngưỡng một lúc", "Ghi một ngưỡng."),
        ("equal to several", "nothing equals two thresholds", "Give one threshold."),
    ),
    "threshold_type": error(
        (
            "ngưỡng khác loại",
            "{value} thuộc loại {type}: không so được với {kind}",
            "So số liệu với số liệu cùng loại; rank và choice còn phải cùng `options`.",
        ),
        (
            "a threshold of another type",
            "{value} is {type}: it cannot be held against {kind}",
            "Hold fields against fields of their type; ranks and choices need the same `options`, too.",
        ),
    ),
    "own_in_sum": error(
        (
            "so với số liệu của chính đơn vị",
            "{value}: số liệu khác của cùng đơn vị so bằng `value`, từng đơn vị một",
            "Viết `every: {value: …}`.",
        ),
        (
            "a figure of the same unit",
            "{value}: another figure of the same unit is compared with `value`, unit by unit",
            "Write `every: {value: …}`.",
        ),
    ),
    "equals_reference": error(
        (
            "bằng số liệu của đơn vị khác",
            "số liệu do đơn vị khác cung cấp không so bằng",
            "Dùng at_least, more_than, at_most hoặc less_than.",
        ),
        (
            "equal to somebody else's figure",
            "a figure that another unit supplies is never held to be equal",
            "Use at_least, more_than, at_most or less_than.",
        ),
    ),
    "reference_several": error(
        (
            "nhiều đơn vị cung cấp ngưỡng",
            "{value}: phải do một đơn vị duy nhất cung cấp, mà nhiều đơn vị điền {form}",
            "Chỉ loại đơn vị có đúng một đơn vị ở `expects` mới cung cấp ngưỡng cho mọi đơn vị.",
        ),
        (
            "a threshold that several supply",
            "{value}: one unit alone must supply it, and several fill in {form}",
            "Only a kind of unit of which `expects` lists one supplies a threshold to all.",
        ),
    ),
    "bad_threshold": error(
        (
            "ngưỡng không hợp lệ",
            "`{value}` không phải {what}: ghi như {example}",
            "count: số nguyên (3500, không phải 3.500 hay 1_000); percent và tỷ lệ: 58% hay 86,9%; number và ratio: 7.5; date: "
            "2031-05-31; rank: id của một mức.",
        ),
        (
            "no threshold of this type",
            "`{value}` is not {what}: write it like {example}",
            "count: a whole number (3500, not 3.500 or 1_000); percent and shares: 58% or 86,9%; number and ratio: 7.5; date: "
            "2031-05-31; rank: the id of a step.",
        ),
    ),
    "bad_day": error(
        (
            "hạn không phải ngày",
            "`{value}` không phải ngày: NNNN-TT-NN hoặc as_of",
            "Viết như 2031-05-31, hoặc `as_of` cho ngày đánh giá.",
        ),
        (
            "a deadline that is no day",
            "`{value}` is no date: YYYY-MM-DD or as_of",
            "Written like 2031-05-31, or `as_of` for the as-of date.",
        ),
    ),
}
