"""Mistakes in what a target measures: keys, scopes and parts that do not go together."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error

MEASURES = {
    "measure_shape": error(
        (
            "chỉ tiêu không rõ đo gì",
            "không thể là {given}",
            "Mỗi phần đo đúng một thứ, bằng một trong các khóa liệt kê (share đi với of; ratio với per; done với on và by).",
        ),
        (
            "a measure that is none",
            "cannot be {given}",
            "Each part measures one thing, by one of the keys listed (share with of; ratio with per; done with on and by).",
        ),
    ),
    "key_misplaced": error(
        (
            "khóa không đi cùng",
            "`{key}` không đi với {where}",
            "Bỏ khóa này hoặc đưa ra ngoài: viết mà không được dùng thì chỉ tiêu sai nghĩa.",
        ),
        (
            "a key that does not go here",
            "`{key}` does not go with {where}",
            "Leave it out or move it up: what is written and ignored would be another target.",
        ),
    ),
    "beside_all_of": error(
        (
            "điều kiện cạnh `all_of`",
            "`{key}` không đứng cạnh `all_of`: ghi vào từng phần; hoặc viết `every: {{all_of: […]}}` rồi "
            "ghi `{key}` cạnh `every`",
            "Các phần của `all_of` có thể tính trên những đơn vị khác nhau, nên phần nào tính ở đâu thì ghi "
            "ở phần ấy. Khi mọi phần "
            "cùng hỏi một đơn vị, `every` gộp chúng làm một điều kiện, và cạnh `every` ghi được levels, "
            "types, flags, among, when.",
        ),
        (
            "a scope beside `all_of`",
            "`{key}` does not stand beside `all_of`: write it in each part; or write `every: {{all_of: "
            "[…]}}`, and `{key}` beside "
            "`every`",
            "The parts of an `all_of` may run over different units, so each says where it counts. Where all "
            "of them ask one unit, "
            "`every` makes one check of them, and beside `every` levels, types, flags, among and when may stand.",
        ),
    ),
    "each_share": error(
        (
            "`each` với tỷ lệ dưới 100%",
            "tỷ lệ chỉ đòi hỏi ở từng đơn vị khi ít nhất 100%",
            "Cả quận đạt 90% không có nghĩa mỗi trường đạt 90%. Bỏ `each`, hoặc dùng `every`.",
        ),
        (
            "`each` with a share under 100%",
            "a share is demanded of each unit only where it is at least 100%",
            "90% of the district is not 90% of each school. Leave out `each`, or use `every`.",
        ),
    ),
    "each_sum": error(
        (
            "`each` với tổng khác 0",
            "tổng chỉ đòi hỏi ở từng đơn vị khi nhiều nhất là 0",
            "Bỏ `each`, hoặc dùng `every`.",
        ),
        (
            "`each` with a sum other than 0",
            "a sum is demanded of each unit only where it is at most 0",
            "Leave out `each`, or use `every`.",
        ),
    ),
    "evidence_missing": error(
        (
            "không có minh chứng",
            "{name} không có minh chứng: ghi `evidence: true` cho số liệu ấy",
            "`attest` đòi câu trả lời Có kèm minh chứng, nên biểu phải hỏi minh chứng.",
        ),
        (
            "no evidence",
            "{name} has no evidence: give the field `evidence: true`",
            "`attest` wants the answer Có and its evidence, so the form must ask for it.",
        ),
    ),
    "done_forms": error(
        (
            "`done` và `on` ở hai biểu",
            "`done` và `on` phải thuộc cùng một biểu",
            "Hỏi ngày hoàn thành ở cùng biểu với câu hỏi.",
        ),
        ("`done` and `on` of two forms", "`done` and `on` are fields of one form", "Ask for the day on the same form."),
    ),
    "many_units": error(
        (
            "không hỏi được một đơn vị",
            "`{shape}` tính trên nhiều đơn vị, không hỏi được từng đơn vị",
            "Trong count, every, when chỉ dùng điều kiện về một đơn vị: value, share, attest, done, all_of.",
        ),
        (
            "cannot be asked of one unit",
            "`{shape}` runs over many units and cannot be asked of one",
            "Inside count, every and when stand checks of one unit: value, share, attest, done, all_of.",
        ),
    ),
    "compared_and_is": error(
        ("vừa so sánh vừa `is`", "hoặc so sánh, hoặc `is`, không cả hai", "Bỏ một trong hai."),
        (
            "compared and `is`",
            "is either compared or held to be one answer (`is`), not both",
            "Leave out one of the two.",
        ),
    ),
    "not_an_answer": error(
        (
            "câu trả lời không có",
            "{field} không thể là `{found}`",
            "Ghi id của một câu trả lời; yes_no là true hoặc false.",
        ),
        (
            "no answer of this field",
            "{field} can be no `{found}`",
            "Give the id of an answer; of a yes/no field true or false.",
        ),
    ),
    "needs_is": error(
        (
            "phải dùng `is`",
            "{field} thuộc loại {type}: so bằng `is`",
            "Chỉ số, tỷ lệ, ngày và mức xếp hạng mới so lớn bé.",
        ),
        (
            "compare with `is`",
            "{field} is {type}: compare it with `is`",
            "Only numbers, rates, dates and ranks are larger or smaller.",
        ),
    ),
    "when_form": error(
        (
            "điều kiện ở biểu khác",
            "điều kiện chỉ dùng số liệu của {form}",
            "`when` hỏi chính đơn vị ấy, ở chính biểu ấy.",
        ),
        (
            "a condition on another form",
            "the condition depends on fields of {form} alone",
            "`when` asks the unit itself, on the same form.",
        ),
    ),
    "parts_forms": error(
        ("các phần ở nhiều biểu", "mọi phần phải thuộc cùng một biểu", "Tách ra ở `all_of` ngoài cùng của chỉ tiêu."),
        ("parts of several forms", "all parts are asked of one form", "Part them at the outer `all_of` of the target."),
    ),
    "opposite_parts": error(
        (
            "các phần kéo ngược nhau",
            "{target}: các phần kéo {field} về hai phía ngược nhau: tách thành hai chỉ tiêu",
            "Từng phần được xét riêng; chỉ chắc chắn đúng khi chúng không kéo cùng một số liệu về hai phía. Xem "
            "docs/architecture.md.",
        ),
        (
            "parts that pull both ways",
            "{target}: its parts pull {field} in opposite directions: make them two targets",
            "Parts are judged one by one, which is sure only where they do not pull one figure both ways. See "
            "docs/architecture.md.",
        ),
    ),
    "entangled_condition": error(
        (
            "điều kiện vướng số liệu được hỏi",
            "{target}: `when` và điều được hỏi cùng phụ thuộc {field}",
            "Điều kiện và yêu cầu phải dùng số liệu khác nhau. Xem docs/architecture.md.",
        ),
        (
            "a condition on what is asked",
            "{target}: `when` and what is asked both depend on {field}",
            "The condition and what is asked must read different figures. See docs/architecture.md.",
        ),
    ),
    "mixed_scopes": error(
        (
            "các phần về nhiều loại đơn vị",
            "{target}: các phần nói về những loại đơn vị khác nhau: tách thành hai chỉ tiêu",
            "Mỗi loại hình một chỉ tiêu.",
        ),
        (
            "parts about different units",
            "{target}: its parts are about different types of unit: make them two targets",
            "One target for each type of unit.",
        ),
    ),
}
