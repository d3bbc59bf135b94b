"""What a rule file says beside its commitments, held against the whole text: year, number and day, named units, how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lbedu.directive.fault import Fault, fault
from lbedu.linting.looked_at import LookedAt
from lbedu.linting.provenance.claims import Reader, names_of_units, spellings
from lbedu.linting.provenance.figures import Figure, words_of, year_key
from lbedu.linting.provenance.matching import Read, is_named
from lbedu.linting.provenance.outline import Outline

HEAD, ANYWHERE = "(head)", "(any)"
"""What stands for a clause in messages about the head, and about the text as a whole."""


def unborne(year: LookedAt, reader: Reader, read: Sequence[Read], outline: Outline) -> Iterator[Fault]:
    """What the text as a whole does not have."""
    file = year.file
    around = [one.text for one in (*outline.head, *outline.foot)]
    figures = {figure.key for one in read for figure in one.figures}
    figures |= {figure.key for text in around for figure in reader.figures(text)}
    text = "\n".join([*around, *(one.passage.paragraph.text for one in read)])
    if year_key(file.year) not in figures:
        yield fault(("year",), "figure_not_in_text", found=file.year, clause=ANYWHERE)
    number = file.directive.number
    if number is not None and re.sub(r"\s", "", number) not in re.sub(r"\s", "", text):
        yield fault(("directive", "number"), "figure_not_in_text", found=number, clause=ANYWHERE)
    issued = file.directive.issued
    if issued is not None and ("day", (issued.year, issued.month, issued.day)) not in figures:
        yield fault(("directive", "issued"), "figure_not_in_text", found=str(issued), clause=ANYWHERE)
    names = [name for one in read for name in one.names]
    for path, unit in names_of_units(file):
        if not is_named(names, spellings(unit, reader), unit.level):
            yield fault(path, "name_not_in_text", found=unit.name, clause=ANYWHERE)
    texts = [*around, *(one.passage.paragraph.text for one in read)]
    yield from _expected(year, words_of(text), [(one, figure) for one in texts for figure in reader.figures(one)])


def _expected(year: LookedAt, words: str, figures: list[tuple[str, Figure]]) -> Iterator[Fault]:
    """How many units the directive counts: the text has their number beside what they are called, or their names."""
    for kind, names in year.file.expects.items():
        noun = words_of(year.file.units[kind].noun.vi)
        counted = (one for one in figures if one[1].key == ("number", Fraction(len(names))))
        if len(names) < 2 or any(_behind(text, figure).startswith(noun) for text, figure in counted):
            continue
        if not all(words_of(one) in words for one in names):
            yield fault(("expects", kind), "figure_not_in_text", on_key=True, found=str(len(names)), clause=ANYWHERE)


def _behind(text: str, figure: Figure) -> str:
    """The words behind a number; of one of two with a stroke between those behind both."""
    return words_of(re.sub(r"^/\d+", "", text[figure.end : figure.end + 60]))
