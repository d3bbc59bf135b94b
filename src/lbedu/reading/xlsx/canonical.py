"""What makes XML canonical: the plain form that common writers give it, which patterns may read in place of expat.

Patterns read a part only if they consume all of it; whatever they do not know is left to expat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lbedu.reading.xlsx.remembered import remembered_if_short
from lbedu.reading.xlsx.typefaces import properties_of
from lbedu.reading.xlsx.typefaces import text_of as rich_text

_CHUNK = 1 << 17
# Control characters, which are ill-formed, and the carriage return, which XML turns into a line feed.
_SUSPECT = bytes(code for code in range(32) if code not in (9, 10))


class NotCanonical(Exception):
    """The patterns do not apply; expat decides."""


def chunks(xml: bytes, start: int, end: int, closing: bytes) -> Iterator[str]:
    """Whole elements as text, some 128 KiB at a time so that memory stays small; not canonical if anything is odd."""
    while start < end:
        stop = xml.find(closing, min(start + _CHUNK, end) - len(closing), end)
        stop = end if stop < 0 else stop + len(closing)
        chunk = xml[start:stop]
        if len(chunk) > 32 * _CHUNK or len(chunk.translate(None, _SUSPECT)) != len(chunk):
            raise NotCanonical
        if not all(piece.startswith(_REFERENCES) for piece in chunk.split(b"&")[1:]):
            raise NotCanonical
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            raise NotCanonical from None
        if "]]>" in text or "\ufffe" in text or "\uffff" in text:  # which is no text in XML
            raise NotCanonical
        yield text
        start = stop


_REFERENCES = (b"amp;", b"lt;", b"gt;", b"quot;", b"apos;")


def resolved(text: str) -> str:
    """Text with the references resolved that every XML knows; chunks() has seen that there are no others."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


# Branches with an empty side, not '?', which the engine runs at half the speed.
PRESERVE = '(?: xml:space="preserve"|)'
RUNS = (
    r'(?:<r>(?:<rPr>(?:<[A-Za-z]+(?: (?!tint)[A-Za-z]+="[^"<&\t\n]*")?(?: tint="[^"<&\t\n]*")? ?/>)*</rPr>)?'
    rf"<t{PRESERVE}>[^<]*</t></r>)+"
)
"""Text of several formats."""


_RUN = re.compile(rf"<r>(?:<rPr>(.*?)</rPr>)?<t{PRESERVE}>([^<]*)</t></r>", re.DOTALL)


@remembered_if_short
def text_of_runs(runs: str) -> str:
    """The text of runs, with what they say of their look."""
    pieces = _RUN.findall(runs)
    found = ((resolved(text), properties_of(xml) if xml else None) for xml, text in pieces)
    return rich_text(found)


@lru_cache(1024)
def attributes_of(text: str) -> Mapping[str, str]:
    """The attributes of a tag, given what stands behind its name; the values are as written."""
    if len(text) > 500:
        raise NotCanonical
    attributes: dict[str, str] = {}
    pieces = text.split('"')
    for place, value in zip(pieces[:-1:2], pieces[1::2], strict=False):
        name = place[1:-1]
        prefix, colon, local = name.rpartition(":")
        if place != f" {name}=" or (colon and prefix not in ("x14ac", "xml")) or name in attributes or name == "xmlns":
            raise NotCanonical
        if not local.isalnum() or not local.isascii() or local[0].isdecimal():
            raise NotCanonical
        if "<" in value or "&" in value or "\t" in value or "\n" in value:
            raise NotCanonical
        attributes[name] = value
    if len(pieces) % 2 == 0 or pieces[-1] not in ("", " "):
        raise NotCanonical
    return attributes
