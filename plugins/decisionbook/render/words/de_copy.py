"""German words of copies: the offline book, single pages and the print view."""

from __future__ import annotations

COPY = {
    "copy.title": "Über diese Kopie",
    "copy.notice": "Eine Kopie zum Lesen ohne Netz, Stand {date}.",
    "copy.notice_live": "Das laufende Buch",
    "copy.intro": (
        "Diese Kopie von „{name}“ gibt wieder, was am {date} bekannt war. "
        "Alles darin geht ohne Netz, und keine Seite fragt einen Server."
    ),
    "copy.live": "Das laufende Buch steht unter {address}. Es kann inzwischen anderes sagen.",
    "copy.no_live": "Eine Adresse des laufenden Buches ist nicht angegeben.",
    "copy.age": "Wie alt die Daten sind",
    "copy.made": "Diese Kopie entstand aus den Daten vom {date}.",
    "copy.checked": "Ihre Aussagen wurden zuletzt zwischen dem {first} und dem {last} an den Quellen geprüft.",
    "copy.checked_once": "Ihre Aussagen wurden zuletzt am {first} an den Quellen geprüft.",
    "copy.stale.one": "1 Aussage war seit einem Jahr nicht geprüft.",
    "copy.stale.many": "{count} Aussagen waren seit einem Jahr nicht geprüft.",
    "copy.expired.one": "1 Aussage war abgelaufen.",
    "copy.expired.many": "{count} Aussagen waren abgelaufen.",
    "copy.next": "Die nächste Aussage läuft am {date} ab.",
    "copy.version": "Der Fingerabdruck der Daten ist {digest}.",
    "copy.print": "Das ganze Buch auf einer Seite, zum Drucken",
    "copy.from": "Aus „{name}“, Stand {date}.",
    "copy.contents": "Inhalt",
    "copy.see": "Siehe „{title}“.",
    "copy.walk": "Es gibt zu viele Wege durch die Fragen, um sie einzeln zu drucken. Die Regeln unten sagen dasselbe.",
}
