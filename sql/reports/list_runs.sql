-- Reports with what people ask about them, newest first: one, those of one form or of all, in one state or in any.
SELECT r.id, r.form_id, f.slug AS form_slug, f.title AS form_title, r.format, r.pairs AS pairs_text, r.filter, r.requested_by, r.requested_at, r.state, r.done, r.total, r.attempts,
       CASE WHEN isfinite(r.next_attempt_at) THEN r.next_attempt_at END AS next_attempt_at, r.last_error, r.claim, r.started_at, r.finished_at, r.file_sha256, r.file_size, r.expires_at,
       l.links::int, l.downloads::int, l.shared_until
FROM report_runs r
JOIN forms f ON f.id = r.form_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE expires_at > @now) AS links, coalesce(sum(downloads), 0) AS downloads, max(expires_at) FILTER (WHERE expires_at > @now) AS shared_until
    FROM report_links WHERE run_id = r.id) l
WHERE (@id::bigint IS NULL OR r.id = @id) AND (@formId::int IS NULL OR r.form_id = @formId) AND (@state::text IS NULL OR r.state = @state) AND (@before::bigint IS NULL OR r.id < @before)
ORDER BY r.id DESC
LIMIT @limit
