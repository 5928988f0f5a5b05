-- Records a callback that stored nothing. When @known_only, only for documents that exist: strangers must not fill the inbox.
INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
SELECT @document_key, (SELECT form_id FROM document_keys WHERE key = @document_key), @status, @forcesave_type, @claims, @outcome, @error, @received_at, @duration_ms
WHERE NOT @known_only OR EXISTS (SELECT FROM document_keys WHERE key = @document_key)
RETURNING outcome
