"""Problems of texts as such: old encodings, spoilt letters, what is struck out."""

from __future__ import annotations

from lbedu.problem_catalogue.kind import kind

TEXTS = {
    "legacy_encoding": kind(
        "error",
        (
            "“{found}” gõ bằng bảng mã cũ {encoding}{more}, không phải Unicode.",
            "chữ Unicode",
            "Đổi bảng mã sang Unicode bằng UniKey (chép ô, bấm Ctrl+Shift+F6, chọn nguồn {encoding}, đích "
            "Unicode) rồi chọn phông "
            "Times New Roman; hoặc chạy lại với --legacy-encoding convert.",
            "Chữ gõ bằng phông .VnTime, .VnTimeH (TCVN3) hay VNI-Times (VNI) chỉ đọc đúng nhờ phông; máy khác "
            "thấy ký tự lạ. Mặc "
            "định lbedu cho xem chữ đã giải mã nhưng không dùng: tên, câu trả lời viết như vậy coi như chưa có. "
            "Số không bị ảnh "
            "hưởng.",
        ),
        (
            "“{found}” is typed in the old encoding {encoding}{more}, not in Unicode.",
            "text in Unicode",
            "Convert it to Unicode with UniKey (copy the cells, press Ctrl+Shift+F6, from {encoding} to "
            "Unicode) and choose the "
            "font Times New Roman; or run again with --legacy-encoding convert.",
            "Text in the fonts .VnTime, .VnTimeH (TCVN3) or VNI-Times (VNI) reads right by its font alone; "
            "elsewhere it shows "
            "strange letters. By default lbedu shows it decoded and does not use it: a name or an answer "
            "written so counts as "
            "missing. Figures are not affected.",
        ),
    ),
    "legacy_text": kind(
        "warning",
        (
            "Còn chữ gõ bằng bảng mã cũ {encoding}: “{found}”{more}. Số liệu không bị ảnh hưởng.",
            "chữ Unicode",
            "Nên đổi bảng mã sang Unicode bằng UniKey (Ctrl+Shift+F6) để máy khác đọc được.",
            "Nhãn, ghi chú hay chữ ký gõ bằng phông cũ không làm sai số liệu: biểu đọc theo mã số.",
        ),
        (
            "There is still text in the old encoding {encoding}: “{found}”{more}. No figure is affected.",
            "text in Unicode",
            "Better convert it to Unicode with UniKey (Ctrl+Shift+F6), so that it can be read elsewhere.",
            "Labels, notes or signatures in old fonts change no figure: the form is read by its codes.",
        ),
    ),
    "mojibake": kind(
        "error",
        (
            "Chữ bị hỏng khi mở hoặc lưu sai bảng mã; chữ gốc có lẽ là “{found}”{more}.",
            "chữ Unicode",
            "Mở lại tệp nguồn với bảng mã UTF-8 (Excel: Dữ liệu → Từ văn bản/CSV → 65001: Unicode (UTF-8)) rồi "
            "chép lại, hoặc gõ "
            "lại ô này.",
            "“Trường” thành “TrÆ°á»ng” khi một chương trình đọc tệp UTF-8 như Windows-1252. Chữ như vậy được "
            "cho xem nhưng không "
            "dùng.",
        ),
        (
            "The text was spoilt when it was opened or saved in a wrong encoding; it probably was “{found}”{more}.",
            "text in Unicode",
            "Open its source again as UTF-8 (Excel: Data → From Text/CSV → 65001: Unicode (UTF-8)) and copy it "
            "anew, or type "
            "the cell again.",
            "“Trường” becomes “TrÆ°á»ng” where a program takes UTF-8 for Windows-1252. Such text is shown and not used.",
        ),
    ),
    "struck_out": kind(
        "error",
        (
            "“{found}” bị gạch ngang{more}: không rõ còn dùng hay đã bỏ.",
            "nội dung không bị gạch ngang",
            "Bỏ gạch ngang nếu còn đúng (Ctrl+5); nếu đã bỏ thì xóa ô rồi ghi nội dung đúng.",
            "Gạch ngang thường là cách bỏ một số ghi sai. lbedu không đoán: ô bị gạch coi như chưa có.",
        ),
        (
            "“{found}” is struck through{more}: whether it still holds is not clear.",
            "something that is not struck through",
            "Take the line away if it is right (Ctrl+5); if it is withdrawn, clear the cell and write what is right.",
            "A line through a figure mostly withdraws it. lbedu does not guess: such a cell counts as missing.",
        ),
    ),
    "partly_unseen": kind(
        "error",
        (
            "“{found}” có phần chữ không nhìn thấy được{more}: trùng màu nền hoặc quá nhỏ.",
            "nội dung nhìn thấy được toàn bộ",
            "Chọn ô, đặt màu chữ Automatic và cỡ chữ như các ô khác; phần nào thừa thì xóa rồi ghi lại cho đúng.",
            "Người xem thấy một phần, máy đọc được tất cả: không biết phần bị che có được tính hay không. Ô coi như chưa có.",
        ),
        (
            "A part of “{found}” cannot be seen{more}: it has the colour of its ground, or is too small.",
            "something that is seen as a whole",
            "Select the cell, set its letters to the colour Automatic and to the size of others; delete what is too much.",
            "People see a part, a program reads the whole: which was meant is not known. Such a cell counts as missing.",
        ),
    ),
}
