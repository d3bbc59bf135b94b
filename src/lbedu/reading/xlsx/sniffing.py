"""Opens a file and tells by its content what it is: everything that is no .xlsx is refused by the name of its kind."""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING, NoReturn

from lbedu.reading.xlsx.refusal import LIMITS, Limits, Unreadable, corrupt, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from lbedu.reading.xlsx.package import Package


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
        # One byte more than there should be, so that a file in one piece ends with the second call, which is empty.
        while left > 0 and (piece := os.read(descriptor, min(left, max(status.st_size + 1, 1 << 16)))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as error:
        raise Unreadable("io_error", {"detail": _reason(error)}) from None
    finally:
        _close(descriptor)
    return b"".join(pieces)


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError as error:  # a network that only now says that it has failed
        raise Unreadable("io_error", {"detail": _reason(error)}) from None


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
OLDER_XLS = ".xls (Excel 2–4)"
"""The .xls of the first versions of Excel, bare sheets that nothing here reads."""
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
        raise Unreadable("old_format", {"kind": OLDER_XLS})
    raise Unreadable("not_a_workbook", {"kind": _kind(data)})


def _refuse_compound(data: bytes) -> NoReturn:
    """What a compound file holds is said by the names of its streams. Those of objects inside of it do not count, unless it is
    too damaged to tell them apart."""
    from lbedu.reading.xlsx.compound import Compound

    def holds(name: str) -> bool:
        return name in compound if compound is not None else name.encode("utf-16-le") in data

    try:
        compound = Compound(data)
    except Unreadable:
        compound = None
    if holds("EncryptedPackage"):
        raise Unreadable("encrypted")
    for names, code, kind in _STREAMS:
        if any(holds(name) for name in names):
            raise Unreadable(code, {"kind": kind})
    raise Unreadable("not_a_workbook", {"kind": "unknown"})


_STREAMS = (
    (("Workbook", "Book"), "old_format", ".xls"),
    (("WordDocument",), "not_a_workbook", "Word"),
    (("PowerPoint Document",), "not_a_workbook", "PowerPoint"),
    (("__properties_version1.0",), "not_a_workbook", "e-mail"),
)
_ARCHIVES = (b"Rar!\x1a\7", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"PK\5\6", b"MSCF")
_BY_START = (
    ((b"{\\rtf",), "RTF"),
    (_ARCHIVES, "archive"),
    (_PICTURES, "picture"),
    ((b"\0\0\x1a\0", b"\0\0\2\0\4\4\6\0", b"\0\0\2\0\6\4\6\0"), "Lotus"),
    ((b"ID;P", b"ID;W"), "SYLK"),
    ((b"TABLE\r\n0,1", b"TABLE\n0,1"), "DIF"),
    ((b"MZ", b"\x7fELF"), "program"),
    ((b"SQLite format 3\0", b"\0\1\0\0Standard"), "database"),
)
_GOOGLE = re.compile(r'\{\s*"(?:url|doc_id|resource_id|email)"\s*:|\[internetshortcut\]')
_MARKED_UP = (
    ("XML 2003", re.compile(r'urn:schemas-microsoft-com:office:spreadsheet|progid="excel\.sheet"')),
    ("HTML", re.compile(r"^(?:mime-version:|from: <saved by|<!doctype html|<frameset)|<html|<table[\s>]")),
    ("XML", re.compile(r"^<\?xml|^<office:document|^<[a-z][\w.:-]*(?:\s[^<>]*)?>")),
    ("shortcut", _GOOGLE),
)


def _kind(data: bytes) -> str:
    head = data[:4096]
    if len(data) == 165 and head[0] < 55:  # the name of who has the file open, twice, in a fixed frame
        return "owner"
    if b"%PDF-" in head[:1024]:
        return "PDF"
    for starts, kind in _BY_START:
        if head.startswith(starts):
            return kind
    if head[8:12] == b"WEBP" or head[4:8] == b"ftyp":
        return "picture"
    if _is_dbase(head, len(data)):
        return "dBase"
    text = _text(head).lstrip("\ufeff \t\r\n").lower()
    for kind, pattern in _MARKED_UP:
        if pattern.search(text):
            return kind
    if not text or re.search(r"[\0-\x08\x0e-\x1a\x1c-\x1f]", text):
        return "unknown"
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    if any(
        lines and all(line.count(mark) == lines[0].count(mark) > 0 for line in lines[:-1] or lines) for mark in ",;\t"
    ):
        return "CSV"
    return "text"


def _text(head: bytes) -> str:
    """The beginning of a file as text, in the encoding that its first bytes show."""
    for start, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(start):
            return head.decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _is_dbase(head: bytes, length: int) -> bool:
    """A table of dBase or FoxPro: a version, a date, then the sizes of its header and of its records."""
    if (
        len(head) < 33
        or head[0] not in (3, 4, 0x30, 0x31, 0x83, 0x8B, 0xF5)
        or not 1 <= head[2] <= 12
        or not 1 <= head[3] <= 31
    ):
        return False
    header, record = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return 33 <= header <= length and record > 0


def refuse_package(package: Package) -> NoReturn:
    """Raises Unreadable for a package that names no workbook, with the kind of package it is."""
    if "mimetype" in package and package.read("mimetype").decode("ascii", "replace").strip().startswith(_ODF):
        raise Unreadable("old_format", {"kind": ".ods"})
    if "[content_types].xml" not in package:
        raise Unreadable("not_a_workbook", {"kind": _foreign_package(package)})
    types = package.read("[content_types].xml")
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


def _foreign_package(package: Package) -> str:
    if "index/document.iwa" in package or "index.zip" in package:
        return "Numbers"
    if "mimetype" in package:
        said = package.read("mimetype").decode("ascii", "replace").strip()
        return next((kind for name, kind in _OPEN_DOCUMENTS if name in said), "unknown")
    return "ZIP"


_OPEN_DOCUMENTS = (
    ("opendocument.text", "text document"),
    ("opendocument.presentation", "presentation"),
    ("opendocument.graphics", "picture"),
)
