"""LibreOffice without a window: many files converted in one run, in a profile of its own, every formula computed anew."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
A_RUN = 100
"""Files that one run converts: a command line is not endless."""

_OPTION = """<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="{}" oor:op="fuse"><value>0</value></prop></item>"""
_ALWAYS_RECALCULATE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{_OPTION.format("OOXMLRecalcMode")}
{_OPTION.format("ODFRecalcMode")}
</oor:items>
"""


def converted(files: Sequence[Path], suffix: str, into: Path) -> list[Path]:
    """Each file as LibreOffice saves it in another format (`xlsx`, `pdf`, `ods` …), in the same order.

    The names of the files must differ also without their suffix. Raises AssertionError where LibreOffice converts one not."""
    assert SOFFICE is not None
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name)
        (profile / "user").mkdir()
        (profile / "user/registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        start = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", suffix]
        for first in range(0, len(files), A_RUN):
            some = [str(file) for file in files[first : first + A_RUN]]
            done = subprocess.run(
                [*start, "--outdir", str(into), *some], check=False, capture_output=True, text=True, timeout=1800
            )
            assert done.returncode == 0, done.stderr
    made = [into / f"{file.stem}.{suffix.partition(':')[0]}" for file in files]
    lacking = [path.name for path in made if not path.is_file()]
    assert not lacking, f"LibreOffice did not convert: {', '.join(lacking)}"
    return made
