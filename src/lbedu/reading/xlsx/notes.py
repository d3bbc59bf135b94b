"""The notes (comments) of a sheet, as text by their cells. They are never figures, and damage to them spoils none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from lbedu.reading.xlsx.cell import place_of
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.parsing import Element, inside, plain_text, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.relationships import Link


def notes_of(package: Package, links: Iterable[Link], limits: Limits) -> dict[tuple[int, int], str] | None:
    """Row and column → the note there, by what a sheet refers to; None where it has notes that cannot be read. Of
    a thread Excel keeps the whole text in an ordinary note."""
    try:
        notes: dict[tuple[int, int], str] = {}
        for link in links:
            if link.kind == "comments":
                notes |= _notes(link.target, package.read(link.target), limits)
        return notes
    except Unreadable:
        return None


def _notes(part: str, xml: bytes, limits: Limits) -> dict[tuple[int, int], str]:
    notes: dict[tuple[int, int], str] = {}
    pieces: list[str] = []
    in_text = False
    at: tuple[int, int] | None = None

    def start_note(attributes: dict[str, str]) -> None:
        nonlocal at
        at = place_of(attributes.get("ref", ""))
        pieces.clear()
        if at is None or at in notes:
            raise corrupt(part, "comment")
        if len(notes) >= limits.cells:
            raise too_large("cells", limits.cells)

    def end_note() -> None:
        assert at is not None
        notes[at] = plain_text("".join(pieces))[: limits.characters]

    def start_text(_: dict[str, str]) -> None:
        nonlocal in_text
        in_text = True

    def end_text() -> None:
        nonlocal in_text
        in_text = False

    def add(data: str) -> None:
        if in_text:
            pieces.append(data)

    def refuse() -> NoReturn:
        raise corrupt(part, "not comments")

    text = Element(start_text, end_text)
    note = Element(start_note, end_note, inside(text=Element(inside=inside(t=text, r=Element(inside=inside(t=text))))))
    root = Element(inside=inside(commentList=Element(inside=inside(comment=note))))
    walk(part, xml, Element(inside=inside(comments=root), refuse=refuse), limits.depth, add)
    return notes
