-- Stops a report that waits or is being made; whoever makes it notices with the next beat.
WITH cancelled AS (
    UPDATE report_runs SET state = 'cancelled', finished_at = @now, lease_until = NULL WHERE id = @id AND state IN ('queued', 'running') RETURNING id
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, 'cancelled a report', 'report run ' || id FROM cancelled
)
SELECT count(*)::int FROM cancelled
