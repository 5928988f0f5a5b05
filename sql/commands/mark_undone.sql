-- A command that did not succeed: comes again after a pause, stops for a person, or gives way to a newer one of its kind.
UPDATE document_commands c
SET state = CASE
        WHEN c.command <> 'drop' AND EXISTS (
            SELECT FROM document_commands newer WHERE newer.document_key = c.document_key AND newer.command = c.command AND newer.id > c.id) THEN 'replaced'
        WHEN @stops THEN 'failed'
        ELSE 'waiting' END,
    next_attempt_at = @nextAttemptAt, last_error = @error, answer = @answer
WHERE c.id = @id AND c.state = 'sending' AND c.attempts = @attempts
