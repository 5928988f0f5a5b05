-- Ends forms whose closing time has passed, each closing time once: whoever is filling becomes a viewer, as when their author closes the form.
WITH due AS (
    SELECT id FROM forms
    WHERE closes_at <= @now AND ended_for IS DISTINCT FROM closes_at
    ORDER BY closes_at
    LIMIT @limit
    FOR UPDATE SKIP LOCKED
), ended AS (
    UPDATE forms f SET ended_for = f.closes_at FROM due WHERE f.id = due.id RETURNING f.id
), dropped AS (
    INSERT INTO document_commands (document_key, command)
    SELECT k.key, 'drop'
    FROM ended JOIN document_keys k ON k.form_id = ended.id
    WHERE k.fill_session_id IS NOT NULL AND k.retired_at IS NULL AND k.users <> '{}'
)
SELECT count(*)::int FROM ended
