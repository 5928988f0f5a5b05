-- The Document Server answered, and nothing is left to do; not for a claim that has run out meanwhile.
UPDATE document_commands SET state = 'done', answer = @answer, sent_at = @now, last_error = NULL
WHERE id = @id AND state = 'sending' AND attempts = @attempts
