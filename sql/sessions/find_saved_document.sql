-- The bytes of one save of a fill session's documents; without a save, those of the newest that holds what was entered.
SELECT d.id AS save_id, d.document_sha256 AS sha256, b.media_type, d.saved_at, f.slug AS form_slug, f.title AS form_title, f.id AS form_id
FROM document_keys k
JOIN document_saves d ON d.document_key = k.key
JOIN blobs b ON b.sha256 = d.document_sha256
JOIN forms f ON f.id = k.form_id
WHERE k.fill_session_id = @sessionId
  AND CASE WHEN @saveId::bigint IS NULL THEN d.kind IN ('final', 'draft', 'unchanged') ELSE d.id = @saveId END
ORDER BY d.id DESC
LIMIT 1
