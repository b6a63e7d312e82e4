"""Rendering: HTML fragments of everything that a book holds."""
