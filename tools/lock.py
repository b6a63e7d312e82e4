"""Pin the dependencies: `python tools/lock.py [--upgrade]` rewrites requirements/*.txt and package-lock.json.

Without --upgrade every pin that still fits pyproject.toml and package.json stays. uv, which does the work, is
taken from the path or installed into .cache. No lock names an address, so that the same files serve a machine
that reads a mirror.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN_UV = ROOT / ".cache" / "uv" / "bin" / "uv"
LOCKS = {
    "book": ["pyproject.toml", "--extra=book", "--group=build"],
    "dev": ["pyproject.toml", "--extra=book", "--extra=test", "--group=build", "-crequirements/book.txt"],
    "node": ["--group=node"],
    "audit": ["--group=audit"],
}
PIP_COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command=make lock"),
]


def uv() -> str:
    """The path of uv."""
    found = shutil.which("uv")
    if found:
        return found
    if not OWN_UV.exists():
        subprocess.run([sys.executable, "-m", "venv", OWN_UV.parents[1]], check=True)
        subprocess.run([OWN_UV.with_name("pip"), "install", "--quiet", "uv"], check=True)
    return str(OWN_UV)


def lock_python(options: list[str]) -> None:
    """Rewrite requirements/*.txt for every system and every Python that is supported."""
    for name, sources in LOCKS.items():
        output = f"--output-file=requirements/{name}.txt"
        subprocess.run([uv(), *PIP_COMPILE, *sources, *options, output], cwd=ROOT, check=True)


def lock_node(options: list[str]) -> None:
    """Rewrite package-lock.json; .npmrc keeps addresses out of it."""
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["npm", "update" if options else "install", "--package-lock-only"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PATH": path})


if __name__ == "__main__":
    lock_python(sys.argv[1:])
    lock_node(sys.argv[1:])
