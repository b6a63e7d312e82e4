"""A book as data to take away: JSON with its schemas, and CSV, at addresses that carry the version of their form."""

from __future__ import annotations

from collections.abc import Mapping

from decisionbook.exchange.csv_out import comparison_csv, decision_csv
from decisionbook.exchange.dmn_rows import UnwritableError
from decisionbook.exchange.json_out import FORMAT, json_files
from decisionbook.model import Book
from decisionbook.publish.schema import schema_files

FOLDER = f"data/v{FORMAT}"
"""Where the data of a site stands, from the site's root."""


def data_files(book: Book) -> Mapping[str, str]:
    """Path to text: JSON and its schemas, comparisons and the rules of decisions as CSV.

    Only a flow chart with too many paths for a table has no CSV.
    """
    texts = {**json_files(book), **schema_files()}
    for comparison in book.comparisons.values():
        texts[f"comparisons/{comparison.id}.csv"] = comparison_csv(comparison)
    for decision in book.decisions.values():
        try:
            texts[f"decisions/{decision.id}.csv"] = decision_csv(book, decision.id)
        except UnwritableError:
            continue
    return {f"{FOLDER}/{path}": text for path, text in texts.items()}
