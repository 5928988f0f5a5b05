-- One submission without its values.
SELECT s.id, s.form_id, f.slug AS form_slug, f.title AS form_title, s.form_version_id, s.document_key, s.submitter_id, s.note, s.reason, s.trashed,
       s.document_sha256, s.changes_sha256, s.form_data_sha256, s.normalized_at
FROM submissions s JOIN forms f ON f.id = s.form_id
WHERE s.id = @id
