-- Puts the saves of one form's design document in a row with its restores and publications; nothing for fill sessions.
SELECT pg_advisory_xact_lock(20260111, form_id) FROM document_keys WHERE key = @document_key AND fill_session_id IS NULL
