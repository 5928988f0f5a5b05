-- Everything the editor said about the documents of one fill session, oldest first, with what it stored.
SELECT e.id, e.document_key, e.status, e.forcesave_type, e.outcome, e.error, e.received_at,
       CASE WHEN jsonb_typeof(e.claims -> 'iat') = 'number' THEN (e.claims ->> 'iat')::numeric END AS signed_at,
       CASE WHEN e.status = 1 AND jsonb_typeof(e.claims -> 'users') = 'array' THEN jsonb_array_length(e.claims -> 'users') ELSE 0 END AS people,
       e.claims #>> '{actions,0,type}' AS action,
       d.id AS save_id, d.kind AS save_kind, d.version AS save_version, b.size AS save_size,
       s.id AS submission_id, s.number AS submission_number, s.late
FROM document_keys k
JOIN callback_events e ON e.document_key = k.key
LEFT JOIN document_saves d ON d.event_id = e.id AND d.document_key = k.key AND d.document_sha256 IS NOT NULL
LEFT JOIN blobs b ON b.sha256 = d.document_sha256
LEFT JOIN submissions s ON s.event_id = e.id AND s.document_key = k.key
WHERE k.fill_session_id = @id
ORDER BY e.id
LIMIT @limit::int
