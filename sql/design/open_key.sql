-- A key for a form's document unless one lives. Runs under the lock of the design, so what it opens is the newest state.
INSERT INTO document_keys (key, form_id, form_version_id, draft_id, opened_sha256, created_at)
SELECT @documentKey, form_id, form_version_id, draft_id, sha256, @createdAt FROM design_documents WHERE form_id = @formId
ON CONFLICT (form_id) WHERE retired_at IS NULL AND fill_session_id IS NULL DO NOTHING
