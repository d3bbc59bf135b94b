"""What a rule file that is begun says to its author, in both languages. Changes nothing."""

from __future__ import annotations

from lbedu.directive.model import Language

MARK: dict[Language, str] = {"vi": "# XEM LẠI:", "en": "# CHECK:"}
"""In front of every place that wants a look; whoever has looked deletes the line."""

HEAD: dict[Language, str] = {
    "vi": """\
# Tệp chỉ tiêu {whole}, bắt đầu từ tệp năm {source}: mọi con số, tên trường và mục dưới đây còn là của năm trước.
# Việc cần làm, theo thứ tự:
#   1. directive: ghi loại, tên, số, ngày và cơ quan ban hành của văn bản mới; evaluate_on: ngày tính số liệu.
#   2. units, expects: đơn vị được nêu tên, các nhóm, danh sách phường hay xã.
#   3. forms: nội dung số liệu mà văn bản mới cần; năm sinh, năm thi trong các câu hỏi.
#   4. commitments: theo đúng thứ tự văn bản mới. Mỗi dòng “{mark}” nêu điều cần đối chiếu; đối chiếu xong thì xóa dòng đó.
#      Nội dung mới: thêm một mục. Nội dung không còn: xóa mục. Chỉ tiêu đổi mã: ghi `was: mã-cũ`.
#   5. examples/{year}.yaml: sửa ví dụ theo mức mới, rồi chạy
#        lbedu targets lint {year}.yaml
#        lbedu targets test --coverage --mutate {year}.yaml
#        lbedu targets diff {source} {year}.yaml
# Đã đổi sẵn: năm, các ngày trong evaluate_on, by và ví dụ (dời {years} năm), mã nội dung ({old}-… thành {new}-…).
# Dưới đây là phần mở đầu của tệp năm trước; viết lại cho đúng văn bản mới.
#
""",
    "en": """\
# Rules of the {whole}, begun from those of {source}: every figure, school and clause below is still last year's.
# What to do, in this order:
#   1. directive: kind, title, number, date and issuer of the new document; evaluate_on: the as-of date.
#   2. units, expects: the units that are named, the groups, the wards or communes.
#   3. forms: the figures that the new document needs; years of birth and of exams in the questions.
#   4. commitments: in the order of the new document. Each line “{mark}” says what to hold against it; delete it once done.
#      Something new: add a commitment. Something gone: delete it. A target with another id: write `was: the-old-id`.
#   5. examples/{year}.yaml: change the examples to the new figures, then run
#        lbedu targets lint {year}.yaml
#        lbedu targets test --coverage --mutate {year}.yaml
#        lbedu targets diff {source} {year}.yaml
# Changed already: the year, the days in evaluate_on, in by and in the examples ({years} years later), ids of commitments
# ({old}-… to {new}-…). Below is the head of last year's file; write it anew for the new document.
#
""",
}

ADVICE: dict[Language, str] = {
    "vi": "{marks} chỗ cần xem lại, đánh dấu “{mark}”. Bắt đầu từ đầu tệp {year}.yaml.\n",
    "en": "{marks} places to look at, marked “{mark}”. Start at the top of {year}.yaml.\n",
}

LOOK: dict[str, dict[Language, str]] = {
    "directive": {
        "vi": "số và ngày của văn bản mới (đã để trống)",
        "en": "number and date of the new document (left out so far)",
    },
    "evaluate_on": {"vi": "ngày tính số liệu", "en": "the as-of date"},
    "named": {"vi": "đơn vị được nêu tên và các nhóm", "en": "the units that are named, and the groups"},
    "expects": {"vi": "danh sách đơn vị phải báo cáo", "en": "the units that must report"},
    "years": {"vi": "năm trong câu hỏi", "en": "the years in the question"},
    "number": {"vi": "số văn bản năm trước", "en": "the number of last year's document"},
    "clause": {"vi": "mục {clause}", "en": "clause {clause}"},
    "demands": {"vi": "mức {demands}", "en": "required {demands}"},
    "units": {"vi": "tên đơn vị", "en": "names of units"},
}
