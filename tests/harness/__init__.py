"""The long harness: kills, power cuts, failing calls, full disks, crowds, and made-up input.

`python -m tests.harness` runs every campaign and prints a table of figures; `--short` a small part
of each; `python -m tests.harness kill-add --runs 1000` one of them. It needs Linux and gcc.
"""
