-- The living API key with this sha256. That it was used is noted once in five minutes, so that a busy program does not write with every call.
WITH found AS (
    SELECT id, name, role FROM api_keys WHERE key_sha256 = @sha256 AND revoked_at IS NULL
), used AS (
    UPDATE api_keys k SET last_used_at = @now::timestamptz
    FROM found
    WHERE k.id = found.id AND (k.last_used_at IS NULL OR k.last_used_at < @now::timestamptz - interval '5 minutes')
)
SELECT id, name, role FROM found
