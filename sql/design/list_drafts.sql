-- The states of a form's document, newest first, each with what it was published as; then files that wait to be published.
SELECT d.id, d.form_id, d.number, d.origin, d.from_id, d.file_name, d.author_id, d.author, d.made_at, d.saved_at, d.aside, d.published_by,
       v.number AS version_number, v.published_at, source.number AS from_number,
       coalesce(d.file_sha256, s.document_sha256) AS sha256, s.changes_sha256, CASE WHEN @withHistory THEN s.history::text END AS history, coalesce(s.filetype, 'pdf') AS file_type
FROM form_drafts d
LEFT JOIN document_saves s ON s.id = d.save_id
LEFT JOIN form_versions v ON v.id = d.form_version_id
LEFT JOIN form_drafts source ON source.id = d.from_id
WHERE d.form_id = @formId AND (@id::int IS NULL OR d.id = @id)
ORDER BY d.number DESC NULLS LAST, d.id DESC
LIMIT @limit::int
