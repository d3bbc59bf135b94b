"""What an example of a problem is: a function named like the code makes it, and a decorator says where the problem stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from samples.mistakes.book import Book

Content = bytes | Book
Made = Content | Mapping[str, Content]
"""A file, or several by their names: a folder."""
Maker = Callable[[], Made]
Staging = Callable[[Path], AbstractContextManager[Path]]
"""Makes something in an empty folder, for as long as it is looked at, and gives the path to check."""

SMALL = frozenset({"column_missing", "row_missing", "register_lacks"})
"""What a file lacks because it is kept small; each example may have these besides."""


class Example(NamedTuple):
    """A small file, or a folder of files, with one mistake."""

    code: str
    at: str
    """`Sheet!A1`; empty for the whole file. In a folder with the name of the file before it: `b.xlsx, Sheet!A1`."""
    make: Maker | None
    """None for what no repository can carry."""
    staging: Staging | None = None
    suffix: str = ".xlsx"
    of_register: bool = False
    """Shown by `lbedu register check` and not by `lbedu check`."""
    besides: frozenset[str] = SMALL
    """Codes that may be found besides."""
    options: Mapping[str, Any] = {}
    """Arguments of `lbedu.check`."""

    @property
    def file(self) -> str:
        """Its name among the examples; that of a folder ends with a slash."""
        return self.code + ("/" if self.suffix == "/" else self.suffix)


EXAMPLES: dict[str, Example] = {}
"""By code."""


def example(
    at: str = "", suffix: str = ".xlsx", of_register: bool = False, besides: Iterable[str] = (), **options: Any
) -> Callable[[Maker], Maker]:
    """The decorated function, named like the code of the problem, makes its example. `suffix` is `/` for a folder."""

    def enter(make: Maker) -> Maker:
        _enter(Example(make.__name__, at, make, None, suffix, of_register, SMALL | {*besides}, options))
        return make

    return enter


def made_by_the_test(at: str = "", **options: Any) -> Callable[[Staging], Staging]:
    """For what no repository can carry: the decorated function, named like the code, makes it in an empty folder."""

    def enter(staging: Staging) -> Staging:
        _enter(Example(staging.__name__, at, None, staging, options=options))
        return staging

    return enter


def _enter(one: Example) -> None:
    assert one.code not in EXAMPLES, f"two examples of {one.code}"
    EXAMPLES[one.code] = one


def examples() -> Mapping[str, Example]:
    """All examples by code. Every module beside this one may enter some: to add one is to write its function."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        import_module(f"samples.mistakes.{path.stem}")
    return EXAMPLES


def write_examples(folder: Path) -> None:
    """Write all examples that a repository can carry."""
    for one in examples().values():
        if one.make is None:
            continue
        made = one.make()
        if isinstance(made, Mapping):
            (folder / one.code).mkdir(parents=True, exist_ok=True)
            for name, content in made.items():
                _write(folder / one.code / name, content)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / one.file, made)


def _write(path: Path, content: Content) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.packed())
