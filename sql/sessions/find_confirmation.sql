-- What a respondent is told about the newest submission of their session, and the bytes of it that are theirs; by the session's link alone.
SELECT m.id AS submission_id, m.number, m.submitted_at, m.late, m.document_sha256, b.media_type, f.slug AS form_slug, f.allow_copy
FROM fill_sessions s
JOIN submissions m ON m.fill_session_id = s.id
JOIN forms f ON f.id = m.form_id
LEFT JOIN blobs b ON b.sha256 = m.document_sha256
WHERE s.link_token = @linkToken
ORDER BY m.id DESC
LIMIT 1
