"""Everything a developer does here, by one file and nothing installed before: `python3 dev.py help`.

Makes `.venv` beside itself where needed, and needs no activated environment. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
NEWEST_TRIED = 15
"""The highest 3.x that `matrix` looks for."""
PROGRAMS = {"soffice": "libreoffice-calc", "chromium": "chromium"}
"""What tests compare with, and Debian's package of each."""
STAMP = "installed-from"
"""In an environment: what it was installed from, so that the next run need not."""


class Failed(Exception):
    """A step that did not end well; the message is for whoever ran it."""


def say(text: str) -> None:
    """One line of our own, on stderr: stdout belongs to what is run."""
    sys.stdout.flush()
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def run(step: str, *command: str | Path) -> None:
    """Run a step in the project's folder, its output where ours goes."""
    say(step)
    code = subprocess.call([str(word) for word in command], cwd=ROOT)
    if code:
        raise Failed(f"failed: {step} (exit code {code})")


# environments


class Environment:
    """A virtual environment in this project's folder, made by some Python."""

    def __init__(self, folder: Path, made_by: str) -> None:
        self.folder = folder
        self.made_by = made_by
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def command(self, name: str) -> Path:
        """A command that is installed in it."""
        return self.scripts / (f"{name}.exe" if os.name == "nt" else name)

    def ready(self, dev: bool) -> None:
        """Make it and install the project where that was not done, or not from the pyproject.toml of today."""
        wanted = _digest(ROOT / "pyproject.toml", ROOT / "src/lbedu/__init__.py")
        digest, _, kind = self._stamp().partition(" ")
        if self._works() and digest == wanted and kind in ("dev", "dev" if dev else "plain"):
            return
        dev = dev or kind == "dev"
        with self._set_up(f"{wanted} {'dev' if dev else 'plain'}", "pyproject.toml"):
            self._install("--no-compile", "-e", ".[dev]" if dev else ".")
            self._compile()

    def holds(self, requirements: Path) -> None:
        """Make it and install a list of requirements, where that was not done or the list has changed since."""
        wanted = _digest(requirements)
        if not self._works() or self._stamp() != wanted:
            with self._set_up(wanted, requirements.name):
                self._install("--upgrade", "-r", str(requirements))

    def _stamp(self) -> str:
        """What it was installed from; empty where nothing was yet."""
        try:
            return (self.folder / STAMP).read_text(encoding="utf-8")
        except OSError:
            return ""

    def _works(self) -> bool:
        return _says(str(self.python), "import sys; print(sys.version_info >= (3, 11))") == "True"

    @contextmanager
    def _set_up(self, stamp: str, source: str) -> Iterator[None]:
        """Around an installation: an environment that works, and the stamp once all went well."""
        started = time.monotonic()
        say(f"setting up {self.folder.name} (only now, and when {source} changes)")
        if not self._works():
            self._make()
        yield
        (self.folder / STAMP).write_text(stamp, encoding="utf-8")
        say(f"{self.folder.name} is ready, {time.monotonic() - started:.0f} s")

    def _make(self) -> None:
        """Without pip where this Python cannot bring its own (Debian without python3-venv)."""
        venv = [self.made_by, "-m", "venv", "--clear"]
        made = subprocess.run([*venv, str(self.folder)], capture_output=True, text=True, check=False)
        if made.returncode:
            bare = subprocess.run([*venv, "--without-pip", str(self.folder)], capture_output=True, check=False)
            if bare.returncode:
                raise Failed(f"failed: {' '.join(venv)}\n{made.stdout}{made.stderr}")
            self._install("pip")
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")

    def _compile(self) -> None:
        """Without bytecode every start is a third slower. pip compiles on one core, tests of packages too, and nothing
        that it links to."""
        packages = os.path.relpath(
            _says(str(self.python), "import sysconfig; print(sysconfig.get_path('purelib'))"), ROOT
        )
        command = [str(self.python), "-m", "compileall", "-qq", "-j", "0", "-x", r"[\\/]tests[\\/]", packages, "src"]
        subprocess.call(command, cwd=ROOT)

    def _install(self, *what: str) -> None:
        own = _says(str(self.python), "import pip; print(True)") == "True"
        if not own and _says(self.made_by, "import pip; print(True)") != "True":
            raise Failed(
                f"{self.made_by} has no pip and no ensurepip: install python3-venv, or a Python from python.org"
            )
        pip = [str(self.python), "-m", "pip"] if own else [self.made_by, "-m", "pip", "--python", str(self.python)]
        options = ["-qq", "--disable-pip-version-check", "--no-input"]
        if subprocess.call([*pip, "install", *options, *what], cwd=ROOT, stdout=sys.stderr.fileno()):
            raise Failed("failed: pip install (see above)")


def _digest(*sources: Path) -> str:
    """Of all that decides what must be installed, and from where."""
    found = hashlib.sha256(str(ROOT).encode())
    for source in sources:
        found.update(source.read_bytes())
    return found.hexdigest()


def _says(python: str, code: str) -> str:
    """What a Python prints for a line of code; nothing where it does not run."""
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _own(dev: bool) -> Environment:
    environment = Environment(ROOT / ".venv", sys.executable)
    environment.ready(dev)
    return environment


# recipes


