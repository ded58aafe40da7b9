"""How each part of a report is worded: a module with `exhibits` for each part."""
