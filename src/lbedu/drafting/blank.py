"""The rule file of a year that is begun from nothing: small, whole, and with a comment at every place to fill in."""

from __future__ import annotations

from lbedu import years
from lbedu.directive.model import Language

_COMMENTS: dict[Language, dict[str, str]] = {
    "vi": {
        "head": "Tệp chỉ tiêu {whole}. Mọi thứ dưới đây chỉ để làm mẫu: thay bằng nội dung của văn bản.\n"
        "# Cách viết: docs/rule-files.md. Xong từng bước thì chạy:\n"
        "#   lbedu targets lint {year}.yaml\n#   lbedu targets test {year}.yaml",
        "directive": "văn bản: loại, tên, cơ quan ban hành; có thì thêm number: và issued: (YYYY-MM-DD)",
        "evaluate_on": "ngày tính số liệu, thường là cuối năm",
        "nouns": "những thứ được đếm",
        "units": "ai báo cáo: cấp học, loại hình, cách viết trước tên; thêm named: và groups: cho đơn vị văn bản nêu tên",
        "expects": "đơn vị mà chính văn bản đếm đủ; trường thì lấy từ danh sách (register)",
        "forms": "biểu mẫu: mỗi số liệu một dòng, có Mã số riêng",
        "commitments": "mọi nội dung của văn bản, đúng thứ tự, không bỏ sót",
        "share": "mức phải đạt của tỷ lệ",
        "attest": "việc phải làm và minh chứng",
        "reason": "lý do không kiểm tra được",
    },
    "en": {
        "head": "Rules of {year}. All that follows is but a pattern: put what the document says in its place.\n"
        "# How to write it: docs/rule-files.md. After each step run:\n"
        "#   lbedu targets lint {year}.yaml\n#   lbedu targets test {year}.yaml",
        "directive": "the document: kind, title, issuer; add number: and issued: (YYYY-MM-DD) if it has them",
        "evaluate_on": "the as-of date, mostly the end of the year",
        "nouns": "what is counted",
        "units": "who reports: levels, types, words before a name; add named: and groups: for units that the document names",
        "expects": "units that the document itself counts; schools come from a register",
        "forms": "the forms: a line a figure, each with its own code",
        "commitments": "everything that the document demands, in its order, nothing left out",
        "share": "the share to be reached",
        "attest": "what has to be done, and its evidence",
        "reason": "why it cannot be checked",
    },
}

