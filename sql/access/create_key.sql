-- Remembers an API key by its sha256 alone: the key itself is shown once and kept nowhere.
WITH made AS (
    INSERT INTO api_keys (name, key_sha256, role, created_at) VALUES (@name, @sha256, @role, @now) RETURNING id
), noted AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, 'made an API key', 'API key ' || id FROM made
)
SELECT id FROM made
