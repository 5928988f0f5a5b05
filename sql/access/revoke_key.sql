-- Ends an API key for good; ending it twice changes nothing.
WITH ended AS (
    UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL RETURNING id
)
INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, 'revoked an API key', 'API key ' || id FROM ended
