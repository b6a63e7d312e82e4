"""Deciding: what a decision answers, whether it is complete and consistent, and what to ask first."""
