"""Archives as other programs write them: streamed, with 64-bit fields, names of Windows, extra fields."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.marking.invariants import Cells, assert_holds
from tests.marking.test_spellings_of_xml import plain

CELLS: Cells = {("A", 2, 2): "error", ("B", 9, 9): "missing"}


class OneWay(io.RawIOBase):
    """A stream in which nobody can go back, such as a download."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def repacked(wide: bool = False, extra: bytes = b"", stored: bool = False, backslashes: bool = False) -> bytes:
    stream = OneWay()
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(stream, "w", kind) as new:
        for one in old.infolist():
            entry = zipfile.ZipInfo(one.filename, (2022, 5, 31, 7, 15, 2))
            entry.compress_type, entry.extra = kind, extra
            if backslashes and one.filename.startswith("xl/worksheets/sheet"):
                entry.filename = one.filename.replace("/", "\\")
            with new.open(entry, "w", force_zip64=wide) as member:
                member.write(old.read(one))
        new.comment = b"of the archive"
    return bytes(stream.data)


@pytest.mark.parametrize(
    "data",
    [
        repacked(),
        repacked(wide=True),
        repacked(extra=b"UT\5\0\3\x80\x00\x00\x00"),
        repacked(stored=True),
        repacked(wide=True, extra=b"UT\5\0\3\x80\x00\x00\x00"),
    ],
    ids=["streamed", "64-bit", "extra", "stored", "both"],
)
def test_members_are_copied_as_they_lie_there(data: bytes) -> None:
    copy = assert_holds(data, CELLS)
    assert zipfile.ZipFile(io.BytesIO(copy.data)).comment == b"of the archive"


def test_names_with_backslashes_stay() -> None:
    data = repacked(backslashes=True)
    copy = assert_holds(data, CELLS, openpyxl=False)
    names = [one.orig_filename for one in zipfile.ZipFile(io.BytesIO(copy.data)).infolist()]
    assert "xl\\worksheets\\sheet1.xml" in names and "xl/worksheets/sheet1.xml" not in names
