-- What happened to the documents of one fill session, in order: callbacks with what they stored.
SELECT e.id, e.document_key, e.status, e.forcesave_type, e.outcome, e.received_at, e.duration_ms, e.error, e.claims ->> 'userdata' AS user_data,
       d.kind AS save_kind, d.version AS save_version, coalesce(d.recovered, false) AS recovered, s.id AS submission_id, s.number AS submission_number
FROM document_keys k
JOIN callback_events e ON e.document_key = k.key
LEFT JOIN document_saves d ON d.event_id = e.id AND d.document_key = k.key
LEFT JOIN submissions s ON s.event_id = e.id AND s.document_key = k.key
WHERE k.fill_session_id = @id
ORDER BY e.id
LIMIT @limit::int
