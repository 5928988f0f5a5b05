-- Every save of a form's documents, newest first, with the sizes of what was stored.
SELECT d.id, d.document_key, k.fill_session_id, d.status, d.forcesave_type, d.kind, d.version, d.saved_at, d.last_save, d.not_modified, d.filetype AS file_type,
       encode(d.document_sha256, 'hex') AS document_sha256, b.size AS document_size, encode(d.changes_sha256, 'hex') AS changes_sha256, d.event_id, d.recovered, e.claims ->> 'userdata' AS user_data
FROM document_saves d
JOIN document_keys k ON k.key = d.document_key
JOIN callback_events e ON e.id = d.event_id
LEFT JOIN blobs b ON b.sha256 = d.document_sha256
WHERE d.form_id = @formId AND (@before::bigint IS NULL OR d.id < @before)
ORDER BY d.id DESC
LIMIT @limit::int
