-- Forgotten files that wait, then those that were settled lately, newest first within each.
SELECT f.document_key, f.state, f.found_at, f.attempts, f.next_attempt_at, f.last_error, f.settled_at, k.form_id, m.title AS form_title, k.fill_session_id
FROM forgotten_files f
JOIN document_keys k ON k.key = f.document_key
JOIN forms m ON m.id = k.form_id
ORDER BY f.settled_at DESC NULLS FIRST, f.found_at DESC
LIMIT @limit
