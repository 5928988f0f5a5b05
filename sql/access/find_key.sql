-- The living API key with this sha256.
SELECT id, name, role FROM api_keys WHERE key_sha256 = @sha256 AND revoked_at IS NULL
