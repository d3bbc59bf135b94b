"""What a rule file and the text of its directive do not say alike, and texts that cannot be read."""

from __future__ import annotations

from lbedu.mistake_catalogue.kind import error, warning

PROVENANCE = {
    "text_not_plain": error(
        (
            "văn bản không phải chữ thuần",
            "là tệp {kind}, không phải tệp chữ thuần (.txt)",
            "Mở văn bản rồi lưu thành tệp chữ thuần, bảng mã UTF-8: trong Word chọn Lưu thành, kiểu Văn bản thuần "
            "(*.txt), "
            "mã Unicode (UTF-8); PDF thì chép toàn bộ chữ sang Notepad. Bản quét ảnh phải nhận dạng chữ trước.",
        ),
        (
            "the directive is no plain text",
            "is a {kind} file, not plain text (.txt)",
            "Open the directive and save it as plain text in UTF-8: in Word by Save as, Plain text (*.txt), Unicode "
            "(UTF-8); "
            "of a PDF copy all text into Notepad. A scanned picture needs text recognition first.",
        ),
    ),
    "text_old_encoding": error(
        (
            "văn bản gõ bằng bảng mã cũ",
            "chữ gõ bằng {encoding}, không phải Unicode",
            "Chuyển văn bản sang Unicode trước, chẳng hạn bằng công cụ chuyển mã của bộ gõ tiếng Việt, rồi lưu lại "
            "với bảng mã "
            "UTF-8.",
        ),
        (
            "the directive is in an old encoding",
            "is typed in {encoding}, not in Unicode",
            "Convert the text to Unicode first, for instance by the converter of a Vietnamese keyboard program, and "
            "save it "
            "as UTF-8.",
        ),
    ),
    "text_empty": error(
        (
            "văn bản trống",
            "không có chữ nào",
            "Tệp không có nội dung: lưu lại văn bản thành tệp chữ thuần.",
        ),
        (
            "the directive is empty",
            "holds no text",
            "Nothing stands in the file: save the directive as plain text again.",
        ),
    ),
    "text_too_large": error(
        (
            "văn bản quá lớn",
            "lớn hơn {limit} byte",
            "Một văn bản chỉ đạo chiếm khoảng 30 KB. Kiểm tra xem có đúng tệp không.",
        ),
        (
            "the directive is too large",
            "is larger than {limit} bytes",
            "A directive takes about 30 KB. Check whether this is the right file.",
        ),
    ),
    "text_of_another": error(
        (
            "văn bản khác",
            "chỉ {fits} trong {all} nội dung của tệp chỉ tiêu có mục ở đây: có lẽ là văn bản khác",
            "Phần lớn số mục của tệp chỉ tiêu không có trong văn bản, nên hai bên chưa được đối chiếu. Xem có đúng "
            "văn bản của năm "
            "ấy không, và tệp chữ có còn giữ số mục (A, I, 1, gạch đầu dòng) ở đầu dòng không.",
        ),
        (
            "another directive",
            "the clauses of only {fits} of {all} commitments are found here: probably another directive",
            "Most clauses of the rule file are not in the text, so the two were not compared. See whether this is "
            "the directive of "
            "that year, and whether the text still has its numbers (A, I, 1, dashes) at the beginning of lines.",
        ),
    ),
    "clause_not_in_file": warning(
        (
            "mục chưa có trong tệp chỉ tiêu",
            "mục {clause} (“{text}”): không nội dung nào của tệp chỉ tiêu nói đến",
            "Thêm nội dung cho mục này. Việc không xét được thì vẫn ghi, với `not_checked`.",
        ),
        (
            "a clause that the rule file lacks",
            "clause {clause} (“{text}”): no commitment of the rule file is about it",
            "Add a commitment for this clause. What cannot be judged is written down all the same, with `not_checked`.",
        ),
    ),
    "figure_not_in_file": warning(
        (
            "số chưa có trong tệp chỉ tiêu",
            "mục {clause}: tệp chỉ tiêu không có {figure}",
            "Con số này không là ngưỡng, cũng không được nhắc đến ở nội dung nào của mục. Sửa ngưỡng; nếu chỉ là số "
            "liệu kèm theo "
            "thì nhắc đến ở `title`, `note` hay `not_checked`; số ở phần mở đầu thì ở nội dung nào cũng được.",
        ),
        (
            "a figure that the rule file lacks",
            "clause {clause}: the rule file has no {figure}",
            "No commitment of this clause requires or mentions the figure. Mend the threshold; where it is context "
            "alone, mention it in "
            "`title`, `note` or `not_checked`; what the head counts in those of any commitment.",
        ),
    ),
    "figure_otherwise": warning(
        (
            "số nói khác đi",
            "mục {clause}: tệp chỉ tiêu có {figure}, nhưng ít lần hơn, ở thứ tự khác hoặc nói về việc khác",
            "Tệp chỉ tiêu có con số này cho mục, nhưng không đủ lần, không theo thứ tự của văn bản hoặc cạnh những "
            "chữ khác: có "
            "thể một ngưỡng bị ghi nhầm bằng số bên cạnh. So từng ngưỡng với văn bản.",
        ),
        (
            "a figure said otherwise",
            "clause {clause}: the rule file has {figure} less often, in another order or of something else",
            "The rule file has this figure for the clause, but not as often, not in the order of the text or beside "
            "other words: "
            "one threshold may have been taken for its neighbour. Hold each threshold against the text.",
        ),
    ),
    "side_otherwise": warning(
        (
            "ngược chiều",
            "văn bản, mục {clause}, nói “{text}”, mà tệp chỉ tiêu ghi `{key}`",
            "“Không quá, tối đa, dưới …, trở xuống” là `at_most` hay `less_than`; “ít nhất, không dưới, trên …, trở lên” là "
            "`at_least` hay `more_than`. Sửa khóa cho đúng chiều của văn bản.",
        ),
        (
            "the other side",
            "the text, clause {clause}, says “{text}”, and the rule file has `{key}`",
            "“không quá, tối đa, dưới …, trở xuống” is `at_most` or `less_than`; “ít nhất, không dưới, trên …, trở lên” is "
            "`at_least` or `more_than`. Take the key of the side that the text means.",
        ),
    ),
    "name_not_in_file": warning(
        (
            "tên chưa có trong tệp chỉ tiêu",
            "mục {clause}: tệp chỉ tiêu không có “{name}”",
            "Tên này không có ở `among`, ở dòng của danh sách hay trong lời của các nội dung thuộc mục. Thêm vào, "
            "hoặc sửa chính tả "
            "(`aliases` giữ cách viết của văn bản).",
        ),
        (
            "a name that the rule file lacks",
            "clause {clause}: the rule file has no “{name}”",
            "The name stands neither in `among` nor in the rows or the texts of the commitments of this clause. Add "
            "it, or mend its "
            "spelling (`aliases` keep how the text spells it).",
        ),
    ),
    "clause_not_in_text": warning(
        (
            "mục không có trong văn bản",
            "văn bản không có mục {clause}",
            "Sửa số mục. Mục chưa tìm thấy thì các con số của nội dung này cũng chưa được đối chiếu.",
        ),
        (
            "a clause that the text lacks",
            "the text has no clause {clause}",
            "Mend the number of the clause. Until it is found, the figures of this commitment are not compared either.",
        ),
    ),
    "figure_not_in_text": warning(
        (
            "số không có trong văn bản",
            "văn bản, mục {clause}, không nói {found}",
            "Sửa theo văn bản. Mức tự chọn khi văn bản không nêu thì nói rõ ở `note`, bằng chính con số ấy.",
        ),
        (
            "a figure that the text lacks",
            "the text, clause {clause}, does not say {found}",
            "Mend it by the text. A figure that you have chosen where the text gives none is said in the `note`, by "
            "that very figure.",
        ),
    ),
    "name_not_in_text": warning(
        (
            "tên không có trong văn bản",
            "văn bản, mục {clause}, không nêu “{found}”",
            "Sửa hoặc bỏ tên. Tên nêu ở mục khác thì ghi ở `note` số hiệu của nội dung có mục ấy (như 21-32), hoặc "
            "chính tên ấy.",
        ),
        (
            "a name that the text lacks",
            "the text, clause {clause}, does not name “{found}”",
            "Mend or remove it. Where another clause names it, say in the `note` the id of the commitment of that "
            "clause (such as "
            "21-32), or the name itself.",
        ),
    ),
}
