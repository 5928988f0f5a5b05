-- The bytes a document key is opened with: what a design key was made for, what the session's earlier keys saved last, what the session
-- started from, else the form version's file. All keys of a session but its living one are retired; which is older no clock has to say: nodes have their own.
SELECT k.key, k.form_id, k.fill_session_id, f.title, v.file_name,
       coalesce(k.opened_sha256, saved.document_sha256, s.start_sha256, v.file_sha256) AS sha256
FROM document_keys k
JOIN forms f ON f.id = k.form_id
JOIN form_versions v ON v.id = k.form_version_id
LEFT JOIN fill_sessions s ON s.id = k.fill_session_id
LEFT JOIN LATERAL (
    SELECT d.document_sha256
    FROM document_keys earlier JOIN document_saves d ON d.document_key = earlier.key
    WHERE earlier.fill_session_id = k.fill_session_id AND earlier.key <> k.key AND d.kind IN ('final', 'draft', 'unchanged') AND d.document_sha256 IS NOT NULL
    ORDER BY d.id DESC
    LIMIT 1) saved ON true
WHERE k.key = @key
