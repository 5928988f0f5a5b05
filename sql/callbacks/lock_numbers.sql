-- Puts the submissions of one form in a row until the commit, just before they get their numbers. Waiting for the form's row itself would do,
-- but PostgreSQL wakes all who wait for a row at once; an advisory lock wakes the next one.
SELECT pg_advisory_xact_lock(20260107, form_id) FROM document_keys WHERE key = @document_key
