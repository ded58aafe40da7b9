-- The search index: an FTS5 table over the tokens that domain/search.py makes.
CREATE VIRTUAL TABLE customer_index USING fts5(
    tokens, content='customer_search', content_rowid='customer_id', detail=none, columnsize=0,
    tokenize='unicode61'
);

-- The words of what was said, by interaction; rows are only ever added, for their text never changes.
CREATE VIRTUAL TABLE interaction_index USING fts5(
    tokens, content='', detail=none, columnsize=0, tokenize='unicode61'
);
