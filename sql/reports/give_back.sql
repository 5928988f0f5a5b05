-- The node stops: the run waits again, and the attempt does not count.
UPDATE report_runs SET state = 'queued', attempts = attempts - 1, next_attempt_at = '-infinity', started_at = NULL, done = 0, lease_until = NULL
WHERE id = @id AND state = 'running' AND claim = @claim
