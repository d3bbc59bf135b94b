"""What the units of 2021-2022 say: invented figures, and the filling of the year's forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from samples.filling import Answers, Filling, Rows

YEAR = "2021-2022"
_RARE = {"high_quality", "excellence_school", "subjects_in_english", "japanese", "korean", "german", "pass_rate_plan"}
"""Questions that a school answers with no unless yes is given."""

FILLING = Filling(YEAR, _RARE)

# fmt: off
SINCE_2019: Answers = {
    "cqg_round": "none", "cqg_level": "level_1", "cqg_decision": "6114/QĐ-UBND",
    "cqg_date": dt.date(2019, 11, 15), "cqg_expiry": dt.date(2024, 11, 15),
}
NEW: Answers = {
    "cqg_round": "new", "cqg_decision": "1052/QĐ-UBND",
    "cqg_date": dt.date(2022, 3, 28), "cqg_expiry": dt.date(2027, 3, 28),
}
RENEWED: Answers = {**NEW, "cqg_round": "renewal", "cqg_decision": "1187/QĐ-UBND"}
MODEL: Answers = {"high_quality": True, "high_quality_evidence": "3358/QĐ-UBND ngày 12/7/2021"}
HIGH_QUALITY: Answers = {**MODEL, "high_quality_recognised_evidence": "3358/QĐ-UBND ngày 12/7/2021"}
BEST: Answers = {
    **HIGH_QUALITY, "subjects_in_english": True,
    "excellence_school": True, "contest_prizes": 34, "contest_prizes_last_year": 27,
}
CHU_VAN_AN: Answers = {
    **BEST, **MODEL, "german": True, "high_quality_recognised": False, "exam_average": 8.34, "exam_average_last_year": 8.12,
    "cqg_round": "renewal", "cqg_level": "level_2", "cqg_decision": "6205/QĐ-UBND",
    "cqg_date": dt.date(2021, 12, 22), "cqg_expiry": dt.date(2026, 12, 22),
}

SCHOOLS: Mapping[str, tuple[str, int, int, int, Answers]] = {
    "MN Long Biên A": ("Long Biên", 412, 36, 2, NEW),
    "MN Tràng An": ("Thượng Thanh", 385, 33, 2, {"cqg_round": "none", "cqg_recognised": False}),
    "MN Đô thị Sài Đồng": ("Phúc Đồng", 526, 48, 1, {**HIGH_QUALITY, "unis_classes": 2}),
    "MN Đô thị Việt Hưng": ("Giang Biên", 548, 50, 1, {**HIGH_QUALITY, "unis_classes": 3}),
    "TH Gia Thượng": ("Ngọc Thụy", 1286, 54, 4, NEW),
    "TH Đoàn Kết": ("Phúc Lợi", 1043, 45, 3, {"insured": 1034}),
    "TH Thanh Am": ("Thượng Thanh", 1178, 50, 4, RENEWED),
    "TH Long Biên": ("Long Biên", 984, 42, 2, {}),
    "TH Thạch Bàn A": ("Thạch Bàn", 1325, 56, 5, {}),
    "TH Phúc Đồng": ("Phúc Đồng", 1092, 47, 3, {}),
    "TH Đô thị Sài Đồng": ("Phúc Đồng", 936, 52, 0, {**BEST, "collects_tuition": True}),
    "THCS Nguyễn Bỉnh Khiêm": ("Phúc Lợi", 867, 44, 3, {**NEW, "had_exam_last_year": False}),
    "THCS Thạch Bàn": ("Thạch Bàn", 1214, 60, 4, {"serves_meals": False}),
    "THCS Long Biên": ("Long Biên", 958, 48, 3, {"serves_meals": False, "korean": True}),
    "THCS Ngọc Lâm": ("Ngọc Lâm", 1436, 71, 4, {"japanese": True, "exam_average": 7.86}),
    "THCS Chu Văn An": ("Phúc Lợi", 1120, 62, 0, CHU_VAN_AN),
}
"""School → ward, kindergarten children or pupils, teachers, those below the standard, and what is peculiar to it."""

WARDS: Mapping[str, tuple[int, int, int, int]] = {
    "Bồ Đề": (1248, 702, 874, 431),
    "Cự Khối": (536, 268, 381, 187),
    "Đức Giang": (1305, 738, 902, 446),
    "Gia Thụy": (742, 451, 518, 263),
    "Giang Biên": (918, 529, 653, 322),
    "Long Biên": (1012, 517, 704, 358),
    "Ngọc Lâm": (968, 596, 681, 335),
    "Ngọc Thụy": (1396, 761, 968, 482),
    "Phúc Đồng": (754, 449, 526, 259),
    "Phúc Lợi": (881, 482, 617, 304),
    "Sài Đồng": (723, 446, 503, 248),
    "Thạch Bàn": (1174, 618, 823, 405),
    "Thượng Thanh": (1257, 694, 879, 437),
    "Việt Hưng": (1089, 637, 762, 379),
}
"""Ward → children under 3, those of them who attend, children of 3 and 4, children of 5."""

OFFICE: Rows = {
    ("office", ""): {
        "area_pass_rate": 0.724, "city_pass_rate": 0.641, "toilets_before": 18, "toilets_th": 3, "toilets_thcs": 2,
        "renewed_mn": 4, "renewed_th": 1, "renewed_thcs": 1, "e_schools_kept": 22, "e_schools_new": 3,
        "smart_mn": 1, "smart_th": 1, "smart_thcs": 1, "leading_flag_evidence": "1973/QĐ-UBND ngày 26/5/2022",
        "renewed_names": "4 trường MN; TH Thanh Am; THCS Chu Văn An",
        "smart_names": "MN Đô thị Sài Đồng; TH Đô thị Sài Đồng; THCS Chu Văn An",
    },
    ("criterion", "C12"): {"rank": "good"},
    ("criterion", "C13"): {"rank": "good"},
    ("chu_van_an", "S2"): {"done_evidence": "6205/QĐ-UBND ngày 22/12/2021"},
    ("chu_van_an", "S5"): {"done": False},
    ("new_build", "X06"): {"started": False},
    **{("cambridge", row): {"classes": 2} for row in ("G1", "G2", "G3", "G4")},
    ("cambridge", "G5"): {"classes": 1},
}

REPORT: Answers = {
    **SINCE_2019, "cqg_date": "15/11/2019",
    "pupils": "1.243", "insured": 1234, "milk_pupils": 1162, "swimmers": 386,
    "excellence_school": True, "contest_prizes": "12 giải", "contest_prizes_last_year": 9,
    "subjects_in_english": True, "collects_tuition": False,
    "managers": 3, "teachers": 52, "qualified_teachers": 49,
}
"""A primary school where 9 pupils lack health insurance, and where somebody typed a word beside a figure."""
# fmt: on


def school(level: str, size: int, teachers: int, below: int, peculiar: Answers) -> Answers:
    """The figures of a school: what its size gives, then what is peculiar to it."""
    due = size if level == "TH" else size * 19 // 20
    leavers = size // 4
    sat = leavers * 23 // 25
    # fmt: off
    worked_out: Answers = {
        "kindergarten_children": size, "pupils": size, "swimmers": size * 3 // 10,
        "milk_children": size * 91 // 100, "milk_pupils": size * 94 // 100,
        "montessori_classes": 2, "steam_classes": 4,
        "managers": 3, "teachers": teachers, "qualified_teachers": teachers - below,
        "collects_tuition": level != "TH", "parents_due": due,
        "parents_cashless": due if peculiar.get("high_quality") else due * 3 // 4,
        "graduates": leavers, "sat_exam": sat, "applied_vocational": leavers - sat,
        "admitted_public": sat * 4 // 5 + teachers // 10, "exam_average": 7.42, "exam_average_last_year": 7.18,
    }
    # fmt: on
    return {**SINCE_2019, **worked_out, **peculiar}


def ward(name: str) -> Answers:
    """The figures of a ward."""
    fields = ("children_under_3", "attending_under_3", "children_3_4", "children_5")
    return dict(zip(fields, WARDS[name], strict=True))
