"""Examples of problems of how a workbook is laid out: whose its sheets are, headings that are misspelt, what is hidden."""

from __future__ import annotations

from samples.mistakes.book import form, repacked, wards
from samples.mistakes.example import Made, example
from samples.mistakes.forms import FIVE


@example(at="'Đơn vị (2)'!D6")
def several_units() -> Made:
    """Two wards, the names of both before the figures of both."""
    book = form("ward", FIVE)
    form("ward", (("05", 412), ("06", 409)), {"name": "Đức Giang"}, into=book)
    names = ("Đơn vị", "Số liệu", "Đơn vị (2)", "Số liệu (2)")
    for page, name in zip(book.pages, names, strict=True):
        page.sheet.title = name
    book.book.move_sheet(names[2], -1)
    return book


@example(at="'Số liệu'!C5")
def misspelt_header() -> Made:
    """A heading without its marks."""
    return form("ward", FIVE).put("C5", "Ma so")


@example(at="'Số liệu'!A5")
def unknown_sheet() -> Made:
    """A title with a letter changed."""
    book = form("ward", FIVE)
    title = str(book.pages[-1].sheet["A1"].value)
    return book.put("A1", title.replace("PHƯỜNG", "PHỪƠNG"))


@example(at="Phường")
def hidden() -> Made:
    """A row that somebody hid."""
    book = wards()
    book.pages[-1].sheet.row_dimensions[7].hidden = True
    return book


_SCHEMAS = "http://schemas.openxmlformats.org"
_DRAWN = f"{_SCHEMAS}/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_BOX = (
    f'<xdr:wsDr xmlns:xdr="{_DRAWN}/spreadsheetDrawing" xmlns:a="{_DRAWN}/main"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    '<a:ln><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/>'
    "<a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)


def boxed(data: bytes, text: str) -> bytes:
    """A workbook with a text box over its one sheet."""

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            drawing = f'<drawing xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships" r:id="box1"/>'
            return part.replace(b"</worksheet>", f"{drawing}</worksheet>".encode())
        if name == "[Content_Types].xml":
            told = f'<Override PartName="/xl/drawings/box1.xml" ContentType="{_TYPE}"/></Types>'
            return part.replace(b"</Types>", told.encode())
        return part

    link = f'Id="box1" Type="{_SCHEMAS}/officeDocument/2006/relationships/drawing" Target="../drawings/box1.xml"'
    links = f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship {link}/></Relationships>'
    more = {"xl/drawings/box1.xml": _BOX.format(text=text), "xl/worksheets/_rels/sheet1.xml.rels": links}
    return repacked(data, change, {name: xml.encode() for name, xml in more.items()})


@example(at="Phường")
def text_box() -> Made:
    """A box over the table says what no cell does."""
    return boxed(wards().packed(), "Số liệu tính đến 15/5, chưa có lớp tư thục.")
