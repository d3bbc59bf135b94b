"""What is written in text boxes and shapes over a sheet: people see it, no cell holds it. Loaded once there are drawings."""

from __future__ import annotations

from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.parsing import Element, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable

_A = (
    "http://schemas.openxmlformats.org/drawingml/2006/main}",
    "http://purl.oclc.org/ooxml/drawingml/main}",
)
_XDR = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing}",
)
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_LONGEST = 200
"""Letters that are told of a text."""


def text_of_boxes(package: Package, part: str, limits: Limits) -> str:
    """The texts in the shapes of a drawing, one after the other; empty where there are none, or where it is damaged."""
    try:
        xml = package.read(part)
        return _text(part, xml, limits) if b":t>" in xml or b"<t>" in xml or b"\0" in xml[:4] else ""
    except Unreadable:
        return ""


def _text(part: str, xml: bytes, limits: Limits) -> str:
    pieces: list[str] = []
    left = _LONGEST
    in_text = False

    def begin(_: dict[str, str]) -> None:
        nonlocal in_text
        in_text = True

    def end() -> None:
        nonlocal in_text
        in_text = False

    def add(data: str) -> None:
        nonlocal left
        if in_text and left > 0:
            pieces.append(data[:left])
            left -= len(data)

    run = Element(inside={f"{a}t": Element(begin, end) for a in _A})
    paragraph = Element(end=lambda: pieces.append(" "), inside={f"{a}{name}": run for a in _A for name in ("r", "fld")})
    body = Element(inside={f"{a}p": paragraph for a in _A})
    shapes: dict[str, Element] = {f"{xdr}sp": Element(inside={f"{one}txBody": body for one in _XDR}) for xdr in _XDR}
    group = Element(inside=shapes)
    shapes |= {f"{xdr}grpSp": group for xdr in _XDR}
    anchor = Element(inside=shapes)
    root = Element(inside={f"{xdr}{name}": anchor for xdr in _XDR for name in _ANCHORS})
    walk(part, xml, Element(inside={f"{xdr}wsDr": root for xdr in _XDR}), limits.depth, add)
    found = " ".join("".join(pieces).split())
    return found if any(map(str.isalnum, found)) else ""
