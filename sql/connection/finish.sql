-- Keeps what a check found, and gives its time back as it is kept.
UPDATE connection_checks SET finished_at = @now, lines = @lines::jsonb WHERE nonce = @nonce
RETURNING finished_at
