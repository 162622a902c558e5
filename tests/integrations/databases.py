"""
A PostgreSQL server of its own: in a folder, on a socket there, for as long as a test.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = "/usr/lib/postgresql"
PATIENCE = 60
"""Seconds for the server to come up."""


def program(name: str) -> str:
    """
    Return where a program of the server is; Debian keeps them off the path.
    """
    folders = sorted(Path(DEBIAN).glob("*/bin"), reverse=True)
    found = next(
        (str(folder / name) for folder in folders if (folder / name).exists()), None
    )
    path = found or shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"no {name}: install Debian's package `postgresql`")
    return path


@contextmanager
def postgres() -> Iterator[str]:
    """
    Yield the address of a running server, and stop it afterwards.

    The server refuses to run as root, who therefore hands it to the user that the
    package brings.
    """
    user = "postgres" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if user is not None:
        shutil.chown(home, user)
    try:
        subprocess.run(  # noqa: S603 - the server's own program
            [
                program("initdb"),
                "-D",
                home / "data",
                "-U",
                "huifang",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            user=user,
            cwd=home,
        )
        server = subprocess.Popen(  # noqa: S603 - the same
            [
                program("postgres"),
                "-D",
                home / "data",
                "-k",
                home,
                "-F",
                "-c",
                "listen_addresses=",
            ],
            user=user,
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(home, server)
            yield f"postgresql+psycopg://huifang@/postgres?host={home}"
        finally:
            server.terminate()
            server.wait(PATIENCE)
    finally:
        shutil.rmtree(home)


def _wait(home: Path, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers on its socket."""
    asked = [program("pg_isready"), "-q", "-h", str(home)]
    for _ in range(PATIENCE * 10):
        if subprocess.run(asked, check=False).returncode == 0:  # noqa: S603 - the same
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("the database server did not come up")
