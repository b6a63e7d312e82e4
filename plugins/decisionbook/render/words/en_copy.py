"""English words of copies: the offline book, single pages and the print view."""

from __future__ import annotations

COPY = {
    "copy.title": "About this copy",
    "copy.notice": "A copy to read without a network, as of {date}.",
    "copy.notice_live": "The live book",
    "copy.intro": (
        "This copy of “{name}” says what was known on {date}. "
        "Everything in it works without a network, and no page asks a server for anything."
    ),
    "copy.live": "The live book is at {address}. It may say something else by now.",
    "copy.no_live": "Its makers name no address of a live book.",
    "copy.age": "How old the data is",
    "copy.made": "This copy was made from the data of {date}.",
    "copy.checked": "Its claims were last held against their sources between {first} and {last}.",
    "copy.checked_once": "Its claims were last held against their sources on {first}.",
    "copy.stale.one": "1 claim had not been checked for a year.",
    "copy.stale.many": "{count} claims had not been checked for a year.",
    "copy.expired.one": "1 claim had run out.",
    "copy.expired.many": "{count} claims had run out.",
    "copy.next": "The next claim runs out on {date}.",
    "copy.version": "The data’s fingerprint is {digest}.",
    "copy.print": "The whole book on one page, for printing",
    "copy.from": "From “{name}”, as of {date}.",
    "copy.contents": "Contents",
    "copy.see": "See “{title}”.",
    "copy.walk": "Too many ways lead through the questions to print them one by one. The rules below say the same.",
}
