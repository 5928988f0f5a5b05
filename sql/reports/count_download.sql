-- Notes that a link was used.
WITH used AS (
    UPDATE report_links SET downloads = downloads + 1 WHERE id = @id RETURNING run_id
)
INSERT INTO audit_log (at, actor, action, subject, details)
SELECT @now, 'somebody with a link', 'downloaded a report', 'report run ' || run_id, jsonb_build_object('link', @id) FROM used
