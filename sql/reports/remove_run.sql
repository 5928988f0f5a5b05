-- Forgets a report that is not being made, and with it every link to its file.
WITH removed AS (
    DELETE FROM report_runs WHERE id = @id AND state NOT IN ('queued', 'running') RETURNING id
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, 'removed a report', 'report run ' || id FROM removed
)
SELECT count(*)::int FROM removed
