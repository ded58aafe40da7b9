-- Whom one invites in a sale event that is not closed, up to a week past its last day.
CREATE OR REPLACE FUNCTION team_invited() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $f$ BEGIN
        RETURN (SELECT array_agg(DISTINCT invitation.customer_id)
            FROM invitation JOIN campaign ON campaign.id = invitation.campaign_id
            WHERE invitation.guide_id = team_user() AND team_role() <> 'viewer'
              AND invitation.void_op IS NULL AND campaign.void_op IS NULL
              AND campaign.closed_on IS NULL
              AND campaign.to_on >= to_char(current_date - 7, 'YYYY-MM-DD'));
    END $f$;

-- Whether a row says of a customer what the store does, but for what is worked out.
CREATE OR REPLACE FUNCTION team_unchanged(told customer) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    AS $f$ BEGIN
        RETURN EXISTS (SELECT FROM customer AS held WHERE held.id = told.id
            AND (held.name, held.company, held.address, held.source, held.outlet, held.birthday,
                held.referrer_id, held.owner_id, held.do_not_contact, held.imported,
                held.created_at, held.deleted_at, held.merged_into, held.op_id, held.void_op)
            IS NOT DISTINCT FROM
                (told.name, told.company, told.address, told.source, told.outlet, told.birthday,
                told.referrer_id, told.owner_id, told.do_not_contact, told.imported,
                told.created_at, told.deleted_at, told.merged_into, told.op_id, told.void_op));
    END $f$;
