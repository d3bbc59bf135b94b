"""The container of a workbook: opens a file, tells by its content what it is, and inflates the parts of a ZIP package.

Never writes to disk, never follows a link, and never inflates more than its limits allow.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused; sizes in bytes."""

    file: int = 20 << 20
    inflated: int = 128 << 20
    """All parts that are read, together."""
    part: int = 64 << 20
    ratio: int = 300
    """Inflated to stored size of a part over 1 MiB."""
    members: int = 2_000
    sheets: int = 256
    cells: int = 200_000
    """Cells with a value, over all sheets."""
    strings: int = 1_000_000
    """Entries of the shared string table."""
    characters: int = 32_767
    """Characters of one text, as in Excel."""
    depth: int = 256
    """Elements nested in each other."""


LIMITS = Limits()


class Unreadable(Exception):
    """A file that cannot be read as a workbook; `code` says why and `args_` holds the facts for a message."""

    def __init__(
        self, code: str, args_: dict[str, str | int] | None = None, sheet: str | None = None, cell: str | None = None
    ) -> None:
        super().__init__(code, args_, sheet, cell)
        self.code = code
        self.args_: dict[str, str | int] = args_ or {}
        self.sheet = sheet
        self.cell = cell

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        facts = ", ".join(f"{name}={value}" for name, value in self.args_.items())
        return " ".join(part for part in (self.code, place, f"({facts})" if facts else "") if part)


def corrupt(part: str, detail: str) -> Unreadable:
    return Unreadable("corrupt", {"part": part, "detail": detail})


def too_large(what: str, limit: int) -> Unreadable:
    return Unreadable("file_too_large", {"what": what, "limit": limit})


