-- The living key under which a form's document is edited, with what it was opened from; nothing while nobody has edited it.
SELECT k.key, k.draft_id, k.opened_sha256, k.users, k.users_at, k.created_at
FROM document_keys k
WHERE k.form_id = @formId AND k.fill_session_id IS NULL AND k.retired_at IS NULL
