-- A command that gave way to a newer one of its kind.
UPDATE document_commands SET state = 'replaced' WHERE id = @id AND state = 'sending' AND attempts = @attempts
