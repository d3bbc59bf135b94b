"""What each key of a rule file is for, in Vietnamese and English: for editors, and for docs/rule-file-reference.md."""

from __future__ import annotations

KEYS: dict[str, dict[str, tuple[str, str]]] = {
    "RuleFile": {
        "year": ("năm học `NNNN-NNNN`, hoặc năm `NNNN`", "school year `YYYY-YYYY`, or calendar year `YYYY`"),
        "version": (
            "lần sửa của tệp này, số nguyên; biểu mẫu trống mang số này",
            "edition of this file, a whole number",
        ),
        "directive": ("văn bản", "the document, see `Document`"),
        "evaluate_on": (
            "ngày đánh giá nếu người dùng không cho ngày khác, `NNNN-TT-NN`",
            "as-of date unless the user gives one, `YYYY-MM-DD`",
        ),
        "whole": (
            "tất cả đơn vị gọi chung là gì ở các tiêu đề (“toàn tỉnh”); không ghi là quận",
            "what all units together are called in headings; `district` unless given",
        ),
        "nouns": ("đếm cái gì: tên → danh từ", "what is counted: name → `Noun`"),
        "choices": (
            "câu trả lời của danh sách: tên → các câu trả lời; mức xếp hạng từ cao xuống thấp",
            "answers of lists: name → list of `Option`; ranks from the best to the lowest",
        ),
        "units": ("loại đơn vị: tên → loại đơn vị", "kinds of unit: name → `UnitKind`"),
        "expects": (
            "loại đơn vị mà văn bản đếm sẵn: loại → tên của tất cả",
            "kinds of unit that the directive counts: kind → all their names",
        ),
        "forms": ("tên → biểu mẫu", "name → `Form`"),
        "foreign": ("biểu của cơ quan khác: tên → biểu", "forms of others: name → `ForeignForm`"),
        "commitments": (
            "danh sách nội dung, theo thứ tự của văn bản",
            "list of `Commitment`, in the order of the directive",
        ),
    },
    "Document": {
        "kind": ("loại văn bản: Kế hoạch, Thông báo", "kind of document: Kế hoạch, Thông báo"),
        "title": ("tên văn bản", "its title"),
        "number": ("số văn bản, nếu có", "its number, if it has one"),
        "issued": ("ngày ban hành", "date of issue"),
        "issuer": ("nơi ban hành", "who issued it"),
        "superior": (
            "cơ quan mà Phòng báo cáo, nếu không phải nơi ban hành: hiện ở đầu tệp tổng hợp",
            "the body that the office reports to, where that is not the issuer: it heads the summary",
        ),
    },
    "Words": {
        "vi": ("tiếng Việt", "Vietnamese"),
        "en": ("tiếng Anh; không có thì hiện tiếng Việt", "English; falls back to Vietnamese"),
    },
    "Noun": {
        "vi": ("tiếng Việt", "Vietnamese"),
        "en": ("tiếng Anh: số ít, số nhiều", "English: one, several"),
    },
    "Option": {
        "id": (
            "tên của câu trả lời trong phép so sánh và trong JSON",
            "name of the answer in comparisons and in the JSON",
        ),
        "vi": ("chữ hiện trên biểu", "as it stands on the form"),
        "en": ("tiếng Anh", "in English"),
    },
    "UnitKind": {
        "noun": ("cách gọi, một danh từ", "how it is called, a `Noun`"),
        "levels": ("mã → cấp học, theo thứ tự hiển thị", "id → `Level`, in the order in which they are shown"),
        "types": ("mã → chữ: loại hình", "id → text"),
        "flags": (
            "mã → chữ: danh sách đơn vị còn nói gì về đơn vị",
            "id → text: what a register may say of a unit besides",
        ),
        "prefixes": (
            "những từ đứng trước tên mà không thuộc tên, cho loại đơn vị không có cấp học",
            "words before a name that do not belong to it, for kinds without levels",
        ),
        "named": ("danh sách đơn vị mà văn bản nêu tên", "list of `NamedUnit`"),
        "groups": (
            "một từ → tên của những đơn vị nêu tên, dùng cho `among`",
            "word → names of named units, for `among`",
        ),
        "lies_in": (
            "loại đơn vị mà đơn vị này nằm trong đó; không loại nào ghi thì đơn vị có cấp học nằm trong `ward`, nếu có",
            "kind of unit in which these lie; where no kind says it, those with levels lie in a `ward`, if there are any",
        ),
    },
    "Level": {
        "vi": ("tiếng Việt", "Vietnamese"),
        "en": ("tiếng Anh", "English"),
        "prefixes": ("những từ đứng trước tên trường", "words before a school's name"),
    },
    "NamedUnit": {
        "name": ("tên, như sẽ hiển thị", "its name, as it is shown"),
        "level": ("cấp học", "its level"),
        "type": ("loại hình", "its type"),
        "aliases": ("những cách viết khác cũng là đơn vị ấy", "other spellings that mean it"),
        "flags": (
            "đặc điểm của đơn vị, nếu văn bản nêu; `[]` là không có đặc điểm nào",
            "what the directive says of it besides, keys of `flags`; `[]`: nothing",
        ),
    },
    "Form": {
        "unit": ("loại đơn vị điền biểu này", "kind of unit that fills it in"),
        "title": (
            "tên biểu; biểu đã điền được nhận ra nhờ tên tiếng Việt",
            "title; a filled form is recognised by the Vietnamese one",
        ),
        "fields": ("danh sách số liệu và dòng nhóm", "list of `FieldSpec` and `Group`"),
        "rows": ("danh sách dòng: biểu là một danh sách", "list of `Row`: the form is a list"),
        "noun": (
            "một dòng của danh sách là gì: tiêu chí, bước",
            "what a row of a list is, a `Noun`: a criterion, a step",
        ),
    },
    "FieldSpec": {
        "id": ("tên dùng trong chỉ tiêu", "its name in targets"),
        "code": (
            "Mã số: chữ số hoặc chữ hoa, nhiều nhất sáu ký tự, sau đó có thể thêm một chữ thường",
            "its Mã số: digits or capitals, at most six, then perhaps one small letter",
        ),
        "type": ("loại số liệu", "what is filled in, see [the types](rule-files.md#what-they-fill-in)"),
        "label": ("chữ trên biểu", "its text on the form"),
        "unit": ("đếm cái gì, một khóa của `nouns`", "what is counted, a key of `nouns`"),
        "levels": ("những cấp học được hỏi; không ghi là tất cả", "levels that are asked; without it all"),
        "part_of": (
            "số liệu cùng biểu, cùng loại mà số này không bao giờ vượt quá",
            "field of the same form and type that this one never exceeds",
        ),
        "asked_when": (
            "câu hỏi Có/Không cùng biểu; trả lời Không thì không hỏi số liệu này",
            "yes/no field of the same form; answered Không, this one is not asked",
        ),
        "options": ("cho `choice` và `rank`: một khóa của `choices`", "for `choice` and `rank`: a key of `choices`"),
        "min": ("giá trị nhỏ nhất, 0 nếu không ghi", "lowest value, 0 unless given"),
        "max": ("giá trị lớn nhất", "highest value"),
        "evidence": (
            "`true`: có thêm dòng minh chứng ngay sau; cho `yes_no`",
            "`true`: a row for the evidence follows; for `yes_no`",
        ),
        "optional": ("`true`: để trống cũng không sao", "`true`: may stay blank without a problem"),
        "hint": ("điều cần lưu ý khi điền", "what to mind when filling it in"),
    },
    "Group": {
        "group": ("chữ của dòng nhóm", "text of the heading"),
        "levels": ("những cấp học có dòng này; không ghi là tất cả", "levels whose form has it; without it all"),
    },
    "Row": {
        "code": ("Mã số của dòng", "its Mã số"),
        "name": ("chữ của dòng", "its text"),
        "level": ("cấp học mà dòng này tính cho", "level that it counts for"),
    },
    "ForeignForm": {
        "title": ("là biểu gì", "what it is"),
        "form": ("biểu của ta có những số liệu này", "our form whose fields it holds"),
        "level": ("cấp học của trường điền biểu ấy", "level of the schools that fill it in"),
        "zeros_are_said": ("`false` nếu biểu có sẵn số 0", "`false` where it comes with zeros already in it"),
        "sheets": ("danh sách trang của biểu", "list of `ForeignSheet`"),
    },
    "ForeignSheet": {
        "header": ("những từ luôn có ở dòng tiêu đề", "words that all stand in its header"),
        "section": ("số hoặc chữ của phần chứa các mã", "number or words of the section that its codes are of"),
        "code_column": (
            "tiêu đề cột mã, `Mã số` nếu không ghi",
            "heading of the column of codes, `Mã số` unless given",
        ),
        "rows": ("mã → nhãn mà dòng ấy phải có", "code → label that it must bear"),
        "fields": ("số liệu của ta → ô số liệu của biểu ấy", "our field → `ForeignFigure`"),
        "sums": ("danh sách tổng phải khớp", "list of `ForeignSum`: what must add up"),
    },
    "ForeignFigure": {
        "codes": ("mã của biểu ấy; nhiều mã thì cộng lại", "its own codes; they are added up"),
        "column": ("các tiêu đề trên cột, từ trên xuống", "headings over the column, from the top down"),
        "unless": (
            "những mã khác 0 thì số liệu không còn rõ",
            "codes that leave it unclear once they hold anything but 0",
        ),
    },
    "ForeignSum": {
        "total": ("một mã, hoặc các tiêu đề trên một cột", "a code, or the headings over a column"),
        "parts": (
            "những mã, hoặc tiêu đề trên từng cột, cộng thành tổng ấy",
            "the codes, or the headings over each column, that make it up",
        ),
    },
    "Commitment": {
        "id": (
            "hai chữ số, gạch nối, hai chữ số, có thể thêm một chữ thường: `21-06`",
            "two digits, a dash, two digits, perhaps a small letter: `21-06`",
        ),
        "clause": ("ở mục nào: `B.I.2 ¶2`", "where it stands: `B.I.2 ¶2`"),
        "title": ("yêu cầu gì", "what it demands"),
        "targets": ("danh sách chỉ tiêu", "list of `TargetSpec`"),
        "same_as": ("số hiệu của nội dung nói cùng một điều", "id of the commitment that says the same"),
        "not_checked": ("vì sao không kiểm tra được", "why it cannot be checked"),
    },
    "TargetSpec": {
        "id": ("chữ thường không dấu, chữ số và gạch nối", "small letters, digits and dashes"),
        "title": ("đo cái gì", "what is measured"),
        "strength": (
            "`ensure` (nếu không ghi), `strive` hoặc `encourage`",
            "`ensure` (unless given), `strive` or `encourage`",
        ),
        "note": ("cách hiểu đã chọn", "the reading that was taken"),
        "was": (
            "mã của chỉ tiêu này trong tệp năm trước, nếu đã đổi",
            "its id in an earlier year's file, or several, where it has changed",
        ),
    },
    "Measure": {
        "share": ("tử số; đi cùng `of`", "the part; goes with `of`"),
        "of": ("mẫu số", "the whole"),
        "ratio": (
            "số được chia, khi không phải là một phần của số chia: học sinh trên lớp; đi cùng `per`",
            "what is divided, where it is no part of the other: pupils per class; goes with `per`",
        ),
        "per": ("số chia", "what it is divided by"),
        "sum": ("số liệu được cộng lại", "figure that is added up"),
        "value": ("số liệu của một đơn vị", "figure of one unit"),
        "count": ("điều kiện; bao nhiêu đơn vị thỏa mãn", "check; how many units pass it"),
        "every": ("điều kiện; mọi đơn vị thỏa mãn", "check; each unit passes it"),
        "attest": ("câu hỏi Có/Không có minh chứng", "yes/no field with evidence"),
        "done": ("câu hỏi Có/Không; đi cùng `on` và `by`", "yes/no field; goes with `on` and `by`"),
        "on": ("số liệu ngày: làm xong ngày nào", "date field: when it was done"),
        "by": ("ngày muộn nhất, hoặc `as_of`", "latest day, or `as_of`"),
        "all_of": ("danh sách các phần đều phải đạt", "list of parts that all hold"),
        "at_least": ("ngưỡng, có thể nhiều ngưỡng: ≥", "threshold, or several: ≥"),
        "more_than": ("ngưỡng, có thể nhiều ngưỡng: >", "threshold, or several: >"),
        "at_most": ("ngưỡng, có thể nhiều ngưỡng: ≤", "threshold, or several: ≤"),
        "less_than": ("ngưỡng, có thể nhiều ngưỡng: <", "threshold, or several: <"),
        "equals": ("ngưỡng: =", "threshold: ="),
        "is": (
            "câu trả lời của choice, rank, level hay câu hỏi Có/Không",
            "answer of a choice, a rank, a level or a yes/no field",
        ),
        "levels": ("những cấp học được tính", "levels in scope"),
        "types": ("những loại hình được tính", "types in scope"),
        "flags": (
            "những dấu hiệu được tính, theo danh sách đơn vị; có một là đủ",
            "flags in scope, by the register; one of them is enough",
        ),
        "among": (
            "những đơn vị nêu tên, một nhóm của chúng, hoặc mã dòng",
            "named units, a group of them, or row codes",
        ),
        "when": ("điều kiện để một đơn vị được tính", "check that says whether a unit is in scope"),
        "each": ("`true`: đòi hỏi ở từng đơn vị nữa", "`true`: demanded of each unit too"),
        "label": ("tên của một phần trong all_of", "name of a part of `all_of`"),
    },
}
"""By the name of the part and the key."""

