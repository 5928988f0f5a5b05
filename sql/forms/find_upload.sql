-- A file that waits to be published, for whoever dropped it and as long as it waits.
SELECT u.token, u.file_sha256, u.file_name, u.title, u.expires_at, u.form_id, b.size
FROM form_uploads u JOIN blobs b ON b.sha256 = u.file_sha256
WHERE u.token = @token AND u.account_id = @accountId AND u.expires_at > @now
