-- A submission that has used up its attempts stays failed, with its reason, until a person runs it again. Nothing happens when another worker was first.
UPDATE submissions
SET state = 3, attempts = attempts + 1, reason = @reason, last_error = @error, normalized_at = @now
WHERE id = @id AND state = 0 AND attempts = @attempts
