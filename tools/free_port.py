"""Print the first port from a number on that is free: `python tools/free_port.py 127.0.0.1 8000`."""

from __future__ import annotations

import socket
import sys


def free_port(host: str, first: int) -> int:
    """The first of 100 ports that is free; 0, which lets the system choose, where none is."""
    return next((port for port in range(first, first + 100) if is_free(host, port)), 0)


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return False
        return True


if __name__ == "__main__":
    print(free_port(sys.argv[1], int(sys.argv[2])))
