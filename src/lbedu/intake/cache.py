"""What files said in earlier runs, kept in a folder as plain data: a file that has not changed need not be read again.

An entry is taken only where it is whole and was made by this very code, of these very bytes, under these very options."""

from __future__ import annotations

import json
import os
import stat
import warnings
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from lbedu.errors import CacheWarning, UsageError
from lbedu.intake.edition import edition, rule_files
from lbedu.intake.one_file import Heard, Hearing, Reader, Task
from lbedu.intake.plain import heard_in, plain
from lbedu.intake.plain_places import NotPlain
from lbedu.intake.request import asked
from lbedu.reading.workbook import Unreadable
from lbedu.reading.xlsx.sniffing import read_file
from lbedu.saving import write_whole

_LARGEST = 64 << 20
_KEPT = frozenset({"report", "register", "output", "later"})
"""What could not be read is tried anew each time: it may be the disk, or the time that it took."""


class Cache:
    """A folder of entries, one a file. Several runs may share it: an entry is written whole, and any of them is as good."""

    def __init__(self, reader: Reader, hear: Hearing) -> None:
        folder = reader.options.cache
        assert folder is not None
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"--cache {folder.as_posix()}: no such folder can be made ({error.strerror})") from error
        self._folder = folder
        self._hear = hear
        self._keeps = True
        self._limits = reader.options.limits
        rules = rule_files(reader.options.targets)
        ruled = {name: sha256(data).hexdigest() for name, data in rules.items()} if rules is not None else None
        self._basis = [edition(), asked(reader.options), ruled]

    def hear(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Heard]]:
        """What each file says: from the cache where it can be, else it is read."""
        new: list[Task] = []
        keys: dict[str, tuple[str, str]] = {}
        for task in tasks:
            found = None
            try:
                digest = sha256(read_file(Path(task.path), self._limits)).hexdigest()
            except Unreadable:  # said by who reads it
                pass
            else:
                keys[task.name] = digest, self._key(task, digest)
                found = self._found(task, *keys[task.name])
            if found is None:
                new.append(task)
            else:
                yield task, found
        for task, heard in self._hear(new):
            digest, key = keys.get(task.name, ("", ""))
            if self._keeps and key and heard.kind in _KEPT and heard.digest in ("", digest):
                self._keep(task, heard._replace(digest=digest), key)
            yield task, heard

    def _key(self, task: Task, digest: str) -> str:
        words = [*self._basis, task.name, task.named, task.again, task.year, digest]
        return sha256(json.dumps(words).encode()).hexdigest()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _found(self, task: Task, digest: str, key: str) -> Heard | None:
        """What an entry says; None where there is none, or it is not to be believed."""
        try:
            path = self._path(key)
            if not _is_entry(path) or path.stat().st_size > _LARGEST:
                return None
            checksum, _, text = path.read_bytes().partition(b"\n")
            if sha256(text).hexdigest().encode() != checksum:
                return None
            made_of, said = json.loads(text)
            heard = heard_in(said, task.name)
        except (OSError, ValueError, TypeError, RecursionError, NotPlain):
            return None
        return heard if made_of == key and heard.digest == digest and heard.kind in _KEPT else None

    def _keep(self, task: Task, heard: Heard, key: str) -> None:
        path = self._path(key)
        if os.path.lexists(path) and not _is_entry(path):  # a link leads elsewhere: nothing is written there
            return
        text = json.dumps([key, plain(heard, task.name)], ensure_ascii=True, separators=(",", ":")).encode()
        try:
            write_whole(path, sha256(text).hexdigest().encode() + b"\n" + text, lasting=False)
        except UsageError as error:  # the disk is full, or the folder read-only: no reason to lose what was read
            self._keeps = False
            warnings.warn(
                f"--cache {self._folder.as_posix()}: nothing more is kept there ({error}); the result is not affected",
                CacheWarning,
                stacklevel=2,
            )


def _is_entry(path: Path) -> bool:
    """Whether an ordinary file lies there: a link leads elsewhere, and a pipe never ends. Raises OSError where nothing is."""
    return stat.S_ISREG(path.lstat().st_mode)
