-- Remembers an API key by its sha256 alone: the key itself is shown once and kept nowhere. Gives nothing back when a living key has the name already.
WITH made AS (
    INSERT INTO api_keys (name, key_sha256, role, created_by, created_at) VALUES (@name, @sha256, @role, @actor, @now)
    ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
    RETURNING id
), noted AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, 'made an API key', 'API key ' || id FROM made
)
SELECT id FROM made
