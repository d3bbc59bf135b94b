"""What a form prints beside a field: its label, its hint, its unit. Forms are written with these words and read by them."""

from __future__ import annotations

from collections.abc import Mapping

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec, FieldType, Form
from lbedu.own_form import NO, YES

_UNIT_WORDS: Mapping[FieldType, str] = {
    "count": "số",
    "number": "số",
    "percent": "%",
    "yes_no": f"{YES}/{NO}",
    "choice": "chọn",
    "rank": "chọn",
    "level": "cấp học",
    "date": "ngày",
    "text": "chữ",
    "name": "tên",
}


def is_evidence(form: Form, field: FieldSpec) -> bool:
    """Whether a field is the evidence of the one above it."""
    parent = form.by_id.get(field.asked_when or "")
    return parent is not None and parent.evidence and field.id == f"{parent.id}{EVIDENCE}"


def unit_word(directive: Directive, form: Form, field: FieldSpec) -> str:
    """What stands in the column of units."""
    if is_evidence(form, field):
        return "văn bản"
    return directive.noun(field, "vi") or _UNIT_WORDS[field.type]


def hint(form: Form, field: FieldSpec) -> str:
    """The author's hint, the whole that a figure must not exceed, the answer without which it is not asked."""
    words = [field.hint.vi] if field.hint else []
    if field.part_of:
        words.append(f"không quá mã số {form.by_id[field.part_of].code}")
    if field.asked_when and not is_evidence(form, field):
        words.append(f"chỉ ghi khi mã số {form.by_id[field.asked_when].code} trả lời {YES}")
    text = "; ".join(words)
    return text[:1].upper() + text[1:]
