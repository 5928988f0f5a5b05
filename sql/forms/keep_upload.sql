-- A dropped file that waits to be looked at before it is published; those whose time is over go on this occasion.
WITH stale AS (
    DELETE FROM form_uploads WHERE expires_at <= @now
)
INSERT INTO form_uploads (token, account_id, file_sha256, file_name, title, created_at, expires_at)
VALUES (@token, @accountId, @fileSha256, @fileName, @title, @now, @expiresAt)
