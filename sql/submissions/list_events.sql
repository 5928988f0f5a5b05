-- What the Document Server told about a document, the oldest first.
SELECT id, status, forcesave_type, outcome, error, received_at, duration_ms
FROM callback_events
WHERE document_key = @documentKey
ORDER BY id
LIMIT @limit
