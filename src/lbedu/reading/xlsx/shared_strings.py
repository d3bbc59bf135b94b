"""The shared string table, by two routes that give the same texts: patterns for canonical XML, expat for the rest."""

from __future__ import annotations

import re
from typing import NoReturn

from lbedu.reading.xlsx.canonical import PRESERVE, RUNS, NotCanonical, chunks, resolved, text_of_runs
from lbedu.reading.xlsx.parsing import Element, inside, plain_text, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.run_reader import RunReader

_ITEM = rf"<si>(?:<t{PRESERVE}>([^<]*)</t>|<t ?/>|({RUNS}))</si>|<si ?/>"


class Runs(str):
    """A text of several runs as its XML has it: told apart once a cell asks for it, as there may be a million and no cell."""

    __slots__ = ()

    def joined(self) -> str:
        """Its text, with what its runs say of their look."""
        text = text_of_runs(str(self))
        return plain_text(text) if type(text) is str else text


def read_strings(part: str, xml: bytes, limits: Limits) -> list[str]:
    """The texts of the shared string table, in order; those of several runs may be Runs, and phonetic guides are left out."""
    try:
        strings = _by_patterns(part, xml, limits)
    except NotCanonical:
        strings = _by_expat(part, xml, limits)
    strings = [plain_text(text) if "_x" in text and type(text) is str else text for text in strings]
    if max(map(len, strings), default=0) > limits.characters:
        raise too_large("characters", limits.characters)
    return strings


def _by_expat(part: str, xml: bytes, limits: Limits) -> list[str]:
    strings: list[str] = []

    def start_item(_: dict[str, str]) -> None:
        runs.clear()

    def end_item() -> None:
        strings.append(runs.text())
        if len(strings) > limits.strings:
            raise too_large("strings", limits.strings)

    def refuse(detail: str = "not shared strings") -> NoReturn:
        raise corrupt(part, detail)

    runs = RunReader()
    item = Element(start_item, end_item, runs.elements(lambda: refuse("element in text")))
    table = Element(inside=inside(si=item))
    walk(part, xml, Element(inside=inside(sst=table), refuse=refuse), limits.depth, runs.add)
    return strings


def _by_patterns(part: str, xml: bytes, limits: Limits) -> list[str]:
    start, end = xml.find(b"<sst"), xml.rfind(b"</sst>")
    start = xml.find(b">", start) + 1
    if start < 1 or end < start:
        raise NotCanonical
    try:
        if _by_expat(part, xml[:start] + xml[end:], limits):
            raise NotCanonical
    except Unreadable:
        raise NotCanonical from None
    strings: list[str] = []
    items = re.compile(_ITEM)
    for chunk in chunks(xml, start, end, b"</si>"):
        pieces = items.split(chunk)
        if any(pieces[::3]):
            raise NotCanonical
        texts = pieces[1::3]
        if "&" in chunk:
            texts = [resolved(text) if text else text for text in texts]
        for index, runs in enumerate(pieces[2::3]):
            if runs is not None:
                texts[index] = found if len(found := Runs(runs)) <= limits.characters else found.joined()
        strings += [text or "" for text in texts]
        if len(strings) > limits.strings:
            raise too_large("strings", limits.strings)
    return strings
