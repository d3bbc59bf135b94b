"""What a file says as plain data that JSON can hold, and back: for other processes, other machines and the cache.

What comes back is believed in nothing: whatever has not the very shape that it must have, is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from sys import intern
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from lbedu.intake.one_file import Heard
from lbedu.intake.plain_places import (
    Names,
    NotPlain,
    Plain,
    pack_figures,
    pack_place,
    pack_seats,
    text,
    unpack_figures,
    unpack_place,
    unpack_seats,
)
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Problem
from lbedu.reading.reader import Report
from lbedu.submission import Place, Reading, Said, Submission, Unit


class _Coder(NamedTuple):
    pack: Callable[[Any, Names], Plain]
    unpack: Callable[[Plain, Names], Any]


def plain(heard: Heard, name: str) -> Plain:
    """What the file of this name says, as plain data."""
    names = Names(name)
    return [names.sheets, _HEARD.pack(heard, names)]


def heard_in(data: Plain, name: str) -> Heard:
    """What the file of this name says. Raises NotPlain."""
    try:
        sheets, said = data
        if type(sheets) is not list:
            raise NotPlain
        found = _HEARD.unpack(said, Names(name, [text(sheet) for sheet in sheets]))
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        raise NotPlain(str(error)) from None
    assert isinstance(found, Heard)
    if (found.kind == "report") != (found.report is not None) or (found.kind == "register") != (
        found.lines is not None
    ):
        raise NotPlain
    return found


# single values


def _as_it_is(value: Any, _: Names) -> Plain:
    return value


def _of(kind: type) -> _Coder:
    def checked(value: Plain, _: Names) -> Any:
        if type(value) is not kind:
            raise NotPlain
        return value

    return _Coder(_as_it_is, checked)


def _one_of(words: tuple[str, ...]) -> _Coder:
    def checked(value: Plain, _: Names) -> str:
        if value not in words:
            raise NotPlain
        return intern(value)

    return _Coder(_as_it_is, checked)


_WRITTEN: Mapping[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "fraction": (Fraction, str, Fraction),
    "decimal": (Decimal, str, Decimal),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "moment": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
}
_TAGS = {kind: (tag, write) for tag, (kind, write, _) in _WRITTEN.items()}


def _scalar(allowed: frozenset[type]) -> _Coder:
    """A value of several kinds: what JSON has as it is, all else as [kind, text]. Never a float."""

    def pack(value: Any, _: Names) -> Plain:
        kind = type(value)
        if kind in _TAGS:
            tag, write = _TAGS[kind]
            return [tag, write(value)]
        return value

    def unpack(value: Plain, _: Names) -> Any:
        if type(value) is list:
            read = _WRITTEN[value[0]][2]
            value = read(text(value[1]))
        if type(value) not in allowed:
            raise NotPlain
        return intern(value) if type(value) is str else value

    return _Coder(pack, unpack)


# places, and figures in them: most of what there is

_PLACE = _Coder(pack_place, unpack_place)
_VALUE = _scalar(frozenset({int, Fraction, bool, str, dt.date}))


def _values(data: list[Plain], names: Names) -> list[Any]:
    unpack = _VALUE.unpack
    return [value if type(value) is int or type(value) is bool else unpack(value, names) for value in data]


_FIGURES = _Coder(
    lambda said, names: pack_figures(said, [_VALUE.pack(one.value, names) for one in said.values()], names),
    lambda data, names: unpack_figures(data, _values, names),
)
_SEATS = _Coder(pack_seats, unpack_seats)


# what is made of these


def _list(kind: Callable[[Any], Any], one: _Coder) -> _Coder:
    pack, unpack = one

    def unpacked(data: Plain, names: Names) -> Any:
        if type(data) is not list:
            raise NotPlain
        return kind([unpack(value, names) for value in data])

    return _Coder(lambda values, names: [pack(value, names) for value in values], unpacked)


def _mapping(one: _Coder) -> _Coder:
    pack, unpack = one

    def unpacked(data: Plain, names: Names) -> Any:
        if type(data) is not dict:
            raise NotPlain
        return {intern(key): unpack(value, names) for key, value in data.items()}

    return _Coder(lambda values, names: {key: pack(value, names) for key, value in values.items()}, unpacked)


def _fields(make: Callable[..., Any], names_of: tuple[str, ...], coders: list[_Coder]) -> _Coder:
    packs, unpacks = zip(*coders, strict=True)

    def packed(value: Any, names: Names) -> Plain:
        return [pack(getattr(value, name), names) for pack, name in zip(packs, names_of, strict=True)]

    def unpacked(data: Plain, names: Names) -> Any:
        if type(data) is not list:
            raise NotPlain
        return make(*[unpack(value, names) for unpack, value in zip(unpacks, data, strict=True)])

    return _Coder(packed, unpacked)


def _pair(coders: list[_Coder]) -> _Coder:
    return _Coder(
        lambda values, names: [coder.pack(value, names) for coder, value in zip(coders, values, strict=True)],
        lambda data, names: tuple(coder.unpack(value, names) for coder, value in zip(coders, data, strict=True)),
    )


def _optional(one: _Coder) -> _Coder:
    return _Coder(
        lambda value, names: None if value is None else one.pack(value, names),
        lambda data, names: None if data is None else one.unpack(data, names),
    )


def _words(value: Plain, names: Names) -> str | Mapping[str, str]:
    return text(value) if type(value) is str else _BY_LANGUAGE.unpack(value, names)


_BY_LANGUAGE = _mapping(_Coder(_as_it_is, text))
_SCALARS = frozenset({str, int, bool, Fraction, Decimal, dt.date, dt.datetime, dt.time})


def _coder(hint: Any) -> _Coder:
    """How a value of this type is written and read."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint is str:
        return _Coder(_as_it_is, text)
    if hint in (int, bool):
        return _of(hint)
    if hint is Place:
        return _PLACE
    if hint == Mapping[str, Said]:
        return _FIGURES
    if hint == Mapping[str, Place]:
        return _SEATS
    if origin is Literal:
        return _one_of(inside)
    if origin in (Union, UnionType):
        return _union(inside)
    if origin is tuple and inside[-1] is not Ellipsis:
        return _pair([_coder(one) for one in inside])
    if origin in (tuple, list):
        return _list(origin, _coder(inside[0]))
    if origin is Mapping:
        return _mapping(_coder(inside[1]))
    if hint is Report:
        return _report()
    hints = get_type_hints(hint)
    return _fields(_problem if hint is Problem else hint, hint._fields, [_coder(hints[name]) for name in hint._fields])


def _union(kinds: tuple[Any, ...]) -> _Coder:
    left = [kind for kind in kinds if kind is not NoneType]
    if len(left) == 1:
        return _optional(_coder(left[0]))
    if all(kind in _SCALARS for kind in left):
        also = {dt.datetime} if dt.date in left else set()
        return _scalar(frozenset({*left, *also}))
    return _Coder(_as_it_is, _words)  # a text, or one a language


def _report() -> _Coder:
    """A report is gathered piece by piece, and is no tuple."""
    kinds = {
        "submissions": list[Submission],
        "problems": list[Problem],
        "readings": list[Reading],
        "refused": int,
        "opaque": bool,
        "blank": list[Unit],
    }

    def make(*values: Any) -> Report:
        report = Report()
        for name, value in zip(kinds, values, strict=True):
            setattr(report, name, value)
        return report

    return _fields(make, tuple(kinds), [_coder(kind) for kind in kinds.values()])


def _problem(code: str, *rest: Any) -> Problem:
    if code not in CATALOGUE:
        raise NotPlain
    return Problem(code, *rest)


_HEARD = _coder(Heard)
