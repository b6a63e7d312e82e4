"""Decisions, comparisons and checklists as data: loaded, checked, proved and rendered."""

__version__ = "0.1.0"
