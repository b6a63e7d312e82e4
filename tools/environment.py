"""Prepare what the commands of the Makefile need: `python tools/environment.py book | tests`.

Runs on the standard library of any Python 3.11 or newer, before anything is installed. `book` makes .venv
and installs requirements/book.txt; `tests` installs requirements/dev.txt, Node.js where the machine has none,
and the packages of package-lock.json. What is installed already is left alone: a stamp beside each part holds
the hash of the lock that it came from. The browser is the matter of tools/chromium.py.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
OLDEST_PYTHON = (3, 11)
# What ensurepip puts into every environment, and the package that is being worked on.
NOT_LOCKED = {"pip", "setuptools", "wheel", "decisionbook"}


class MissingError(Exception):
    """Something that this script cannot install. The message says in one line what to install by hand."""


def prepare(what: str) -> None:
    """Bring the environment up to date for the book, or for the book and all tests."""
    if sys.version_info < OLDEST_PYTHON:
        raise MissingError(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.")
    with one_at_a_time():
        make_venv()
        install_wheels("dev" if what == "tests" or (VENV / ".dev.stamp").exists() else "book")
        install_package()
        if what == "tests":
            install_node()
            install_node_packages()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second command wait while a first one installs."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Make .venv where there is none, or where it belongs to another folder or a Python that is gone."""
    stamp = Stamp(VENV / ".place.stamp", str(VENV))
    new_enough = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    works = (BIN / "pip").exists() and run(BIN / "python", "-c", new_enough, check=False)
    if works and (stamp.fresh() or not stamp.path.exists()):
        stamp.write()
        return
    say("Making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    # Not sys.executable, which lies in the folder that was just removed where .venv is active.
    python = getattr(sys, "_base_executable", sys.executable)
    if not run(python, "-m", "venv", VENV, check=False):
        install_from_debian("python3-venv", "the venv module of Python is incomplete")
        run(python, "-m", "venv", "--clear", VENV)
    stamp.write()


def install_wheels(lock: str) -> None:
    """Install exactly what requirements/<lock>.txt pins, and remove what no lock names."""
    stamp = Stamp(VENV / f".{lock}.stamp", digest(f"requirements/{lock}.txt"))
    if stamp.fresh():
        return
    say(f"Installing requirements/{lock}.txt into .venv")
    pip_install("-r", f"requirements/{lock}.txt")
    stale = sorted(installed_names() - locked_names() - NOT_LOCKED)
    if stale:
        run(BIN / "python", "-m", "pip", "uninstall", "--quiet", "--yes", *stale)
    stamp.write()


def install_package() -> None:
    """Put the package itself into .venv, editable; again whenever its metadata changed."""
    stamp = Stamp(VENV / ".package.stamp", digest("pyproject.toml"))
    if stamp.fresh():
        return
    run(BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-build-isolation", "--editable", ".")  # fmt: skip
    stamp.write()


def install_node() -> None:
    """Install Node.js as a wheel, unless the machine has one that is new enough, with its npm."""
    stamp = Stamp(VENV / ".node.stamp", digest("requirements/node.txt"))
    if stamp.fresh() or (shutil.which("npm") and node_is_new_enough(shutil.which("node"))):
        return
    say("Installing Node.js into .venv")
    pip_install("-r", "requirements/node.txt")
    stamp.write()


def install_node_packages() -> None:
    """Install what package-lock.json pins, without running code of the packages."""
    folder = ROOT / "node_modules"
    stamp = Stamp(folder / ".stamp", digest("package-lock.json"))
    if stamp.fresh():
        return
    say("Installing package-lock.json into node_modules")
    run("npm", "ci", "--loglevel=error")
    stamp.write()


def node_is_new_enough(node: str | None) -> bool:
    """Whether the Node.js at this path is one that package.json accepts."""
    if node is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)\.", answer)
    if version is None:
        return False
    major, minor = int(version[1]), int(version[2])
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["engines"]["node"]
    return any(
        (major == int(m) and minor >= int(n)) if caret else (major, minor) >= (int(m), int(n))
        for caret, m, n in re.findall(r"(\^)?(?:>=)?(\d+)\.(\d+)\.\d+", wanted)
    )


def install_from_debian(package: str, reason: str) -> None:
    """Install a package of the system, if that needs no password; raises ``MissingError`` if it does."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingError(f"{package} is missing ({reason}). On Debian: sudo apt-get install {package}")
    say(f"Installing {package} with apt-get")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=quietly, check=False)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, env=quietly)


def pip_install(*what: str) -> None:
    """Install pinned wheels. The lock is complete, so pip looks for nothing that it does not name."""
    run(BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--require-hashes", "--only-binary", ":all:", *what)  # fmt: skip


def locked_names() -> set[str]:
    """The names that any lock pins."""
    texts = [path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt")]
    return {name for text in texts for name in re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE)}


def installed_names() -> set[str]:
    """The names of what .venv holds, spelt as in a lock."""
    listed = subprocess.run(
        [BIN / "python", "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return {re.sub(r"[-_.]+", "-", entry["name"]).lower() for entry in json.loads(listed)}


def digest(path: str) -> str:
    """The hash of a file of the repository."""
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def say(text: str) -> None:
    """Tell what takes a while, or what went wrong, on standard error."""
    print(f"-- {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, check: bool = True, env: dict[str, str] | None = None) -> bool:
    """Run a command in the repository, with the programs of .venv first; whether it succeeded.

    What it prints goes to standard error, and nowhere where failing is one of the answers (``check=False``).
    """
    env = dict(env or os.environ)
    env["PATH"] = f"{BIN}{os.pathsep}{env.get('PATH', '')}"
    words = [str(part) for part in command]
    out = sys.stderr if check else subprocess.DEVNULL
    try:
        return subprocess.run(words, cwd=ROOT, env=env, stdout=out, stderr=out, check=check).returncode == 0
    except FileNotFoundError:
        if check:
            raise MissingError(f"{command[0]} is missing.") from None
        return False


class Stamp:
    """A file that remembers what a folder was made from."""

    def __init__(self, path: Path, content: str) -> None:
        self.path = path
        self.content = content

    def fresh(self) -> bool:
        return self.path.is_file() and self.path.read_text("utf-8") == self.content

    def write(self) -> None:
        self.path.write_text(self.content, "utf-8")


def main() -> int:
    """The command. Exit status: 0 prepared, 1 something is missing, 2 wrong usage."""
    if sys.argv[1:] not in (["book"], ["tests"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare(sys.argv[1])
    except MissingError as missing:
        say(str(missing))
        return 1
    except subprocess.CalledProcessError as failure:
        say(f"This failed: {' '.join(map(str, failure.cmd))}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
