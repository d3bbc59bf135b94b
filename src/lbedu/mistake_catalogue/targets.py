"""What targets probably do not mean: figures, levels and thresholds that do not fit, and what nothing "
"proves."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error, warning

TARGETS = {
    "share_whole": warning(
        (
            "tỷ lệ trên số khác",
            "{part} là một phần của {belongs}, mà tỷ lệ tính trên {whole}",
            "Mẫu số thường là số liệu mà tử số là một phần (`part_of`). Xem lại mẫu số, hoặc `part_of` của tử số.",
        ),
        (
            "a share of something else",
            "{part} is part of {belongs}, and the share is of {whole}",
            "The whole is usually what the part belongs to (`part_of`). Look at the whole, or at the `part_of` of the part.",
        ),
    ),
    "ratio_of_part": warning(
        (
            "bình quân của một phần",
            "{part} là một phần của {whole}: chia ra không bao giờ quá 1",
            "Một phần của tổng là tỷ lệ: viết `share`, `of` và mức phần trăm. `ratio`, `per` dành cho hai thứ khác nhau, như "
            "học sinh trên lớp.",
        ),
        (
            "a ratio of a part",
            "{part} is part of {whole}: divided by it, it never exceeds 1",
            "A part of a whole is a share: write `share`, `of` and a percentage. `ratio` and `per` are for two things, such as "
            "pupils per class.",
        ),
    ),
    "part_twice": warning(
        (
            "hai phần giống nhau",
            "{target}: có hai phần giống hệt nhau",
            "Bỏ bớt một phần, hoặc sửa phần lẽ ra phải khác.",
        ),
        (
            "two parts that say the same",
            "{target}: two of its parts say the same",
            "Remove one of them, or mend the one that should be different.",
        ),
    ),
    "title_figure": warning(
        (
            "số trong tên khác ngưỡng",
            "tên nói {said}, mà ngưỡng là {required}",
            "Tên và quy tắc phải nói cùng một con số: xem lại văn bản rồi sửa bên sai.",
        ),
        (
            "the title says another figure",
            "the title says {said}, and what is required is {required}",
            "Title and rule must say the same figure: look it up in the directive and mend the one that is wrong.",
        ),
    ),
    "mixed_nouns": warning(
        (
            "lẫn đơn vị tính",
            "đếm những thứ khác nhau: {nouns}",
            "Cộng, chia hay so sánh trẻ với học sinh, trường với lớp thì thường là nhầm số liệu. Nếu cùng là một thứ, "
            "dùng một danh từ ở `nouns`. Bình quân (học sinh trên lớp) viết bằng `ratio` và `per`.",
        ),
        (
            "mixed units",
            "counts different things: {nouns}",
            "Adding, dividing or comparing children and pupils, schools and classes usually takes the wrong field. "
            "Where both are one thing, use one noun of `nouns`. Pupils per class are `ratio` and `per`.",
        ),
    ),
    "mixed_levels": warning(
        (
            "lẫn cấp học",
            "{one} hỏi ở {levels}, {other} hỏi ở {others}: chỉ tính chung {both}",
            "Chỉ cấp học được hỏi đủ mọi số liệu mới được tính. Ghi `levels` để nói rõ, hoặc hỏi số liệu ở mọi cấp "
            "học cần tính.",
        ),
        (
            "mixed levels",
            "{one} is asked at {levels}, {other} at {others}: only {both} counts",
            "Only levels that are asked for all of the figures count. Say so by `levels`, or ask for the field at "
            "every level that is meant.",
        ),
    ),
    "empty_scope": warning(
        (
            "không áp dụng cho ai",
            "không đơn vị nào thuộc phạm vi của chỉ tiêu này",
            "Cấp học, loại hình, tên đơn vị không có chung đơn vị nào, hoặc các số liệu không được hỏi ở cùng cấp "
            "học. Chỉ tiêu sẽ mãi “Chưa đủ số liệu”.",
        ),
        (
            "about nobody",
            "no unit is in the scope of this target",
            "Levels, types and names have no unit in common, or the figures are asked at no level together. The "
            "target stays undecided for ever.",
        ),
    ),
    "never_met": warning(
        (
            "không bao giờ đạt",
            "không số liệu nào có thể đạt yêu cầu này",
            "Ngưỡng cao hơn mức mà biểu mẫu cho phép (giới hạn, số đơn vị, mức xếp hạng). Xem lại ngưỡng và số liệu.",
        ),
        (
            "can never be met",
            "no figures can meet this",
            "What is required is beyond what the forms allow (ranges, how many units there are, ranks). Look at the "
            "threshold and at the fields.",
        ),
    ),
    "never_missed": warning(
        (
            "không bao giờ không đạt",
            "không số liệu nào có thể không đạt yêu cầu này",
            "Mọi số liệu mà biểu mẫu cho phép đều đạt, nên chỉ tiêu không kiểm tra gì. Xem lại ngưỡng, phép so sánh "
            "và số liệu.",
        ),
        (
            "can never be missed",
            "no figures can miss this",
            "Whatever the forms allow meets it, so that nothing is checked. Look at the threshold, the comparison and "
            "the fields.",
        ),
    ),
    "thousands_dot": warning(
        (
            "dấu chấm phần nghìn",
            "`{value}` được hiểu là {number}",
            "Trong tệp chỉ tiêu không có dấu phân cách hàng nghìn: viết 1250, hoặc 1.25 nếu là số thập phân.",
        ),
        (
            "a dot for thousands",
            "`{value}` is read as {number}",
            "A rule file has no separators of thousands: write 1250, or 1.25 where decimals are meant.",
        ),
    ),
    "unread_form": warning(
        (
            "biểu mẫu không dùng",
            "không chỉ tiêu nào dùng biểu `{name}`",
            "Đơn vị phải điền mà không để làm gì: thêm chỉ tiêu còn thiếu, hoặc bỏ biểu.",
        ),
        (
            "a form that no target reads",
            "no target reads the form `{name}`",
            "Units fill it in for nothing: add the target that is lacking, or remove the form.",
        ),
    ),
    "unread_field": warning(
        (
            "số liệu không dùng",
            "không chỉ tiêu nào dùng `{name}`",
            "Có thể thiếu chỉ tiêu, hoặc chỉ tiêu dùng nhầm số liệu khác. Chỉ hỏi để tham khảo thì ghi `optional: true`.",
        ),
        (
            "a field that no target reads",
            "no target reads `{name}`",
            "A target may be lacking, or reads another field by mistake. What is asked for information only is "
            "`optional: true`.",
        ),
    ),
    "examples_missing": warning(
        (
            "chưa có ví dụ",
            "chưa có tệp ví dụ {file}",
            "Ví dụ chứng minh rằng tệp nói đúng điều phải nói. Lập tệp ấy, rồi chạy `lbedu targets test`.",
        ),
        (
            "no examples",
            "there are no examples: {file} is missing",
            "Examples prove that a file says what it should. Write them and run `lbedu targets test`.",
        ),
    ),
    "example_missing": warning(
        (
            "thiếu ví dụ",
            "{target}: chưa có ví dụ cho kết quả {outcomes}",
            "Mỗi chỉ tiêu cần ví dụ đạt, không đạt và chưa đủ số liệu; có `when` thì thêm không áp dụng.",
        ),
        (
            "an example is missing",
            "{target}: no example is {outcomes}",
            "Each target needs examples that are met, missed and undecided; one with `when` also one that is not "
            "applicable.",
        ),
    ),
    "example_broken": error(
        (
            "ví dụ không đọc được",
            "{reason}",
            "Ví dụ không khớp với tệp chỉ tiêu. Xem docs/rule-files.md, mục Examples that prove a year.",
        ),
        (
            "an example that cannot be read",
            "{reason}",
            "The example does not fit the rule file. See docs/rule-files.md, Examples that prove a year.",
        ),
    ),
}
