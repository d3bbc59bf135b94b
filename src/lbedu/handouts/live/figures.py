"""A unit's own figure for a target, as a number that is shown: a share as its percentage, never across its threshold."""

from __future__ import annotations

from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.expression import Compared, Count, Every, Figure, Ratio, Share, Sum
from lbedu.excel_formula import all_of, compared
from lbedu.handouts.live.checks import LiveRecord
from lbedu.handouts.live.measures import Crowd, Leaf
from lbedu.handouts.live.scratch import Scratch, seen

_SHARE, _RATIO = "0.0##%", "General"
_PLACES, _PLACES_OF_A_RATIO = 100_000, 1_000
"""A share is shown to a thousandth of a percent, what is no share to a thousandth."""
_FORMATS = {"count": "#,##0", "number": "General", "percent": _SHARE, "date": "dd/mm/yyyy"}


class OwnFigure(NamedTuple):
    """Where a figure stands, as other sheets write it, and how it is shown."""

    address: str
    number_format: str


def own_figure(directive: Directive, leaf: Leaf, crowd: Crowd, scratch: Scratch) -> OwnFigure | None:
    """The figure of a unit that has one record; None for what is no figure."""
    if len(crowd.members) != 1:
        return None
    record = crowd.members[0].record
    match leaf:
        case Share(part, whole, comparison, _, _, per) | Every(Ratio(part, whole, comparison, per), _):
            return _share(Ratio(part, whole, comparison, per), record, scratch)
        case Sum(figure, _, _, _) | Every(Compared(figure, _), _):
            return _amount(directive, figure, record, scratch)
        case Every() | Count():
            return None


def _share(ratio: Ratio, record: LiveRecord, scratch: Scratch) -> OwnFigure | None:
    """Part ÷ whole, rounded away from the threshold's other side: down where more is better, else up."""
    part, whole, comparison, per = ratio
    places = _PLACES_OF_A_RATIO if per else _PLACES
    parts, wholes = _sum(part, record), _sum(whole, record)
    if not parts or not wholes:
        return None
    said = all_of(record.answers.said(name) for figure in (part, whole) for name in figure.fields(record.level))
    share = f"({parts})*{places}/({wholes})"
    down = comparison.operator in (">=", ">", "==")
    rounded = f"INT({share})/{places}" if down else f"-INT(-{share})/{places}"
    some = all_of([said, compared(wholes, ">", "0")])
    # what is not said is an empty text, which cannot be divided
    formula = f'IF({said},IF({compared(wholes, ">", "0")},{rounded},""),"")' if isinstance(some, str) else '""'
    return OwnFigure(seen(scratch.compute("", formula)), _RATIO if per else _SHARE)


def _amount(directive: Directive, figure: Figure, record: LiveRecord, scratch: Scratch) -> OwnFigure | None:
    fields = [directive.field(figure.form, name) for name in figure.fields(record.level)]
    total = _sum(figure, record)
    if not total or any(field.type not in _FORMATS for field in fields):
        return None
    said = all_of(record.answers.said(field.id) for field in fields)
    return OwnFigure(seen(scratch.compute("", f'IF({said},{total},"")')), _FORMATS[fields[0].type])


def _sum(figure: Figure, record: LiveRecord) -> str:
    """The fields of a figure added up; empty where the form does not have them all."""
    found = [record.answers.usable(name) for name in figure.fields(record.level)]
    return "" if None in found else "+".join(one for one in found if one is not None)
