-- A fill session with its keys' state: who is inside, whether something was submitted, and whether something was filled and never submitted.
SELECT s.id, s.form_id, v.number AS version, s.name, s.email, s.reference, s.created_at,
       (SELECT k.key FROM document_keys k WHERE k.fill_session_id = s.id AND k.retired_at IS NULL) AS document_key,
       coalesce((SELECT k.users FROM document_keys k WHERE k.fill_session_id = s.id AND k.retired_at IS NULL), '{}') AS users,
       EXISTS (SELECT FROM submissions m WHERE m.fill_session_id = s.id) AS submitted,
       EXISTS (
           SELECT FROM document_saves d JOIN document_keys k ON k.key = d.document_key
           WHERE k.fill_session_id = s.id AND d.status = 2 AND d.kind <> 'stale') AS saved
FROM fill_sessions s
JOIN form_versions v ON v.id = s.form_version_id
WHERE s.id = @id
