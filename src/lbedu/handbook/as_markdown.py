"""The document of a year as Markdown, for a wiki or a repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbedu.directive.facts import Fact
from lbedu.directive.model import Language
from lbedu.handbook.content import Handbook, Section
from lbedu.handbook.figures import FormOfFigures
from lbedu.reporters.notation.markdown import plain, table


def render(book: Handbook, lang: Language) -> str:
    """The document, one line a paragraph. Texts of the rule file are no markup, whatever they hold."""
    return "\n".join(_blocks(book, lang))


def _blocks(book: Handbook, lang: Language) -> Iterator[str]:
    vi = lang == "vi"
    yield f"# {plain(book.title)}\n"
    yield f"**{plain(book.issuer)}**\n"
    yield f"{plain(book.about)}: {plain(book.document)}\n"
    yield _facts(book.facts)
    yield f"## {'Cách đọc tài liệu này' if vi else 'How to read this document'}\n"
    yield "".join(f"- {plain(line)}\n" for line in book.reading)
    yield f"## {'Mục lục theo mục của văn bản' if vi else 'Contents by clause'}\n"
    header = ("Mục", "Số", "Nội dung", "Yêu cầu") if vi else ("Clause", "Id", "Commitment", "Required")
    sections = [section for chapter in book.chapters for section in chapter.sections]
    yield table(header, ((one.clause, one.id, one.title, _in_short(one)) for one in sections))
    for chapter in book.chapters:
        yield f"## {'Mục' if vi else 'Chapter'} {plain(chapter.name)}\n"
        for section in chapter.sections:
            yield from _section(section, lang)
    yield f"## {'Ai cung cấp số liệu nào' if vi else 'Who supplies which figure'}\n"
    for form in book.forms:
        yield from _form(form, lang)


def _in_short(section: Section) -> str:
    several = len(section.indicators) > 1
    required = [f"{one.title}: {one.required}" if several else one.required for one in section.indicators]
    instead = [" ".join((fact.label, *(fact.lines if fact.about else ()))) for fact in section.instead]
    return "; ".join([*required, *instead])


def _section(section: Section, lang: Language) -> Iterator[str]:
    yield f"### {section.id} {plain(section.title)}\n"
    yield f"{'Mục' if lang == 'vi' else 'Clause'} {plain(section.clause)}\n"
    for one in section.indicators:
        yield f"**{plain(one.title)}** (`{one.id}`)\n"
        yield _facts(one.facts)
    if section.instead:
        yield _facts(section.instead)


def _facts(facts: Iterable[Fact]) -> str:
    lines = []
    for fact in facts:
        if fact.steps or len(fact.lines) > 1:
            lines += [f"- {plain(fact.label)}:", *(f"  - {plain(line)}" for line in fact.lines)]
        else:
            lines.append(f"- {plain(fact.label)}: {plain(fact.lines[0])}")
    return "\n".join(lines) + "\n"


def _form(form: FormOfFigures, lang: Language) -> Iterator[str]:
    vi = lang == "vi"
    yield f"### {plain(form.title)}\n"
    yield f"{'Do ai điền:' if vi else 'Filled in by:'} {plain(form.who)}\n"
    for line in form.elsewhere:
        yield f"{'Cũng được đọc từ' if vi else 'Also read from'} {plain(line)}\n"
    if form.listed:
        yield (
            "Mỗi dòng sau đây ghi đủ các cột bên dưới:\n" if vi else "Each of these rows has all the columns below:\n"
        )
        yield "".join(f"- {plain(row)}\n" for row in form.listed)
    header = (
        ("Mã số", "Số liệu", "Cách ghi", "Dùng cho nội dung") if vi else ("Code", "Figure", "Answered by", "Used for")
    )
    for group in form.groups:
        if group.heading:
            yield f"**{plain(group.heading)}**\n"
        rows = [
            (row.code, ". ".join((row.label, *row.remarks)), row.answer, ", ".join(row.used) or row.otherwise)
            for row in group.rows
        ]
        yield table(header, rows)
