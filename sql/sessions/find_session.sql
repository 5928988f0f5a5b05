-- A fill session by id or link token, with its living document key (null when the last one is retired), its newest submission, its personal link and the name of its case.
SELECT s.id, s.form_id, s.form_version_id, s.link_token, s.respondent_id, s.name, s.email, s.reference, s.created_at, s.entrance, s.role,
       coalesce(c.reference, 'Case ' || c.number) AS "case",
       k.key AS document_key, n.number AS submission_number, n.submitted_at,
       i.link_token AS invitation_token, i.revoked_at, coalesce(i.single_use, false) AS single_use
FROM fill_sessions s
LEFT JOIN document_keys k ON k.fill_session_id = s.id AND k.retired_at IS NULL
LEFT JOIN invitations i ON i.id = s.invitation_id
LEFT JOIN cases c ON c.id = s.case_id
LEFT JOIN LATERAL (
    SELECT number, submitted_at FROM submissions WHERE fill_session_id = s.id ORDER BY id DESC LIMIT 1) n ON true
WHERE s.id = @id OR s.link_token = @linkToken
