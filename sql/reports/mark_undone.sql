-- A run that did not succeed: comes again after a pause, or stops with its reason.
UPDATE report_runs
SET state = CASE WHEN @stops THEN 'failed' ELSE 'queued' END, last_error = @error, next_attempt_at = @nextAttemptAt,
    finished_at = CASE WHEN @stops THEN @now::timestamptz END, lease_until = NULL
WHERE id = @id AND state = 'running' AND claim = @claim
