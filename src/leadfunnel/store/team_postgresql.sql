-- Who logs in as which user of the store. Only whoever owns the store writes it.
CREATE TABLE team_login (
    login TEXT COLLATE "C" PRIMARY KEY,
    user_id BIGINT NOT NULL UNIQUE REFERENCES users (id)
);

-- Who looks after whom; 0 is the pool. The policies ask by it, so that a rep's page is not a scan.
CREATE INDEX customer_holder ON customer (coalesce(owner_id, 0));

-- These functions look past the policies. In plpgsql the server plans them once a connection.
-- The user who acts; nobody for a login that is no member.
CREATE FUNCTION team_user() RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (SELECT user_id FROM team_login WHERE login = session_user);
    END $$;

-- The role of the user who acts; nothing for a login that is no member.
CREATE FUNCTION team_role() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (SELECT role FROM team_member JOIN team_login USING (user_id)
            WHERE login = session_user AND void_op IS NULL AND until_at IS NULL);
    END $$;

-- What a login is to this store: owner, a role, open where no team was set up, or nothing.
CREATE FUNCTION team_standing() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (SELECT coalesce(
                CASE WHEN pg_has_role(session_user, relowner, 'USAGE') THEN 'owner' END,
                team_role(),
                CASE WHEN NOT relrowsecurity THEN 'open' END)
            FROM pg_class WHERE oid = to_regclass('customer'));
    END $$;

-- Whose customers are seen: one's own, or those of one's department and its parts, or all;
-- 0 stands for the pool. NULL for a login that is no member.
CREATE FUNCTION team_seen() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (
            WITH RECURSIVE standing AS (
                SELECT user_id, role, department_id FROM team_member
                WHERE void_op IS NULL AND until_at IS NULL
            ), me AS (
                SELECT standing.* FROM standing JOIN team_login USING (user_id)
                WHERE login = session_user
            ), part (id) AS (
                SELECT department_id FROM me WHERE role <> 'rep' AND department_id IS NOT NULL
                UNION
                SELECT department.id FROM department JOIN part ON department.parent_id = part.id
                WHERE department.void_op IS NULL
            )
            SELECT array_agg(DISTINCT who) FROM (
                SELECT user_id FROM me
                UNION ALL SELECT 0 FROM me
                UNION ALL SELECT users.id FROM users, me
                    WHERE me.role <> 'rep' AND me.department_id IS NULL
                UNION ALL SELECT standing.user_id FROM standing
                    JOIN part ON part.id = standing.department_id
            ) AS seen (who));
    END $$;

-- Whose customers may be changed: those seen, but for one who only reads.
CREATE FUNCTION team_kept() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN CASE WHEN team_role() <> 'viewer' THEN team_seen() END;
    END $$;

CREATE FUNCTION team_leads() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN coalesce(team_role() = 'manager', FALSE);
    END $$;

-- A manager of no department in particular leads the whole firm.
CREATE FUNCTION team_leads_all() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN EXISTS (SELECT FROM team_member JOIN team_login USING (user_id)
            WHERE login = session_user AND role = 'manager' AND department_id IS NULL
              AND void_op IS NULL AND until_at IS NULL);
    END $$;

-- The latest operation, if it is one's own and one may write: what is written belongs to it.
CREATE FUNCTION team_operation() RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (SELECT id FROM operation
            WHERE id = (SELECT max(id) FROM operation) AND user_id = team_user()
              AND team_role() <> 'viewer');
    END $$;

