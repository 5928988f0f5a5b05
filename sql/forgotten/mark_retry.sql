-- The file stays where it is and is tried again later; that somebody has it open is no failed attempt.
UPDATE forgotten_files
SET next_attempt_at = @nextAttemptAt, last_error = @error, attempts = attempts - CASE WHEN @isOpen THEN 1 ELSE 0 END
WHERE document_key = @documentKey AND state IN ('found', 'stored')
