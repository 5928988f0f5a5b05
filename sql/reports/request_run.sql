-- Puts a report into the ledger, unless its person has as many waiting as allowed; the same request again gives the run that it made.
WITH asked AS (
    INSERT INTO report_runs (form_id, request_key, format, pairs, title, filter, highest_id, requested_by, requested_at)
    SELECT @formId, @requestKey, @format, @pairs::jsonb, @title, @filter, @highestId, @requestedBy, @now
    WHERE (SELECT count(*) FROM report_runs WHERE requested_by = @requestedBy AND state IN ('queued', 'running')) < @most
    ON CONFLICT (request_key) DO NOTHING
    RETURNING id
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject, details)
    SELECT @now, @requestedBy, 'asked for a report', 'report run ' || id, jsonb_build_object('form', @formId, 'format', @format) FROM asked
)
SELECT id FROM asked
UNION ALL
SELECT id FROM report_runs WHERE request_key = @requestKey AND requested_by = @requestedBy