def sample() -> int:
    """Set up, then check samples/report.xlsx; the exit code is that of `lbedu check`."""
    lbedu = _own(dev=False).command("lbedu")
    return subprocess.call([str(lbedu), "check", "samples/report.xlsx"], cwd=ROOT)


def lint() -> int:
    """Lint, format, types and import floors; no tests."""
    _lint(_own(dev=True))
    return 0


def _lint(environment: Environment) -> None:
    run("lint: ruff check", environment.command("ruff"), "check", ".")
    run("format: ruff format --check", environment.command("ruff"), "format", "--check", ".")
    run("types: mypy", environment.command("mypy"))
    run("import floors: lint-imports", environment.command("lint-imports"), "--no-logo")


def _test(environment: Environment) -> None:
    run("tests: pytest", environment.python, "-m", "pytest", "-n", "auto", "--dist", "worksteal")
    run("targets: lbedu targets test", environment.command("lbedu"), "targets", "test", "--coverage", "--mutate")


def _programs() -> None:
    """On a machine of CI, what the tests compare with: where it cannot be installed, those tests are skipped and say so."""
    lacking = [package for command, package in PROGRAMS.items() if shutil.which(command) is None]
    if not lacking or not os.environ.get("CI") or not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return
    say(f"installing {', '.join(lacking)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *lacking]):
        if subprocess.call(["apt-get", "-qq", *step], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
            say(f"could not install {', '.join(lacking)}: the tests that need them are skipped")
            return


def test() -> int:
    """Set up, then all that CI runs: lint, format, types, import floors, tests, docs tests, examples of the targets."""
    started = time.monotonic()
    with ThreadPoolExecutor() as aside:
        programs = aside.submit(_programs)
        environment = _own(dev=True)
        _lint(environment)
        programs.result()
    _test(environment)
    say(f"all passed, {time.monotonic() - started:.0f} s")
    return 0


def format() -> int:
    """Mend what ruff can mend, and lay the code out."""
    ruff = _own(dev=True).command("ruff")
    run("ruff check --fix", ruff, "check", "--fix", ".")
    run("ruff format", ruff, "format", ".")
    return 0


def bench(*names: str) -> int:
    """Measure time and memory against their limits and write docs/performance.md; with names only those, no page."""
    return subprocess.call([str(_own(dev=True).python), "-m", "benchmarks.run", *names], cwd=ROOT)


def soak(*words: str) -> int:
    """Compare with LibreOffice and a browser at length, then check mutants by the million; `--help` says how many and where."""
    python = str(_own(dev=True).python)
    if not {"--summary", "--help"} & {*words}:
        say("comparisons: pytest -m thorough")
        thorough = subprocess.call(
            [python, "-m", "pytest", "-q", "-m", "thorough"], cwd=ROOT, env={**os.environ, "LBEDU_THOROUGH": "1"}
        )
        if thorough:
            raise Failed(f"failed: comparisons (exit code {thorough})")
    return subprocess.call([python, "-m", "tests.mutation.soak", *words], cwd=ROOT)


def matrix() -> int:
    """Run the tests on every Python that is found here, from 3.11, each in a .venv-3.x of its own."""
    results = {}
    for version, python in _pythons().items():
        say(f"Python {version}: {python}")
        environment = Environment(ROOT / f".venv-{version}", python)
        try:
            environment.ready(dev=True)
            _test(environment)
            results[version] = "passed"
        except Failed as failure:
            results[version] = str(failure)
    for version, result in results.items():
        say(f"Python {version}: {result}")
    return 0 if set(results.values()) == {"passed"} else 1


def _pythons() -> dict[str, str]:
    """Version → interpreter that really runs; one of each version, in their order."""
    found: dict[str, str] = {}
    names = [f"python3.{minor}" for minor in range(OLDEST[1], NEWEST_TRIED + 1)]
    commands = [sys.executable, *filter(None, map(shutil.which, names))]
    commands += map(str, sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"), reverse=True))
    launcher = shutil.which("py") if os.name == "nt" else None
    if launcher:
        listed = subprocess.run([launcher, "-0p"], capture_output=True, text=True, check=False).stdout
        commands += [line.split(maxsplit=2)[-1].lstrip("* ") for line in listed.splitlines() if line.strip()]
    for command in commands:
        said = _says(command, "import sys; print(*sys.version_info[:2], sys._base_executable)").split(maxsplit=2)
        if len(said) == 3 and (int(said[0]), int(said[1])) >= OLDEST:
            found.setdefault(f"{said[0]}.{said[1]}", said[2])
    return dict(sorted(found.items(), key=lambda item: int(item[0].partition(".")[2])))


def help() -> int:
    """Say what there is."""
    print("python3 dev.py RECIPE\n")
    for name, recipe in RECIPES.items():
        print(f"  {name:8} {recipe.__doc__}")
    return 0


RECIPES = {recipe.__name__: recipe for recipe in (sample, test, lint, format, bench, soak, matrix, help)}


def main(words: list[str]) -> int:
    """Run the recipe that is named."""
    if sys.version_info < OLDEST:
        print(
            f"dev.py needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 dev.py",
            file=sys.stderr,
        )
        return 2
    if words[:1] in (["soak"], ["bench"]):
        more = words[1:]
    elif len(words) == 1 and words[0] in RECIPES:
        more = []
    else:
        help()
        return 0 if words in ([], ["-h"], ["--help"]) else 2
    try:
        return RECIPES[words[0]](*more)
    except Failed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
