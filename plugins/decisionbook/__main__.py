"""`python -m decisionbook` is the command `decisionbook`."""

from decisionbook.cli import main

main()
