-- A submission that could not be normalized comes back after a pause. Nothing happens when another worker was first: one failure is counted once.
UPDATE submissions
SET attempts = attempts + 1, next_attempt_at = greatest(now(), @now::timestamptz) + @pause::interval, last_error = @error
WHERE id = @id AND state = 0 AND attempts = @attempts
