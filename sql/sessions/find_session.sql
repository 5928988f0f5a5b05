-- A fill session by id or link token, with its living document key (null when the last one is retired) and its newest submission.
SELECT s.id, s.form_id, s.form_version_id, s.link_token, s.respondent_id, s.name, s.email, s.reference, s.created_at,
       k.key AS document_key, n.number AS submission_number, n.submitted_at
FROM fill_sessions s
LEFT JOIN document_keys k ON k.fill_session_id = s.id AND k.retired_at IS NULL
LEFT JOIN LATERAL (
    SELECT number, submitted_at FROM submissions WHERE fill_session_id = s.id ORDER BY id DESC LIMIT 1) n ON true
WHERE s.id = @id OR s.link_token = @linkToken