_RULES = """\
# {head}

year: {year}
version: 1
{mark} {directive}
directive:
  kind: {{vi: Kế hoạch, en: Plan}}
  title: {{vi: Kế hoạch nhiệm vụ {whole_vi}, en: Plan of tasks for the {whole_en}}}
  issuer: {{vi: UBND quận, en: District People's Committee}}
{mark} {evaluate_on}
evaluate_on: {as_of}

{mark} {nouns}
nouns:
  child: {{vi: trẻ, en: [child, children]}}

{mark} {units}
units:
  school:
    noun: {{vi: trường, en: [school, schools]}}
    levels:
      MN: {{vi: Mầm non, en: Nursery, prefixes: [Trường Mầm non, Trường MN, Mầm non, MN]}}
      TH: {{vi: Tiểu học, en: Primary, prefixes: [Trường Tiểu học, Trường TH, Tiểu học, TH]}}
      THCS:
        vi: Trung học cơ sở
        en: Lower secondary
        prefixes: [Trường Trung học cơ sở, Trường THCS, Trung học cơ sở, THCS]
    types:
      public: {{vi: Công lập, en: Public}}
      private: {{vi: Ngoài công lập, en: Non-public}}
  ward:
    noun: {{vi: phường, en: [ward, wards]}}
    prefixes: [UBND phường, Phường]

{mark} {expects}
expects:
  ward: [Thứ Nhất, Thứ Hai]

{mark} {forms}
forms:
  school:
    unit: school
    title: {{vi: Báo cáo của trường {whole_vi}, en: School report of {year}}}
    fields:
      - {{group: {{vi: I. Kế hoạch, en: I. Plans}}}}
      - {{id: quality_plan, code: "01", type: yes_no, evidence: true,
         label: {{vi: Trường có kế hoạch nâng cao chất lượng và đang thực hiện,
                 en: The school has a plan for better quality and carries it out}}}}
  ward:
    unit: ward
    title: {{vi: Báo cáo của phường {whole_vi}, en: Ward report of {year}}}
    fields:
      - {{group: {{vi: I. Trẻ ra lớp, en: I. Children attending}}}}
      - {{id: children_5, code: "01", type: count, unit: child,
         label: {{vi: Trẻ 5 tuổi cư trú trên địa bàn, en: Children of 5 living in the ward}},
         hint: {{vi: Sinh năm {born}, en: Born in {born}}}}}
      - {{id: attending_5, code: "02", type: count, unit: child, part_of: children_5,
         label: {{vi: Trẻ 5 tuổi ra lớp, en: "Of these, attending"}}}}

{mark} {commitments}
commitments:
  {mark} {share}
  - id: {short}-01
    clause: I.1
    title: {{vi: Trẻ 5 tuổi ra lớp, en: Five-year-olds attending}}
    targets:
      - id: five-year-olds-attending
        title: {{vi: Trẻ 5 tuổi ra lớp, en: Five-year-olds attending}}
        share: ward.attending_5
        of: ward.children_5
        at_least: 98%
  {mark} {attest}
  - id: {short}-02
    clause: I.2
    title: {{vi: Trường có kế hoạch nâng cao chất lượng, en: Every school has a plan for better quality}}
    targets:
      - id: school-quality-plan
        title: {{vi: Trường có kế hoạch nâng cao chất lượng, en: Schools with a plan for better quality}}
        attest: school.quality_plan
        types: [public]
        note: {{vi: “Trường” hiểu là trường công lập., en: “Schools” is read as the public schools.}}
  {mark} {reason}
  - id: {short}-03
    clause: II
    title: {{vi: Tăng cường phối hợp, en: Closer cooperation}}
    not_checked:
      vi: Không nêu con số hay thời hạn để đối chiếu.
      en: There is neither a figure nor a date to hold a report against.
"""

_EXAMPLES = """\
# The units of an example are all there are, unless some are missing. Figures are invented.

five-year-olds-attending:
  - met: {ward: [{children_5: 1000, attending_5: 980}]}
  - met: {ward: [{children_5: 1000, attending_5: 981}]}
  - met: {ward: [{name: Thứ Nhất, children_5: 500, attending_5: 500}, {name: Thứ Hai, children_5: 500, attending_5: 480}]}
  - missed: {ward: [{children_5: 1000, attending_5: 979}]}
  - missed: {ward: [{children_5: 900, attending_5: 800}, {children_5: 100}]}
  - undecided: {ward: [{children_5: 1000, attending_5: 980}, {}]}

school-quality-plan:
  - met:
      school:
        - {level: MN, quality_plan: true, quality_plan_evidence: 01/KH-MN}
        - {level: TH, quality_plan: true, quality_plan_evidence: 02/KH-TH}
        - {level: TH, type: private, quality_plan: false}
  - missed: {school: [{level: MN, quality_plan: false}]}
  - missed: {school: [{level: TH, quality_plan: false}]}
  - missed: {school: [{level: THCS, quality_plan: false}]}
  - undecided: {school: [{level: TH, quality_plan: true}]}
  - undecided: {school: [{level: TH, quality_plan: true, quality_plan_evidence: 02/KH-TH}], missing: {school: 1}}
"""


def blank_rules(year: str, lang: Language, mark: str) -> str:
    """A whole rule file of three commitments, one of each way to answer them."""
    words = _COMMENTS[lang]
    head = words["head"].format(year=year, whole=years.words(year, lang))
    rest = {name: text for name, text in words.items() if name != "head"}
    first, last = years.ends_of(year)
    return _RULES.format(
        year=year,
        whole_vi=years.words(year, "vi"),
        whole_en=years.words(year, "en"),
        as_of=f"{last}-12-31" if years.is_calendar(year) else f"{last}-05-31",
        short=year[2:4],
        born=first - 5,
        mark=mark,
        head=head,
        **rest,
    )


def blank_examples() -> str:
    """Examples for its targets: every outcome, every side of the threshold."""
    return _EXAMPLES
