-- What is known about some fill sessions, newest first: how far they came, whether somebody is inside, their newest submission and saved document.
SELECT s.id, s.form_id, v.number AS version, s.link_token, s.name, s.email, s.reference, s.created_at, s.opened_at, s.changed_at, s.submitted_at,
       s.last_activity_at, s.stage,
       coalesce(k.users <> '{}' AND k.users_at > @believedSince::timestamptz, false) AS is_inside,
       n.id AS submission_id, n.number AS submission_number, d.id AS save_id, d.saved_at
FROM fill_sessions s
JOIN form_versions v ON v.id = s.form_version_id
LEFT JOIN document_keys k ON k.fill_session_id = s.id AND k.retired_at IS NULL
LEFT JOIN LATERAL (
    SELECT id, number FROM submissions WHERE fill_session_id = s.id ORDER BY id DESC LIMIT 1) n ON true
LEFT JOIN LATERAL (
    SELECT saved.id, saved.saved_at
    FROM document_keys own JOIN document_saves saved ON saved.document_key = own.key
    WHERE own.fill_session_id = s.id AND saved.kind IN ('final', 'draft', 'unchanged') AND saved.document_sha256 IS NOT NULL
    ORDER BY saved.id DESC
    LIMIT 1) d ON true
WHERE s.id = ANY (@ids::uuid[])
ORDER BY s.created_at DESC, s.id DESC
