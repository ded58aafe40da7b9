-- The search index: an FTS5 table over the tokens that domain/search.py makes.
CREATE VIRTUAL TABLE customer_index USING fts5(
    tokens, content='customer_search', content_rowid='customer_id', detail=none, columnsize=0,
    tokenize='unicode61'
);

-- The words of what was said, by interaction; rows are only ever added, for their text never changes.
CREATE VIRTUAL TABLE interaction_index USING fts5(
    tokens, content='', detail=none, columnsize=0, tokenize='unicode61'
);

-- Gather 8 MB of new tokens before they are written and merged; an import is a third faster so.
INSERT INTO customer_index (customer_index, rank) VALUES ('hashsize', 8388608);
INSERT INTO interaction_index (interaction_index, rank) VALUES ('hashsize', 8388608);
