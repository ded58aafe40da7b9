"""SQL text and table facts rendered from the tables and queries; nothing here is edited."""
