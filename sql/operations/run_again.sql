-- Gives one stopped submission, or all of them when no id is named, its attempts back; what was stored stays as it is until new values are there.
UPDATE submissions SET state = 0, attempts = 0, next_attempt_at = @now
WHERE state = 3 AND NOT trashed AND (@id::bigint IS NULL OR id = @id)
