"""Every code that a finding may carry: its severity, its title and why it is a finding at all.

The letter names the room: Y reading YAML, S the shape of an entity, R references between entities,
D decisions, C comparisons, P provenance, T text, N pages and site, E files of other tools, W waivers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of mistake. ``why`` is the reason in one or two sentences, shown in the reference."""

    code: str
    severity: Literal["error", "warning"]
    title: str
    why: str


def _error(code: str, title: str, why: str) -> Code:
    return Code(code, "error", title, why)


def _warning(code: str, title: str, why: str) -> Code:
    return Code(code, "warning", title, why)


ALL: tuple[Code, ...] = (
    _error("Y001", "cannot be read as YAML", "Nothing in a file that the parser refuses can be checked."),
    _error("Y002", "duplicate key", "Parsers keep the last one silently, so a value would be lost."),
    _error("Y003", "anchor or alias", "A few bytes of aliases can stand for millions of values."),
    _error("Y004", "tag", "A tag changes a value's type where the schema should decide it."),
    _error("Y005", "tab", "YAML forbids tabs in indentation, and they look like spaces."),
    _error("Y006", "not UTF-8", "Text in another encoding would be published garbled."),
    _error("Y007", "text cut by a comment", "YAML reads ' #' as a comment, so the rest of the text is lost."),
    _error(
        "Y008",
        "text ended by a comma",
        "Inside {…} and […] a comma ends a text, so its rest becomes a key; elsewhere it becomes part of a name.",
    ),
    _error("Y009", "too large", "Limits on size, depth and count keep a build from hanging."),
    _error("Y010", "file cannot be opened", "A file that cannot be read cannot be published."),
    _error("Y011", "more than one document", "One file holds one entity; what follows '---' would be lost."),
    _error(
        "Y012", "control or invisible character", "Readers cannot see it, and it can change what they read."
    ),
    _error("S001", "unknown key", "A misspelt key is data that nobody reads."),
    _error("S002", "missing key", "Without it the entity cannot be shown or reasoned about."),
    _error("S003", "wrong type", "The schema decides what a value is; this one is something else."),
    _error("S004", "not an allowed value", "Only the listed values have a meaning."),
    _error("S005", "bad id", "Ids appear in addresses, so they are plain words."),
    _error("S006", "file in no known place", "The folder says the kind; elsewhere nothing reads the file."),
    _error(
        "S007", "keys that exclude each other", "The two say the same thing in different ways, or contradict."
    ),
    _error("S008", "empty", "A list or text without content says nothing."),
    _error("S009", "no data", "A book needs at least one entity."),
    _warning("S010", "former name", "It is still read; the next major version need not know it."),
    _error("R001", "dangling reference", "The reader would be sent to something that does not exist."),
    _error("R002", "duplicate id", "Two things with one id cannot be told apart by a link."),
    _error("R003", "option and term share an id", "Every option is a term already."),
    _error("R004", "old id still in use", "An old id that leads to two places leads nowhere."),
    _error("D001", "condition cannot be read", "A rule whose condition is unclear cannot be trusted."),
    _error(
        "D002", "condition does not fit its input", "The condition speaks of answers the input cannot have."
    ),
    _error("D003", "rule without outcome", "A rule must say what follows."),
    _error("D004", "gap", "A reader with these answers would get no result."),
    _error("D005", "overlapping rules", "Under this hit policy at most one rule may match."),
    _error("D006", "disagreeing rules", "Under `any`, rules that match together must agree."),
    _warning("D007", "order decides", "Swapping the two rules would change what some readers are told."),
    _warning("D008", "rule never fires", "Rules before it take every case, so its reason is never shown."),
    _warning("D009", "input never matters", "Readers would answer a question that changes nothing."),
    _warning("D010", "outcome never reached", "No combination of answers leads there."),
    _error("D011", "failing example", "The decision answers otherwise than its author expects."),
    _warning("D012", "rules that could be one", "Two rules that differ in one input can be joined."),
    _error("D013", "not monotone", "The author declared that a higher answer never lowers the outcome."),
    _error(
        "D014", "cycle", "What leads back to itself never ends: decisions that need one another, or steps."
    ),
    _error("D015", "unreachable step", "No answer leads to this step."),
    _error("D016", "incomplete step", "A reader who gives the missing answer would be stuck."),
    _error("D017", "repeated question", "The path has already answered it."),
    _error(
        "D018", "unusable inner decision", "A decision used as an input must always give exactly one outcome."
    ),
    _error("D019", "bad steps", "The flow chart cannot be followed as it is written."),
    _error("D020", "too large to evaluate", "Limits keep the engine from exhausting memory."),
    _warning(
        "D021", "not proved within the budget", "The table is too large for an exact proof within the budget."
    ),
    _error(
        "D022", "bad range", "A range whose ends are the wrong way round, or outside the input's, is empty."
    ),
    _error("C001", "missing cell", "A reader cannot tell a forgotten cell from an open one."),
    _error("C002", "cell of another type", "Cells of one criterion are compared, so they share a type."),
    _error("C003", "value outside its levels", "Only the listed levels can be ranked."),
    _error("C004", "cell for no option", "The comparison has no such option, so the cell is never shown."),
    _warning(
        "C005", "criterion without contrast", "Every option answers the same, so it helps nobody choose."
    ),
    _warning("C006", "criterion that nobody fills", "A row of unknowns tells the reader nothing."),
    _warning("C007", "number without direction", "The reader cannot tell whether more is better."),
    _error(
        "C008",
        "unit inside a number's text",
        "The unit belongs to the criterion, so that cells can be compared.",
    ),
    _warning(
        "P001",
        "no source",
        "Somebody looked for evidence and found none; the reader should know why it stands.",
    ),
    _warning("P002", "stale claim", "It was last held against its sources long ago."),
    _warning("P003", "expired claim", "Its author said that it stops being true on this date."),
    _warning("P004", "unused source", "Nothing cites it."),
    _error("P005", "checked in the future", "A claim cannot have been checked on a day that has not come."),
    _error("P006", "checked before publication", "A source cannot have been read before it appeared."),
    _warning("P007", "sources without a text", "No page shows what supports no text."),
    _warning("T001", "unsafe link", "A link with this scheme can run code or leak data."),
    _warning("T002", "raw HTML in data", "It reaches the page as text, never as markup."),
    _error("T003", "dangling link", "The reader would be sent to something that does not exist."),
    _warning(
        "T004",
        "relative link in data",
        "A text of the data is shown on several pages, and from each of them the link leads elsewhere.",
    ),
    _error("N001", "page names a missing entity", "The page would show nothing in its place."),
    _error("N002", "bad block", "The block cannot be rendered as it is written."),
    _error("N003", "misspelt block", "It would be printed as text without a word."),
    _error("E001", "file cannot be read", "What is no DMN or CSV cannot be carried over at all."),
    _error(
        "E002",
        "not carried over",
        "Written in another way it would answer something else, so it is left out.",
    ),
    _warning("E003", "left out", "It has no place here, and no answer changes without it."),
    _warning("E004", "said in another way", "It is carried over, but is asked or answered in other words."),
    _error("E005", "file exists already", "Writing over it would lose what somebody wrote."),
    _warning("W001", "waiver no longer needed", "A waiver that waives nothing hides the next mistake."),
)

CODES: dict[str, Code] = {code.code: code for code in ALL}
