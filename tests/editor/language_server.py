"""A client of yaml-language-server: opens one document, hears its diagnostics, asks for completions."""

from __future__ import annotations

import json
import subprocess
from itertools import count
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS: dict[str, Any] = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}},
    "http": {},
}


class LanguageServer:
    """A running server, as a context manager. Nothing that it is asked here needs a network."""

    def __enter__(self) -> Self:
        command = ["node", str(PROGRAM), "--stdio"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.numbers = count(1)
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self.tell("initialized")
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, path: Path, text: str) -> list[str]:
        """What the editor underlines in a document at ``path``: ``line:column message``, counted from 1."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while uri not in self.diagnostics:
            self._hear()
        return [_shown(each) for each in self.diagnostics.pop(uri)]

    def completions(self, path: Path, line: int, column: int) -> set[str]:
        """What the editor offers at a place, counted from 1, of an open document."""
        found = self.ask("textDocument/completion", **_at(path, line, column))
        return {item["label"] for item in found["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """What the editor shows over a place, counted from 1, of an open document."""
        found = self.ask("textDocument/hover", **_at(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, diagnostics are kept."""
        stream = self.process.stdout
        assert stream
        length = 0
        while header := stream.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "workspace/configuration":
            wanted = [SETTINGS.get(item.get("section", ""), {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": path.as_uri()},
        "position": {"line": line - 1, "character": column - 1},
    }


def _shown(diagnostic: dict[str, Any]) -> str:
    start = diagnostic["range"]["start"]
    return f"{start['line'] + 1}:{start['character'] + 1} {diagnostic['message']}"
