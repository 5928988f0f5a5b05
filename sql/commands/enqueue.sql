-- Puts one command into the ledger; a save or rename that waits already takes the new one's place in the queue, so each waits once.
INSERT INTO document_commands (document_key, command, argument)
SELECT key, @command, @argument::jsonb FROM document_keys WHERE key = @documentKey
ON CONFLICT (document_key, command) WHERE state = 'waiting' AND command <> 'drop'
DO UPDATE SET argument = EXCLUDED.argument, attempts = 0, next_attempt_at = '-infinity'
RETURNING id
