"""Compile the shipped pipelines to the JSON that a new store is filled with.

`python -m tools.make_definitions` writes it; with `--check` a stale file is reported.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from leadfunnel.domain.pipeline import pipeline_to_dict
from leadfunnel.domain.pipeline_schema import shipped

TARGET = Path(__file__).parent.parent / "src" / "leadfunnel" / "data" / "pipelines.json"
FIRST = "lifecycle"


def text() -> str:
    """Return the JSON: every shipped pipeline by name, the default one first."""
    found = sorted(shipped(), key=lambda pipeline: (pipeline.name != FIRST, pipeline.name))
    bodies = {pipeline.name: pipeline_to_dict(pipeline) for pipeline in found}
    return json.dumps(bodies, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the file, or with `--check` return 1 when it is stale."""
    stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text()
    if stale and "--check" not in sys.argv:
        TARGET.write_text(text(), encoding="utf-8")
    sys.stdout.write("data/pipelines.json\n" if stale else "")
    return int(stale and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
