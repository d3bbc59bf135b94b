"""What a field takes, in words."""

from __future__ import annotations

from collections.abc import Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec
from lbedu.own_form import NO, YES
from lbedu.wording import number


def expected(directive: Directive, spec: FieldSpec) -> Mapping[str, str]:
    """What a field takes, in both languages."""
    match spec.type:
        case "count":
            top = {"vi": f" đến {number(spec.max, 'vi')}", "en": f" to {number(spec.max, 'en')}"} if spec.max else None
            none = (
                {"vi": " (không có thì ghi 0)", "en": " (0 where there is none)"}
                if not spec.min
                else {"vi": "", "en": ""}
            )
            vi = f"số nguyên từ {spec.min}" + (top["vi"] if top else " trở lên") + none["vi"]
            return {"vi": vi, "en": f"a whole number from {spec.min}" + (top["en"] if top else " up") + none["en"]}
        case "number":
            return {"vi": "một con số", "en": "a number"}
        case "percent":
            return {"vi": "tỷ lệ phần trăm, ví dụ 86,9%", "en": "a percentage such as 86,9%"}
        case "yes_no":
            return {"vi": f"{YES} hoặc {NO}", "en": f"{YES} (yes) or {NO} (no)"}
        case "choice" | "rank":
            options = directive.file.choices[spec.options or ""]
            return {
                "vi": "một trong: " + "; ".join(option.vi for option in options),
                "en": "one of: " + "; ".join(option.vi for option in options),
            }
        case "date":
            return {"vi": "ngày, ví dụ 31/05/2022", "en": "a date such as 31/05/2022"}
        case "level" | "text" | "name":
            if spec.id.endswith(EVIDENCE):
                return {"vi": "số, ngày của văn bản minh chứng", "en": "number and date of the document"}
            return {"vi": "chữ", "en": "text"}
