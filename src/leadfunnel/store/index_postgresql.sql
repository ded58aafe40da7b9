-- The version of the schema, as a table of one row.
CREATE TABLE store_version (version BIGINT NOT NULL);

-- The search index: the tokens that domain/search.py makes, one row a customer.
CREATE TABLE customer_index (
    rowid BIGINT PRIMARY KEY,
    words tsvector NOT NULL
);

CREATE INDEX customer_index_words ON customer_index USING gin (words);

-- The words of what was said, by interaction; rows are only ever added, for their text never changes.
CREATE TABLE interaction_index (
    rowid BIGINT PRIMARY KEY,
    words tsvector NOT NULL
);

CREATE INDEX interaction_index_words ON interaction_index USING gin (words);

-- A JSON list of numbers, or of words, as rows.
CREATE FUNCTION json_numbers(list text, OUT value bigint) RETURNS SETOF bigint
    LANGUAGE sql IMMUTABLE ROWS 100
    AS $$ SELECT CAST(one AS bigint) FROM jsonb_array_elements_text(CAST(list AS jsonb)) one $$;

CREATE FUNCTION json_words(list text, OUT value text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE ROWS 100
    AS $$ SELECT one FROM jsonb_array_elements_text(CAST(list AS jsonb)) one $$;

-- A JSON list with the place of each part, counted from nothing.
CREATE FUNCTION json_parts(list text, OUT key bigint, OUT value jsonb) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE ROWS 100
    AS $$ SELECT place - 1, part
          FROM jsonb_array_elements(CAST(list AS jsonb)) WITH ORDINALITY AS parts (part, place) $$;

-- A JSON object of numbers.
CREATE FUNCTION json_weights(document text, OUT key text, OUT value numeric) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE ROWS 100
    AS $$ SELECT name, CAST(part AS numeric)
          FROM jsonb_each_text(CAST(document AS jsonb)) AS parts (name, part) $$;

-- The next number of a table: one more than its highest row has, seen or not by who asks.
-- Writers come one after the other, so that no two are given the same.
CREATE FUNCTION next_number(name text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
    AS $$
    DECLARE
        found bigint;
    BEGIN
        EXECUTE format('SELECT coalesce(max(id), 0) + 1 FROM %I', name) INTO found;
        RETURN found;
    END $$;

-- Spans of absence are noted for many rows at once.
ALTER TABLE void_gap ALTER id SET DEFAULT next_number('void_gap');
