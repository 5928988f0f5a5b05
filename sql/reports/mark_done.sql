-- The file is whole and on the disk under its name; not for a claim that was lost meanwhile.
UPDATE report_runs
SET state = 'done', done = @done, total = @done, file_sha256 = @sha256, file_size = @size, expires_at = @expiresAt, finished_at = @now, lease_until = NULL, last_error = NULL
WHERE id = @id AND state = 'running' AND claim = @claim