CREATE FUNCTION team_did(operation_id bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN EXISTS (SELECT FROM operation WHERE id = $1 AND user_id = team_user());
    END $$;

-- Whether an operation is about customers, not about what all have in common.
CREATE FUNCTION team_about_people(operation_id bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN EXISTS (SELECT FROM change
            WHERE change.operation_id = $1 AND change.customer_id IS NOT NULL);
    END $$;

-- How many changes one's own operation has, also of customers who are a colleague's by now.
CREATE FUNCTION team_changes(operation_id bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN (SELECT count(*) FROM change WHERE change.operation_id = $1 AND team_did($1));
    END $$;

-- How many rows of a range, that one's own operation inserted, another operation made void; with
-- NULL, how many are live.
CREATE FUNCTION team_left(name text, first bigint, last bigint, inserted_by bigint, voided bigint)
    RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$
    DECLARE
        found bigint;
    BEGIN
        IF NOT team_did(inserted_by) THEN
            RETURN 0;
        END IF;
        EXECUTE format('SELECT count(*) FROM %I WHERE id BETWEEN $1 AND $2 AND op_id = $3 '
            'AND void_op IS NOT DISTINCT FROM $4', name)
            INTO found USING first, last, inserted_by, voided;
        RETURN found;
    END $$;

-- Whether any customer, seen or not, carries a tag.
CREATE FUNCTION team_carried(tag_id bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $$ BEGIN
        RETURN EXISTS (SELECT FROM customer_tag
            WHERE customer_tag.tag_id = $1 AND void_op IS NULL);
    END $$;

-- Which of some identities belong to colleagues' customers whom one does not see, and to whom:
-- a name, or nothing where the rule `pool.tell_owner` is off. Nothing else is told of them.
CREATE FUNCTION team_holders(list text, OUT value text, OUT kind text, OUT system text, OUT owner text)
    RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path FROM CURRENT
    AS $$
        SELECT DISTINCT identity.value, identity.kind, identity.system,
            CASE WHEN coalesce((SELECT CAST(body AS jsonb) ->> 'tell_owner' FROM definition
                    WHERE kind = 'rules' AND name = 'pool' AND void_op IS NULL), 'true') = 'true'
                THEN users.name END
        FROM identity
        JOIN customer ON customer.id = identity.customer_id
        JOIN users ON users.id = customer.owner_id
        WHERE identity.value IN (SELECT asked.value FROM json_words(list) AS asked)
          AND identity.kind <> 'row' AND identity.void_op IS NULL AND customer.present = 1
          AND team_role() IS NOT NULL AND NOT customer.owner_id = ANY (team_seen())
    $$;

-- Who is found by words of their own, the latest first, of those the login sees. A search tells
-- too much for a policy to be asked after it, so that without this a member's reads every row.
CREATE FUNCTION team_found(words tsquery, most bigint) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path FROM CURRENT
    AS $$
    DECLARE
        seen bigint[];
        invited bigint[];
    BEGIN
        IF team_standing() IN ('owner', 'open') THEN
            RETURN QUERY SELECT named.rowid FROM customer_index AS named
                WHERE named.words @@ $1 ORDER BY named.rowid DESC LIMIT $2;
        ELSE
            seen := team_seen();
            invited := team_invited();
            RETURN QUERY SELECT named.rowid FROM customer_index AS named
                JOIN customer ON customer.id = named.rowid
                WHERE named.words @@ $1 AND (coalesce(customer.owner_id, 0) = ANY (seen)
                    OR customer.id = ANY (invited))
                ORDER BY named.rowid DESC LIMIT $2;
        END IF;
    END $$;

-- In which interactions with them something was said, the latest first.
CREATE FUNCTION team_said(words tsquery, most bigint) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path FROM CURRENT
    AS $$
    DECLARE
        seen bigint[];
        invited bigint[];
    BEGIN
        IF team_standing() IN ('owner', 'open') THEN
            RETURN QUERY SELECT heard.rowid FROM interaction_index AS heard
                JOIN interaction ON interaction.id = heard.rowid
                JOIN customer ON customer.id = interaction.customer_id
                WHERE heard.words @@ $1 AND interaction.void_op IS NULL AND customer.present = 1
                ORDER BY heard.rowid DESC LIMIT $2;
        ELSE
            seen := team_seen();
            invited := team_invited();
            RETURN QUERY SELECT heard.rowid FROM interaction_index AS heard
                JOIN interaction ON interaction.id = heard.rowid
                JOIN customer ON customer.id = interaction.customer_id
                WHERE heard.words @@ $1 AND interaction.void_op IS NULL AND customer.present = 1
                    AND (coalesce(customer.owner_id, 0) = ANY (seen)
                        OR customer.id = ANY (invited))
                ORDER BY heard.rowid DESC LIMIT $2;
        END IF;
    END $$;
