"""Which figures each form asks for, of whom, in what unit, and which targets use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.expression import fields_of
from lbedu.directive.model import EVIDENCE, FieldSpec, FieldType, Form, Language
from lbedu.own_form import NO, YES
from lbedu.wording import harmless, whole

_ANSWERS: dict[FieldType, tuple[str, str]] = {
    "count": ("số", "number"),
    "number": ("số", "number"),
    "percent": ("%", "%"),
    "yes_no": (f"{YES} / {NO}", f"{YES} / {NO}"),
    "choice": ("chọn", "choice"),
    "rank": ("chọn", "choice"),
    "level": ("cấp học", "level"),
    "date": ("ngày", "date"),
    "text": ("chữ", "text"),
    "name": ("tên", "name"),
}


class FigureRow(NamedTuple):
    """One figure: its code, what it is, how it is answered, the commitments that use it."""

    code: str
    label: str
    remarks: tuple[str, ...]
    answer: str
    used: tuple[str, ...]
    """Ids of commitments, in the order of the directive."""
    otherwise: str
    """What it is for where no target reads it; may be empty."""


class FigureGroup(NamedTuple):
    """The figures below one heading of a form; the first ones may have none."""

    heading: str
    rows: tuple[FigureRow, ...]


class FormOfFigures(NamedTuple):
    """A form with all that it asks for."""

    name: str
    title: str
    who: str
    listed: tuple[str, ...]
    """Of a list: its rows, each of which asks all of it."""
    elsewhere: tuple[str, ...]
    """Forms of others from which some of its figures are read."""
    groups: tuple[FigureGroup, ...]


def shown(text: str) -> str:
    """A text of a rule file, whole and harmless."""
    return harmless(text.strip(), len(text) * 10 + 1)


def forms_of(directive: Directive, lang: Language) -> tuple[FormOfFigures, ...]:
    """Every form in the order of the rule file."""
    used: dict[tuple[str, str], dict[str, None]] = {}
    for target in directive.targets:
        for field in fields_of(target.measure):
            used.setdefault(field, {})[target.commitment.id] = None
    return tuple(
        FormOfFigures(
            name,
            shown(form.title.get(lang)),
            _who(directive, name, lang),
            tuple(shown(f"{row.code}: {row.name.get(lang)}") for row in form.rows),
            tuple(_elsewhere(directive, name, lang)),
            tuple(_groups(directive, name, used, lang)),
        )
        for name, form in directive.forms.items()
    )


def _who(directive: Directive, form: str, lang: Language) -> str:
    kind = directive.unit_of(form)
    expected = directive.file.expects.get(kind, ())
    noun = directive.file.units[kind].noun.get(lang, 1)
    if len(expected) == 1:
        return shown(expected[0])
    if expected:
        many = f"{whole(len(expected), lang)} {directive.file.units[kind].noun.get(lang, len(expected))}"
        return shown(f"{many}: {', '.join(expected)}")
    return shown(f"mỗi {noun} trong danh sách đơn vị" if lang == "vi" else f"each {noun} of the register")


def _elsewhere(directive: Directive, name: str, lang: Language) -> Iterator[str]:
    form = directive.forms[name]
    for foreign in directive.file.foreign.values():
        if foreign.form != name:
            continue
        read = {field for sheet in foreign.sheets for field in sheet.fields}
        codes = ", ".join(dict.fromkeys(spec.code for field, spec in form.by_id.items() if field in read))
        title = shown(foreign.title.get(lang))
        yield f"{title}: mã số {codes}" if lang == "vi" else f"{title}: codes {codes}"


def _groups(
    directive: Directive, name: str, used: dict[tuple[str, str], dict[str, None]], lang: Language
) -> Iterator[FigureGroup]:
    heading, rows = "", list[FigureRow]()
    for item in directive.forms[name].items:
        if isinstance(item, FieldSpec):
            rows.append(_row(directive, name, item, tuple(used.get((name, item.id), ())), lang))
            continue
        if rows:
            yield FigureGroup(heading, tuple(rows))
        heading, rows = shown(item.group.get(lang)), []
    if rows:
        yield FigureGroup(heading, tuple(rows))


def _row(directive: Directive, name: str, field: FieldSpec, used: tuple[str, ...], lang: Language) -> FigureRow:
    form = directive.forms[name]
    remarks = tuple(shown(text) for text in _remarks(directive, form, field, lang))
    otherwise = "" if used else _otherwise(form, field, lang)
    return FigureRow(
        field.code, shown(field.label.get(lang)), remarks, shown(_answer(directive, form, field, lang)), used, otherwise
    )


def _answer(directive: Directive, form: Form, field: FieldSpec, lang: Language) -> str:
    if field.options is not None:
        return " / ".join(option.get(lang) for option in directive.file.choices[field.options])
    if _is_evidence(form, field):
        return "văn bản" if lang == "vi" else "document"
    noun = directive.noun(field, lang)
    return noun or _ANSWERS[field.type][0 if lang == "vi" else 1]


def _remarks(directive: Directive, form: Form, field: FieldSpec, lang: Language) -> Iterator[str]:
    vi = lang == "vi"
    if field.levels and not _is_evidence(form, field):
        levels = ", ".join(level for level in directive.file.units[form.unit].levels if level in field.levels)
        yield f"Chỉ hỏi cấp {levels}" if vi else f"Asked of {levels} alone"
    if field.hint:
        yield field.hint.get(lang)
    if field.part_of:
        code = form.by_id[field.part_of].code
        yield f"Không quá mã số {code}" if vi else f"Not more than code {code}"
    if field.asked_when and not _is_evidence(form, field):
        code = form.by_id[field.asked_when].code
        yield f"Chỉ ghi khi mã số {code} trả lời {YES}" if vi else f"Asked only where code {code} is answered {YES}"
    if field.optional:
        yield "Có thể để trống" if vi else "May stay blank"


def _is_evidence(form: Form, field: FieldSpec) -> bool:
    parent = form.by_id.get(field.asked_when or "")
    return parent is not None and parent.evidence and field.id == f"{parent.id}{EVIDENCE}"


def _otherwise(form: Form, field: FieldSpec, lang: Language) -> str:
    """What a figure is for that no target reads itself."""
    vi = lang == "vi"
    conditions = [one.code for one in form.by_id.values() if one.asked_when == field.id]
    parts = [form.by_id[part].code for part in form.parts[field.id]]
    if conditions:
        codes = ", ".join(conditions)
        return f"để biết có hỏi mã số {codes}" if vi else f"says whether code {codes} is asked"
    if parts or field.part_of:
        codes = ", ".join(parts) or form.by_id[field.part_of or ""].code
        return f"để đối chiếu mã số {codes}" if vi else f"held against code {codes}"
    return "để tham khảo" if vi else "for information"
