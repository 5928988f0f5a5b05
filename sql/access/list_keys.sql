-- The living API keys, newest first.
SELECT id, name, role, created_by, created_at, last_used_at FROM api_keys WHERE revoked_at IS NULL ORDER BY id DESC
