-- The next key of a design document whose key ended with the save recorded just before, in the same transaction: nobody can read an ended key and no
-- newer one, or a new key and an old document. Nothing for fill sessions.
INSERT INTO document_keys (key, form_id, form_version_id, draft_id, opened_sha256, created_at)
SELECT @next_key, d.form_id, d.form_version_id, d.draft_id, d.sha256, @received_at
FROM document_keys k
JOIN design_documents d ON d.form_id = k.form_id
WHERE k.key = @document_key AND k.fill_session_id IS NULL AND k.retired_at IS NOT NULL
ON CONFLICT (form_id) WHERE retired_at IS NULL AND fill_session_id IS NULL DO NOTHING
