"""The words beside a figure on the sheet of all targets: of whom it is, where it comes from, and why it is as it is."""

from __future__ import annotations

from lbedu.directive.describe import Leaf, label_of, record_noun
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import fields_of
from lbedu.directive.model import Language
from lbedu.phrases import beside, gap_text, holding_texts, name_list, reason_text, waiting_text
from lbedu.scorecard import CountOf, PartResult, Verdict, Waiting

_CODES_SHOWN = 8


def sources(directive: Directive, target: Target, lang: Language) -> str:
    """Whose figures a target reads, by forms, with the codes of the fields."""
    by_form: dict[str, list[str]] = {}
    for form, field in fields_of(target.measure):
        by_form.setdefault(form, []).append(directive.field(form, field).code)
    texts = []
    for form, codes in by_form.items():
        name = record_noun(directive, form, lang, 1)
        more = len(codes) - _CODES_SHOWN
        texts.append(f"{name}: {', '.join(codes[:_CODES_SHOWN])}" + (f" (+{more})" if more > 0 else ""))
    return "; ".join(texts)


def notes(directive: Directive, item: Verdict | Waiting, both: list[tuple[Leaf, PartResult]], lang: Language) -> str:
    """Why a target is where it is; of several measures each has its own."""
    if isinstance(item, Waiting):
        units = directive.file.units
        kinds = ", ".join(units[kind].noun.get(lang, 2) for kind in item.waits_for)
        return f"cần số liệu của các {kinds}" if lang == "vi" else f"needs the figures of {kinds}"
    return "" if len(both) > 1 else why(directive, *both[0], lang, item.unit is not None)


def why(directive: Directive, leaf: Leaf, part: PartResult, lang: Language, one_unit: bool) -> str:
    """Beside a count its share; how many are lacking, because of whom; what is waited for."""
    texts = []
    if isinstance(part.actual, CountOf):
        texts.append(beside(directive, leaf, part.actual, lang).strip(" ()"))
    texts.append(gap_text(directive, leaf, part, lang))
    held = holding_texts(directive, leaf, part, lang)
    if held and part.outcome in ("missed", "undecided"):
        noun = record_noun(directive, leaf.scope.form, lang, 2)
        texts.append(name_list(held, lang, noun, "; "))
    if not one_unit and part.reason in ("waiting", "nothing_reported") and (part.waiting or part.records):
        texts.append(waiting_text(directive, leaf, part, lang, advise=False))
    else:
        texts.append(reason_text(directive, leaf, part, lang, one_unit))
    return "; ".join(text for text in texts if text)


def levels_of(directive: Directive, leaf: Leaf, lang: Language) -> str:
    """The levels that a measure is about, else the kind of unit that reports on it."""
    kind = directive.file.units[directive.unit_of(leaf.scope.form)]
    levels = ", ".join(level for level in kind.levels if level in (leaf.scope.levels or ()))
    return levels or kind.noun.get(lang, 2)


def group_of(directive: Directive, leaf: Leaf, lang: Language) -> str:
    """What a part of a target is about."""
    return label_of(leaf, lang).rstrip(": ") or levels_of(directive, leaf, lang)
