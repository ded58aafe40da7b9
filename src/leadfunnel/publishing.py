"""Reports as files: which forms there are, and writing them whole or not at all."""

from __future__ import annotations

from functools import cached_property

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, RefusedError, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from leadfunnel.services.results.report import Report
    from leadfunnel.views.setting import Setting

FORMS = ("html", "xlsx", "md", "json", "png")


class NoReportForm(UnreadableError):
    """The name of the file does not say what to write."""

    code = "unknown_ending"
    message = N_("The ending of {path} is none that a report can have: one of {endings}.")
    hint = N_("For example: leadfunnel report --week -o review.html")


class SameFile(UnreadableError):
    """Two outputs are one file."""

    code = "same_file"
    message = N_("{path} is named twice.")


class ReportIsStore(RefusedError):
    """A report must not replace the store it comes from."""

    code = "output_is_store"
    message = N_("{path} is the store itself: nothing was written.")
    hint = N_("Name another file with --output.")


class Publishing:
    """How the workspace writes reports."""

    if TYPE_CHECKING:

        @cached_property
        def setting(self) -> Setting:
            """What the views need to know."""
            ...

        @cached_property
        def store_path(self) -> Path:
            """Where the store lies."""
            ...

        def show(self, result: object) -> None:
            """Print a result."""
            ...

    def publish(self, draw: Callable[[], Report], files: Sequence[str], *, force: bool) -> None:
        """Write a report to each of the files, by their endings, and say so.

        Names are checked first and every file is made before one is written.
        """
        from leadfunnel.adapters import private_files
        from leadfunnel.services.results.changed import Done

        paths = self._paths(files, force=force)
        report = draw()
        made = [(path, self.rendered(report, form)) for path, form in paths]
        for path, data in made:
            private_files.write_bytes(path, data, force=force)
        sizes = [(str(path), len(data)) for path, data in made]
        told = tuple(
            said(N_("Report in {path}: {count} bytes."), path=path, count=f"{size:,}")
            for path, size in sizes
        )
        record = {"files": [{"path": path, "bytes": size} for path, size in sizes]}
        self.show(Done("report_files", told, record))

    def _paths(self, files: Sequence[str], *, force: bool) -> list[tuple[Path, str]]:
        from contextlib import suppress
        from pathlib import Path

        from leadfunnel.adapters import private_files

        found: list[tuple[Path, str]] = []
        for file in files:
            path = Path(file)
            form = path.suffix.lower().removeprefix(".")
            if form not in FORMS:
                endings = ", ".join(f".{name}" for name in FORMS)
                raise NoReportForm(path=file, endings=endings)
            if any(path == other for other, _form in found):
                raise SameFile(path=file)
            with suppress(OSError):  # whatever is wrong with the path is found when writing
                if path.exists() and self.store_path.exists() and path.samefile(self.store_path):
                    raise ReportIsStore(path=file)
            private_files.check_free(path, force=force)
            found.append((path, form))
        return found

    def rendered(self, report: Report, form: str) -> bytes:
        """Return a report in one form: html, xlsx, md, json or png."""
        if form == "json":
            from leadfunnel.views.documents import document
            from leadfunnel.views.show import json_text

            return json_text(document(report, self.setting)).encode()
        from leadfunnel.views.reports.booklet import booklet

        book = booklet(report, self.setting)
        if form == "md":
            from leadfunnel.views.reports.markdown import markdown

            return markdown(book).encode()
        if form == "xlsx":
            from leadfunnel.adapters.report_workbook import workbook

            return workbook(book)
        if form == "png":
            from leadfunnel.adapters.pictures import png
            from leadfunnel.views.reports.poster import poster

            return png(poster(book), book.language)
        from leadfunnel.views.reports.page import page

        return page(book).encode()