def read_file(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a regular file; a pipe, a device or a directory is refused without waiting for it."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except ValueError:  # a null character or an unencodable name: no such file can exist
        raise Unreadable("file_not_found") from None
    except OSError as error:
        _refuse_open(path, error)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not_a_file")
        if status.st_size > limits.file:
            raise too_large("file", limits.file)
        pieces, left = [], limits.file + 1
        while left > 0 and (piece := os.read(descriptor, min(left, 1 << 20))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as error:
        raise Unreadable("io_error", {"detail": _reason(error)}) from None
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def _refuse_open(path: Path, error: OSError) -> NoReturn:
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ENAMETOOLONG:
        raise Unreadable("file_not_found") from None
    # Windows answers "permission denied" for a directory, Linux "no such device" for a socket.
    if error.errno in (errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP, errno.EISDIR) or os.path.isdir(path):
        raise Unreadable("not_a_file") from None
    if isinstance(error, PermissionError):
        raise Unreadable("no_permission") from None
    raise Unreadable("io_error", {"detail": _reason(error)}) from None


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "?")


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ODF = "application/vnd.oasis.opendocument.spreadsheet"


def refuse_foreign(data: bytes, limits: Limits = LIMITS) -> None:
    """Raises Unreadable, with the kind of file it is, for everything that is not a ZIP archive."""
    if not data:
        raise Unreadable("file_empty")
    if len(data) > limits.file:
        raise too_large("file", limits.file)
    if data.startswith(b"PK\3\4"):
        return
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(data)
    if data[0] == 9 and data[1:2] in (b"\0", b"\2", b"\4", b"\x08") and data[3:4] == b"\0":
        raise Unreadable("old_format", {"kind": ".xls"})
    raise Unreadable("not_a_workbook", {"kind": _kind(data)})


def _refuse_compound(data: bytes) -> NoReturn:
    """An OLE2 container names its streams in UTF-16: an encrypted package, an old workbook, or something else."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Unreadable("encrypted")
    if holds("WordDocument"):
        raise Unreadable("not_a_workbook", {"kind": "Word"})
    if holds("PowerPoint Document"):
        raise Unreadable("not_a_workbook", {"kind": "PowerPoint"})
    if holds("Workbook") or holds("Book"):
        raise Unreadable("old_format", {"kind": ".xls"})
    raise Unreadable("not_a_workbook", {"kind": "unknown"})


def _kind(data: bytes) -> str:
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if head.startswith(b"PK\5\6"):
        return "ZIP"
    if head.startswith(b"{\\rtf"):
        return "RTF"
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP" or head[4:8] == b"ftyp":
        return "picture"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in text or 'progid="excel.sheet"' in text:
        return "XML 2003"
    if re.match(r"mime-version:|<!doctype html", text) or re.search(r"<html|<table", text):
        return "HTML"
    if re.search(r"[\0-\x08\x0e-\x1a\x1c-\x1f]", text):
        return "unknown"
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    if any(
        lines and all(line.count(mark) == lines[0].count(mark) > 0 for line in lines[:-1] or lines) for mark in ",;\t"
    ):
        return "CSV"
    return "text"


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    flags: int
    method: int
    crc: int
    stored: int
    size: int
    offset: int
    """Of the local header."""


class Package:
    """The members of a ZIP archive by their lower-case names, each checked against its local header.

    The directory is read here and not by `zipfile`, which trusts the directory against the local headers, looks past
    foreign bytes around the archive, and takes longer to import than a form takes to read.
    """

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._data = data
        self._limits = limits
        self._inflated = 0
        self._members: dict[str, _Member] = {}
        self._starts: dict[str, int] = {}
        start, count = self._directory()
        ends = []
        for member in self._entries(start, count):
            # Part names are compared without case; some writers on Windows leave backslashes in them.
            name = member.name.decode("utf-8", "replace").replace("\\", "/").lstrip("/").lower()
            if name in self._members:
                raise corrupt(name, "member twice")
            self._members[name] = member
            self._starts[name] = begin = self._begin(name, member)
            ends.append((member.offset, begin + member.stored, name))
        ends.sort()
        followings = [begin for begin, *_ in ends[1:]] + [start]
        for (_, end, name), following in zip(ends, followings, strict=False):
            if end > following:
                raise corrupt(name, "overlap")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def _directory(self) -> tuple[int, int]:
        """Where the central directory begins and how many members it lists."""
        data, found = self._data, []
        at = data.rfind(b"PK\5\6")
        while at >= max(0, len(data) - 65_557):
            if at + 22 <= len(data) and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data):
                found.append(at)
            at = data.rfind(b"PK\5\6", 0, at + 3)
        if len(found) != 1:
            raise corrupt("ZIP", "end of directory")
        at = found[0]
        _, disk, first, here, count, size, start, _ = struct.unpack_from("<4s4H2LH", data, at)
        if at >= 76 and data[at - 20 : at - 16] == b"PK\6\7":  # the 64-bit form, which some writers always add
            where = int.from_bytes(data[at - 12 : at - 4], "little")
            if where != at - 76 or data[where : where + 4] != b"PK\6\6":
                raise corrupt("ZIP", "end of directory")
            full = (disk, first, here, count, size, start)
            wide = struct.unpack_from("<2L4Q", data, where + 16)
            if any(a not in (b, 0xFFFF, 0xFFFFFFFF) for a, b in zip(full, wide, strict=True)):
                raise corrupt("ZIP", "end of directory")
            disk, first, here, count, size, start = wide
            at = where
        if disk or first or here != count or start + size != at:
            raise corrupt("ZIP", "directory")
        if count > self._limits.members:
            raise too_large("members", self._limits.members)
        return start, count

    def _entries(self, at: int, count: int) -> list[_Member]:
        data, entries = self._data, []
        end_of_data = len(data) - 22
        for _ in range(count):
            if at + 46 > end_of_data or data[at : at + 4] != b"PK\1\2":
                raise corrupt("ZIP", "directory")
            fields = struct.unpack_from("<4s6H3L5H2L", data, at)
            flags, method, crc, stored, size = fields[3], fields[4], *fields[7:10]
            names, extras, comments, disk, offset = *fields[10:14], fields[16]
            name = data[at + 46 : at + 46 + names]
            if 0xFFFFFFFF in (stored, size, offset):
                extra = data[at + 46 + names : at + 46 + names + extras]
                size, stored, offset = _wide_sizes(extra, [size, stored, offset])
            at += 46 + names + extras + comments
            if flags & 0x2041:
                raise Unreadable("encrypted")
            if disk or flags & 0x20 or method not in (0, 8) or at > end_of_data:
                raise corrupt(name.decode("utf-8", "replace"), "method" if method not in (0, 8) else "directory")
            entries.append(_Member(name, flags, method, crc, stored, size, offset))
        if data[at : at + 4] not in (b"PK\5\6", b"PK\6\6"):
            raise corrupt("ZIP", "directory")
        return entries

    def _begin(self, name: str, member: _Member) -> int:
        """Where the data of a member begins, after its local header has been found to say the same as the directory."""
        data, at = self._data, member.offset
        if at + 30 > len(data) or data[at : at + 4] != b"PK\3\4":
            raise corrupt(name, "local header")
        _, _, flags, method, _, _, crc, stored, size, names, extras = struct.unpack_from("<4s5H3L2H", data, at)
        begin: int = at + 30 + names + extras
        if 0xFFFFFFFF in (stored, size):
            size, stored = _wide_sizes(data[at + 30 + names : begin], [size, stored])
        same = method == member.method and flags & 0x2061 == member.flags & 0x2061
        said = ((crc, member.crc), (stored, member.stored), (size, member.size))
        streamed = flags & 8  # sizes then follow the data, and the header may hold zeros
        if not same or any(a != b and (a or not streamed) for a, b in said):
            raise corrupt(name, "local header")
        if data[at + 30 : at + 30 + names] != member.name:
            raise corrupt(name, "local header")
        return begin

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part, its length and checksum verified; Unreadable if it is absent or damaged."""
        member = self._members.get(name.lower())
        if member is None:
            raise corrupt(name, "missing")
        limits = self._limits
        if member.size > limits.part:
            raise Unreadable("bomb", {"part": name, "detail": "part", "limit": limits.part})
        if member.size > 1 << 20 and member.size > limits.ratio * member.stored:
            raise Unreadable("bomb", {"part": name, "detail": "ratio", "limit": limits.ratio})
        self._inflated += member.size
        if self._inflated > limits.inflated:
            raise Unreadable("bomb", {"part": name, "detail": "inflated", "limit": limits.inflated})
        start = self._starts[name.lower()]
        content = self._data[start : start + member.stored]
        if member.method == 8:
            stream = zlib.decompressobj(-15)
            try:
                content = stream.decompress(content, member.size + 1)
            except zlib.error:
                raise corrupt(name, "deflate") from None
            if not stream.eof or stream.unused_data:
                raise corrupt(name, "length")
        if len(content) != member.size:
            raise corrupt(name, "length")
        if zlib.crc32(content) != member.crc:
            raise corrupt(name, "CRC")
        return content

    def refuse(self) -> NoReturn:
        """Raises Unreadable for a package that names no workbook, with the kind of package it is."""
        if "mimetype" in self and self.read("mimetype").decode("ascii", "replace").strip().startswith(_ODF):
            raise Unreadable("old_format", {"kind": ".ods"})
        if "[content_types].xml" not in self:
            raise Unreadable("not_a_workbook", {"kind": "unknown" if "mimetype" in self else "ZIP"})
        types = self.read("[content_types].xml")
        if b"sheet.binary.macroEnabled.main" in types:
            raise Unreadable("old_format", {"kind": ".xlsb"})
        for kind, pattern in (
            ("Word", rb"(?:ms-word|wordprocessingml)"),
            ("PowerPoint", rb"(?:ms-power|presentationml)"),
        ):
            if re.search(pattern + rb"[\w.]{0,80}\.main\+xml", types):
                raise Unreadable("not_a_workbook", {"kind": kind})
        if re.search(rb"(?:ms-excel|spreadsheetml)[\w.]{0,80}\.main\+xml", types):
            raise corrupt("[Content_Types].xml", "no workbook")
        raise Unreadable("not_a_workbook", {"kind": "unknown"})


def _wide_sizes(extra: bytes, fields: list[int]) -> list[int]:
    """Fields of a header whose true values stand, in order, in its 64-bit extra field."""
    at = 0
    while at + 4 <= len(extra):
        identifier, length = struct.unpack_from("<2H", extra, at)
        if identifier == 1:
            block, used = extra[at + 4 : at + 4 + length], 0
            for index, value in enumerate(fields):
                if value == 0xFFFFFFFF and used + 8 <= len(block):
                    fields[index] = int.from_bytes(block[used : used + 8], "little")
                    used += 8
            break
        at += 4 + length
    return fields


_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[ \t\r\n][^>]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'>]*)")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16le", b"\0<": "utf-16be"}


def parse_xml(
    part: str,
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Walks through the XML of a part; names come as 'namespace}local'. Unreadable if ill-formed or with a DOCTYPE."""
    # The encoding is settled here: left to the declaration, a codec of Python's could be called upon by the file.
    encoding = _WIDE.get(xml[:2], "utf-8")
    declared = _DECLARED.match(xml)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise corrupt(part, "encoding")

    def refuse(*_: object) -> None:
        raise Unreadable("unsafe_xml", {"part": part})

    if len(xml) > 1 << 20:
        _refuse_many_names(part, xml)
    parser = expat.ParserCreate(encoding, "}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        # In one call: expat before 2.6 scans a long token again for every piece it is given.
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise corrupt(part, f"XML: {expat.ErrorString(error.code)}, line {error.lineno}") from None


_NAME = re.compile(rb"<([^\s/>]+)|\s([^\s<>=\"'/]+)\s*=")
_NAMES = 65_536


def _refuse_many_names(part: str, xml: bytes) -> None:
    """Expat remembers every name of an element or an attribute: millions of them would fill the memory."""
    names: set[tuple[bytes, bytes]] = set()
    for start in range(0, len(xml), 1 << 20):
        names.update(_NAME.findall(xml, start, start + (1 << 20)))
        if len(names) > _NAMES:
            raise Unreadable("bomb", {"part": part, "detail": "names", "limit": _NAMES})
