-- Ends every link to a report's file.
WITH ended AS (
    DELETE FROM report_links WHERE run_id = @runId RETURNING id
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject, details)
    SELECT @now, @actor, 'ended the links to a report', 'report run ' || @runId, jsonb_build_object('links', count(*)) FROM ended HAVING count(*) > 0
)
SELECT count(*)::int FROM ended
