"""Every check that is not a test: `python -m tools.check` runs them all and names what failed."""

from __future__ import annotations

import subprocess
import sys

CHECKS = {
    "lint": ("ruff", "check", "src", "tests", "tools"),
    "format": ("ruff", "format", "--check", "src", "tests", "tools"),
    "types": ("mypy", "-p", "leadfunnel"),
    "generated SQL": ("leadfunnel.store.render", "--check"),
    "argument table": ("leadfunnel.cli.compile", "--check"),
    "shipped pipelines": ("tools.make_definitions", "--check"),
    "reading tables": ("tools.make_tables", "--check"),
    "translations": ("tools.messages", "--check"),
}


def main() -> int:
    """Run every check, print what fails, and return how many did."""
    failed = [
        name for name, words in CHECKS.items() if not _passes(name, [sys.executable, "-m", *words])
    ]
    if not _passes(
        "import rules",
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    ):
        failed.append("import rules")
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all checks passed\n")
    return len(failed)


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.stdout.write(f"--- {name}\n{done.stdout}{done.stderr}\n")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
