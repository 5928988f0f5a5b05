-- Ends the living key of a form's document when others went on from another state. Unless it must, people who are inside keep their key, and so does
-- a key that opens the newest state.
UPDATE document_keys k
SET retired_at = @now, replaced_at = @now
FROM design_documents d
WHERE d.form_id = @formId AND k.form_id = d.form_id AND k.fill_session_id IS NULL AND k.retired_at IS NULL
  AND (@must OR ((k.users = '{}' OR k.users_at < @since) AND k.draft_id IS DISTINCT FROM d.draft_id))
