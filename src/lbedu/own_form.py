"""How our own form is laid out: the names of its sheets, its header, the rows that say who reports. Blank forms are written
by it and filled ones found by it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

STAMP_SHEET = "_lbedu"
"""A hidden sheet of two columns, key and value, with the keys of `STAMP_KEYS`."""
STAMP_KEYS = ("lbedu", "year", "unit", "level", "version")
"""`lbedu` holds FORM_WORD, or one of OUTPUTS in what is no report; `level` is empty for a kind of unit without levels;
`version` is the rule file's."""
FORM_WORD = "form"
OUTPUTS = ("summary", "comparison")
"""Workbooks that lbedu makes of reports or of rule files: in a folder they are passed over.
A marked copy is one too, see MARK."""
_OWN_PAGE, _OWN_JSON = (b'name="generator" content="lbedu ',), (b'"schema_version": ', b'"lbedu": "')
OWN_TEXTS = {".html": _OWN_PAGE, ".htm": _OWN_PAGE, ".json": _OWN_JSON}
"""What stands in the first lines of a page and of JSON that lbedu makes, by how their names end: in a folder they are passed
over too."""

MARK = "lbedu:marked"
"""Stands in a cell of the index of a marked copy, whatever that sheet is called; the cell below says what the cells of the
report were when it was marked."""
MARK_AT = (1, 10)
"""Row and column of that cell."""
NOTE_SIGN = "[lbedu]"
"""Where this stands in the note of a cell, what lbedu says begins."""
NOTE_AUTHOR = "lbedu"

IDENTITY_SHEET = "Đơn vị"
FIGURES_SHEET = "Số liệu"

LISTS_SHEET = "_danh_muc"
"""A hidden sheet for dropdown lists that do not fit into a validation."""
LIVE_SHEET = "Tự kiểm tra"
"""Where a form that checks itself shows how each target stands."""
SCRATCH_SHEET = "_tinh"
"""A hidden sheet on which it computes that."""
COMPUTED_SHEETS = frozenset({LIVE_SHEET, SCRATCH_SHEET})
"""Sheets of a stamped form that hold nothing but what follows from its answers."""
ASIDES = frozenset({STAMP_SHEET, LISTS_SHEET, SCRATCH_SHEET})
"""Hidden sheets, which never hold figures."""
OWN_SHEETS = ASIDES | COMPUTED_SHEETS
"""Names that no list of a form may have."""

ORDER, CONTENT, UNIT, CODE, FIGURE, NOTE = "TT", "Nội dung", "Đơn vị tính", "Mã số", "Số liệu", "Ghi chú"
HEADER = (ORDER, CONTENT, UNIT, CODE, FIGURE, NOTE)
"""One row a field; the code is the key, the figure stands in its row."""
LIST_HEADER = (ORDER, CONTENT, CODE)
"""A list: one row a line with its own code, then one column a field; under the labels a row with the codes of the fields."""

YES, NO = "Có", "Không"
LIVE_HEADER = (ORDER, "Chỉ tiêu", "Mục", CODE, "Yêu cầu", "Của đơn vị", "Kết luận")
"""Of the sheet on which a form checks itself: that sheet is known by it wherever it is copied to, whatever it is called."""
HIGHEST = 999_999_999
"""The largest number that a cell takes, where its field has no bound of its own."""
FIRST_DAY, LAST_DAY = dt.date(1950, 1, 1), dt.date(2100, 12, 31)
LONGEST_EVIDENCE = 500
NO_EVIDENCE = (
    *("không", "không có", "chưa", "chưa có", "có", "đang làm", "n/a", "na", "no", "none", "x"),
    *("(số, ngày văn bản)", "số, ngày văn bản"),
)
"""What is written in the place of a document where there is none: as good as blank, nothing can be looked up by it."""
NOT_YET = ("chưa", "không có", "đang", "sẽ", "dự kiến", "bổ sung sau", "nộp sau", "chờ")
"""What such an answer begins with, before more words."""


class IdentityRow(NamedTuple):
    """A row of the first sheet: what a unit says of itself."""

    code: str
    key: str
    label: str


IDENTITY = (
    IdentityRow("DV1", "code", "Mã đơn vị (nếu có)"),
    IdentityRow("DV2", "name", "Tên đơn vị báo cáo"),
    IdentityRow("DV3", "level", "Cấp học"),
    IdentityRow("DV4", "type", "Loại hình"),
    IdentityRow("DV5", "ward", "Phường"),
    IdentityRow("DV6", "year", "Năm học"),
    IdentityRow("DV7", "person", "Người lập biểu"),
    IdentityRow("DV8", "date", "Ngày lập biểu"),
)
"""A kind of unit without levels has no DV3, one without types no DV4; only schools say their ward."""


PLACES = (
    *("Tên phường", "Địa bàn", "Xã", "Tên xã", "Xã/phường", "Phường/xã", "Xã, phường", "Phường, xã", "Đặc khu"),
    *("Xã/phường/đặc khu", "Xã/phường/thị trấn", "Thị trấn", "Quận", "Huyện", "Quận/huyện", "Khu vực"),
)
"""Headings over what units lie in, whatever it is in a directive."""


class RegisterColumn(NamedTuple):
    """A column of a register: what it holds, and the headings by which it is known."""

    key: str
    label: str
    others: tuple[str, ...] = ()


REGISTER_SHEET = "Danh sách"
REGISTER_COLUMNS = (
    RegisterColumn("code", "Mã đơn vị", ("Mã trường", "Mã định danh", "code")),
    RegisterColumn("name", "Tên đơn vị", ("Tên trường", "Trường", "Đơn vị", "name")),
    RegisterColumn("level", "Cấp học", ("Cấp", "level")),
    RegisterColumn("type", "Loại hình", ("type",)),
    RegisterColumn("ward", "Phường", (*PLACES, "ward")),
    RegisterColumn("flags", "Đặc điểm", ("flags",)),
    RegisterColumn("cqg_decision", "Số quyết định CQG", ("cqg_decision",)),
    RegisterColumn("cqg_date", "Ngày công nhận CQG", ("cqg_date",)),
    RegisterColumn("cqg_level", "Mức độ CQG", ("cqg_level",)),
    RegisterColumn("cqg_expiry", "Ngày hết hạn CQG", ("cqg_expiry",)),
    RegisterColumn("aliases", "Tên gọi khác", ("aliases",)),
)
"""CQG: the recognition to the national standard. Several flags or aliases are parted by `;`."""
REGISTER_WORD = "register"
"""In the stamp of a register, where that of a form has `form`."""