PARTS = {
    "RuleFile": ("Cả năm trong một tệp", "The file"),
    "Document": ("Văn bản", "The directive"),
    "Words": ("Một câu chữ bằng hai thứ tiếng", "A text in two languages"),
    "Noun": ("Đếm cái gì", "What is counted"),
    "Option": ("Một câu trả lời", "An answer"),
    "UnitKind": ("Một loại đơn vị", "A kind of unit"),
    "Level": ("Một cấp học", "A level"),
    "NamedUnit": ("Một đơn vị được nêu tên", "A named unit"),
    "Form": ("Một biểu mẫu", "A form"),
    "FieldSpec": ("Một nội dung số liệu", "A field"),
    "Group": ("Một dòng nhóm giữa các số liệu", "A heading between fields"),
    "Row": ("Một dòng của danh sách", "A row of a list"),
    "ForeignForm": ("Biểu của cơ quan khác", "A form of others"),
    "ForeignSheet": ("Một trang của biểu ấy", "A sheet of it"),
    "ForeignFigure": ("Một số liệu của biểu ấy", "A figure of it"),
    "ForeignSum": ("Một tổng phải khớp", "A sum that must hold"),
    "Commitment": ("Một nội dung của văn bản", "A commitment"),
    "TargetSpec": ("Một chỉ tiêu", "A target"),
    "Measure": ("Đo cái gì, so với cái gì", "What is measured"),
}
"""By the name of the part: what it is."""
