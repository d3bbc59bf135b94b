"""Takes the few elements that matter out of a part, so that the rest need not be walked through."""

from __future__ import annotations

import re

from lbedu.reading.xlsx.parsing import SMALL, check
from lbedu.reading.xlsx.refusal import Unreadable

_SHORT = 4096
"""Bytes that are walked through as soon as they are taken apart."""
_LEAF = rb"<([A-Za-z0-9:]++)[^<>]*+>[^<>]*+</\1>"


def excerpt(part: str, xml: bytes, root: bytes, names: tuple[bytes, ...], depth: int) -> bytes:
    """The part with nothing but the elements called `names` below its root; the part as it is where that is not safe.

    What is left out is well-formed between the tags of the root, holds none of these names, and is not too deep: so it
    is in the part what it is by itself, and walking through the excerpt finds or refuses the same as through the part.
    """
    if not _SHORT < len(xml) <= SMALL or not (opening := _opening(xml, root)):
        return xml
    closing = b"</" + root + b">"
    at = len(opening)
    kept, left = [opening], []
    for name in names:
        start = xml.find(b"<" + name, at)
        if start >= 0:
            end = xml.find(b"</" + name + b">", start) + len(name) + 3
            if end < start:
                end = xml.find(b"/>", start) + 2
            left.append(xml[at:start])
            kept.append(xml[start:end])
            at = end
    left.append(xml[at:])
    if not all(_is_harmless(piece, names, depth) for piece in left):
        return xml
    try:
        for piece in left[:-1]:
            if piece:
                check(part, opening + piece + closing)
        check(part, opening + left[-1])
    except Unreadable:
        return xml
    return b"".join([*kept, closing])


def _opening(xml: bytes, root: bytes) -> bytes:
    """Everything up to the end of the start tag of the root; empty unless it is plain where that tag ends."""
    start = xml.find(b"<" + root + b" ")
    end = xml.find(b">", start) + 1
    tag = xml[start:end]
    is_first = start == 0 or (start > 0 and xml.startswith(b"<?xml") and b"<" not in xml[1:start])
    if not is_first or tag.count(b'"') % 2 or b"'" in tag or b"/>" in tag or b"<!" in xml or xml.find(b"<?", 1) > 0:
        return b""
    return xml[:end]


def _is_harmless(piece: bytes, names: tuple[bytes, ...], depth: int) -> bool:
    if any(name in piece for name in names):
        return False
    # No more than the elements that hold others can stand in each other, and a last one that holds none.
    holding = piece.count(b"</")
    if holding >= depth - 1:
        holding -= len(re.findall(_LEAF, piece))
    return holding < depth - 1
