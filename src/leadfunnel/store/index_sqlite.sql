-- The search index: an FTS5 table over the tokens that domain/search.py makes.
CREATE VIRTUAL TABLE customer_index USING fts5(
    tokens, content='customer_search', content_rowid='customer_id', detail=none, columnsize=0,
    tokenize='unicode61'
);
