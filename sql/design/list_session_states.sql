-- The states of the document of one fill session, the oldest first: the form's file, then the newest save of every version.
SELECT 1 AS number, v.file_sha256 AS sha256, NULL::bytea AS changes_sha256, NULL::text AS history, 'pdf' AS file_type, s.created_at AS saved_at,
       NULL::text AS author_id, NULL::text AS author
FROM fill_sessions s JOIN form_versions v ON v.id = s.form_version_id
WHERE s.id = @id
UNION ALL
SELECT saved.version + 1, saved.document_sha256, saved.changes_sha256, saved.history::text, coalesce(saved.filetype, 'pdf'), saved.saved_at,
       saved.history #>> '{changes,-1,user,id}', saved.history #>> '{changes,-1,user,name}'
FROM (
    SELECT DISTINCT ON (d.version) d.*
    FROM document_keys k JOIN document_saves d ON d.document_key = k.key
    WHERE k.fill_session_id = @id AND d.kind IN ('draft', 'final') AND d.document_sha256 IS NOT NULL
    ORDER BY d.version, d.id DESC
) saved
ORDER BY number
LIMIT @limit::int
