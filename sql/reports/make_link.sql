-- Makes a link to a file that is there; it never outlives the file.
WITH made AS (
    INSERT INTO report_links (run_id, token_sha256, made_by, made_at, expires_at)
    SELECT id, @tokenSha256, @actor, @now, least(@until, expires_at) FROM report_runs WHERE id = @runId AND state = 'done' AND expires_at > @now
    RETURNING id, run_id, expires_at
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject, details)
    SELECT @now, @actor, 'made a link to a report', 'report run ' || run_id, jsonb_build_object('link', id, 'until', expires_at) FROM made
)
SELECT expires_at FROM made
