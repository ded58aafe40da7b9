"""`mapping list|show|remove`: what imports kept of how files are read."""

from __future__ import annotations

from leadfunnel.domain.mapping_file import from_dict
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, NotFoundError
from leadfunnel.services.book import Book
from leadfunnel.services.import_mapping import KIND, REMARKS, kept
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.mappings import MappingList, MappingView
from leadfunnel.store import definitions

KINDS = (KIND, REMARKS)


class UnknownMapping(NotFoundError):
    """No mapping of this name."""

    code = "unknown_mapping"
    message = N_("No mapping is called {name}: one of {mappings}.")
    hint = N_("Keep one with: leadfunnel import FILE --save-map NAME")


class NoMappings(UnknownMapping):
    """No mapping is kept at all."""

    message = N_("No mapping is called {name}: none is kept yet.")


class Mappings:
    """Mappings as data."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> MappingList:
        """Return every mapping of the store."""
        with self.book.read() as page:
            found = {**kept(page), **kept(page, REMARKS)}
            views = (MappingView(name, from_dict(body)) for name, body in found.items())
            return MappingList(tuple(views))

    def show(self, name: str) -> MappingView:
        """Return one mapping."""
        found = {one.name: one for one in self.list().mappings}
        if name.strip() not in found:
            raise _unknown(name, list(found))
        return found[name.strip()]

    def remove(self, name: str) -> Changed:
        """Remove one mapping."""
        self.show(name)
        with self.book.record("mapping remove", name.strip()) as page:
            if not any(definitions.withdraw(page.ledger, one, name.strip()) for one in KINDS):
                raise _unknown(name, list(kept(page)))  # another process was faster
            spoken = said(N_("Removed the mapping {name}."), name=name.strip())
            return Changed(page.ledger.recorded, (), (spoken,))


def _unknown(name: str, known: list[str]) -> UnknownMapping:
    found = UnknownMapping if known else NoMappings
    return found(name=name[:40], mappings=", ".join(known))
