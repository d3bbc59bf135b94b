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


def refuse_package(package: Package) -> NoReturn:
    """Raises Unreadable for a package that names no workbook, with the kind of package it is."""
    if "mimetype" in package and package.read("mimetype").decode("ascii", "replace").strip().startswith(_ODF):
        raise Unreadable("old_format", {"kind": ".ods"})
    if "[content_types].xml" not in package:
        raise Unreadable("not_a_workbook", {"kind": "unknown" if "mimetype" in package else "ZIP"})
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
