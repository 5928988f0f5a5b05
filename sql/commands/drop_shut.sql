-- Makes viewers of all who are filling what is shut: forms that are closed or whose closing time has passed, and withdrawn links. Each presence once, whoever
-- asks. What somebody else is just seeing to, or is said of at this moment, is left to the next time: nobody waits here for anybody.
WITH shut AS (
    SELECT k.key
    FROM document_keys k
    JOIN forms f ON f.id = k.form_id
    JOIN fill_sessions s ON s.id = k.fill_session_id
    LEFT JOIN invitations i ON i.id = s.invitation_id
    WHERE k.retired_at IS NULL AND k.fill_session_id IS NOT NULL AND k.users <> '{}' AND k.dropped_for IS DISTINCT FROM k.users_at
      AND (f.state = 'closed' OR f.closes_at <= @now OR i.revoked_at IS NOT NULL)
    FOR UPDATE OF k SKIP LOCKED
), seen_to AS (
    UPDATE document_keys k SET dropped_for = k.users_at FROM shut WHERE k.key = shut.key
), dropped AS (
    INSERT INTO document_commands (document_key, command) SELECT key, 'drop' FROM shut ORDER BY key
)
SELECT count(*)::int FROM shut
