"""A server for one person at one machine: it shows the preview and nothing else."""

from __future__ import annotations

import json
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Lock, Thread
from time import thread_time
from urllib.parse import parse_qs, urlsplit

from decisionbook.preview.nearby import Nearby, Target
from decisionbook.preview.show import Kept, index, page, path_of, scripts, target_of

HOST = "127.0.0.1"
PAUSE = 0.05
"""Seconds between two looks at the folder; more where a look takes long."""
PATIENCE = 20.0
"""Seconds that a browser's question for changes is kept waiting."""

LIVE = """\
(function () {
  var follow = %(follow)s, version = %(version)d;
  function ask() {
    if (document.hidden) { document.addEventListener("visibilitychange", ask, {once: true}); return; }
    fetch("/changes?since=" + version).then(function (answer) { return answer.json(); }).then(function (news) {
      if (news.version === version) { ask(); return; }
      if (follow && news.page && news.page !== location.pathname) { location.assign(news.page); return; }
      location.reload();
    }).catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
"""


@dataclass(slots=True)
class Preview:
    """What is shown, and what has changed since. ``start`` is the entity that was asked for; else the last edit leads.

    ``version`` grows with each change of the data.
    """

    root: Path
    shown: str
    today: date
    start: Target | None = None
    version: int = 1
    page: str | None = None
    _nearby: Nearby = field(init=False)
    _kept: Kept = field(default_factory=Kept)
    _lock: Lock = field(default_factory=Lock)
    _news: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._nearby = Nearby(self.root, self.shown, self.today)
        self._nearby.changed(self._nearby.look())

    def look(self) -> bool:
        """Look for changes, and tell who waits for them."""
        states = self._nearby.look()
        with self._lock:
            changed = self._nearby.changed(states)
            if not changed:
                return False
            standing = {path for target in self._nearby.targets() if (path := path_of(target))}
        saved = [path for place in changed if (path := path_of(place.target)) in standing]
        with self._news:
            self.page = next((path for path in (*saved, self.page) if path in standing), None)
            self.version += 1
            self._news.notify_all()
        return True

    def changes(self, since: int, patience: float = PATIENCE) -> dict[str, object]:
        """The version and the page that was edited last, once the version is another or patience is at its end."""
        with self._news:
            self._news.wait_for(lambda: self.version != since, patience)
            return {"version": self.version, "page": self.page}

    def targets(self) -> list[Target]:
        """Everything that can be shown."""
        with self._lock:
            return self._nearby.targets()

    def first(self) -> str:
        """Where to begin: what was asked for, else what was edited last, else the list."""
        with self._lock:
            target = self.start or self._nearby.latest()
        return (path_of(target) if target else None) or "/index"

    def document(self, path: str) -> tuple[HTTPStatus, str, str] | None:
        """The document at an address with its Content-Security-Policy, ``None`` where there never is one.

        What is gone is not found, and yet has a document, which waits for what comes next.
        """
        with self._lock:
            live = self._live()
            text = self._text(path, live)
            if text is not None:
                return HTTPStatus.OK, text, _policy(live)
            if target_of(path) is None:
                return None
            gone = index(self._nearby.targets(), live, "There is no such page in the preview.")
            return HTTPStatus.NOT_FOUND, gone, _policy(live)

    def failed(self) -> tuple[HTTPStatus, str, str]:
        """The document in place of one that a fault of ours prevents; it waits for the next save too."""
        with self._lock:
            live = self._live()
            text = index((), live, "A fault of ours prevents this page. The terminal says more.")
            return HTTPStatus.INTERNAL_SERVER_ERROR, text, _policy(live)

    def _live(self) -> str:
        return LIVE % {"follow": json.dumps(self.start is None), "version": self.version}

    def _text(self, path: str, live: str) -> str | None:
        if path == "/index":
            return index(self._nearby.targets(), live)
        target = target_of(path)
        place = next((one for one in self._nearby.places.values() if one.target == target), None)
        if target is None or place is None:
            return None
        reading = self._nearby.read(target)
        return page(reading, target, f"{self.shown}/{place.path}", self.today, live, self._kept)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.preview = preview

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away while it waited."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_asked_here():
            self._answer(HTTPStatus.FORBIDDEN, "This address is not the preview's.\n", "text/plain")
            return
        try:
            asked = urlsplit(self.path)
        except ValueError:
            self._answer(HTTPStatus.BAD_REQUEST, "This is no address.\n", "text/plain")
            return
        if asked.path == "/":
            self._answer(HTTPStatus.FOUND, "", "text/plain", Location=self.server.preview.first())
        elif asked.path == "/changes":
            since = parse_qs(asked.query).get("since", ["0"])[0]
            news = self.server.preview.changes(int(since) if since.isdecimal() and len(since) < 20 else 0)
            self._answer(HTTPStatus.OK, json.dumps(news), "application/json")
        else:
            self._show(asked.path)

    def _show(self, path: str) -> None:
        preview = self.server.preview
        try:
            shown = preview.document(path)
        except Exception:  # noqa: BLE001 - else the page would end with the connection, and follow no more saves
            traceback.print_exc()
            shown = preview.failed()
        if shown is None:
            self._answer(HTTPStatus.NOT_FOUND, "There is no such page in the preview.\n", "text/plain")
            return
        status, document, policy = shown
        self._answer(status, document, "text/html", **{"Content-Security-Policy": policy})

    def _is_asked_here(self) -> bool:
        """Whether the browser knows us by our own name: a foreign name that leads here could read the data."""
        port = self.server.server_port
        return self.headers.get("Host", "") in {f"{HOST}:{port}", f"localhost:{port}"}

    def _answer(self, status: HTTPStatus, text: str, kind: str, **headers: str) -> None:
        data = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


def serve(preview: Preview, port: int, ready: Callable[[str], None], stop: Event | None = None) -> None:
    """Serve until interrupted, or until ``stop`` is set. ``ready`` hears the address. Port 0 takes any free one.

    Raises ``OSError`` where the port is taken.
    """
    server = _Server(preview, port)
    ended = stop or Event()
    watcher = Thread(target=_watch, args=(preview, ended), daemon=True)
    watcher.start()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    ready(f"http://{HOST}:{server.server_port}{preview.first()}")
    try:
        ended.wait()
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        watcher.join()


def _watch(preview: Preview, ended: Event) -> None:
    pause = PAUSE
    while not ended.wait(pause):
        start = thread_time()
        preview.look()
        pause = max(PAUSE, 5 * (thread_time() - start))


def _policy(live: str) -> str:
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts(live))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: https:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
