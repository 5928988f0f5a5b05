-- Keeps what a check found.
UPDATE connection_checks SET finished_at = @now, lines = @lines::jsonb WHERE nonce = @nonce
