-- Claims the run that waits longest: one that is queued and due, one whose lease ran out, or one whose worker's connection is gone.
WITH due AS (
    SELECT r.id
    FROM report_runs r
    WHERE (r.state = 'queued' AND r.next_attempt_at <= @now)
       OR (r.state = 'running' AND (r.lease_until <= @now OR NOT EXISTS (
              SELECT FROM pg_locks l
              WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.classid = 20260115::oid AND l.objid = r.worker::oid AND l.objsubid = 2 AND l.granted)))
    ORDER BY r.next_attempt_at, r.id
    LIMIT 1
    FOR UPDATE OF r SKIP LOCKED
)
UPDATE report_runs r
SET state = 'running', attempts = r.attempts + 1, claim = @claim, worker = @worker, lease_until = @until, started_at = @now, done = 0
FROM due
WHERE r.id = due.id
RETURNING r.id, r.form_id, r.format, r.pairs, r.highest_id, r.requested_by, r.requested_at, r.attempts, r.claim
