"""Of whom a target is demanded, and for whose figures it waits. Follows from the rule file alone."""

from __future__ import annotations

from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import Every, Share, Sum, parts, references


def waits_for(directive: Directive, target: Target, kind: str) -> tuple[str, ...]:
    """The kinds of unit whose figures a target needs besides those of one unit of a kind; empty where that unit can be judged
    alone."""
    leaves = parts(target.measure)
    kinds = {directive.unit_of(form) for form, _ in references(target.measure)}
    kinds |= {directive.unit_of(leaf.scope.form) for leaf in leaves} - {kind}
    single = len(directive.file.expects.get(kind, ())) == 1
    if not single and not all(
        isinstance(leaf, Every) or (isinstance(leaf, (Share, Sum)) and leaf.each) for leaf in leaves
    ):
        kinds.add(kind)
    return tuple(kind for kind in directive.file.units if kind in kinds)
