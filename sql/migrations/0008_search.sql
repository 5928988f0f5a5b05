-- Filters by text may look into the search text first, so a column must hold no text that the search text has been cut before.
-- Submissions whose search text was cut are normalized again, which moves what lies behind the cut into the exception ledger.
DO $$
DECLARE
    form int;
BEGIN
    FOR form IN SELECT id FROM forms WHERE to_regclass('data.f' || id) IS NOT NULL ORDER BY id LOOP
        -- The stored size is known without reading the text, and a million characters are never stored in less.
        EXECUTE format(
            'UPDATE submissions SET state = 0, attempts = 0, next_attempt_at = now()
             WHERE state IN (1, 2) AND id IN (SELECT submission_id FROM data.f%s WHERE pg_column_size(search) > 5000 AND length(search) >= 999999)', form);
    END LOOP;
END
$$;
