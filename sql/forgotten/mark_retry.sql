-- The file stays where it is and is tried again later.
UPDATE forgotten_files SET next_attempt_at = @nextAttemptAt, last_error = @error
WHERE document_key = @documentKey AND state IN ('found', 'stored')
