-- A new document key for a session whose last one is retired; gives the living key, whoever made it.
WITH made AS (
    INSERT INTO document_keys (key, form_id, form_version_id, fill_session_id, created_at)
    SELECT @documentKey, form_id, form_version_id, id, @createdAt FROM fill_sessions WHERE id = @id
    ON CONFLICT (fill_session_id) WHERE retired_at IS NULL AND fill_session_id IS NOT NULL DO NOTHING
    RETURNING key
)
SELECT key FROM made
UNION ALL
SELECT key FROM document_keys WHERE fill_session_id = @id AND retired_at IS NULL
LIMIT 1
