-- A draft becomes a version and stays as it is from now on; a dropped file takes its place in the history. Nothing when it is one already or has changed.
UPDATE form_drafts d
SET form_version_id = @versionId, published_by = @publishedBy, aside = false,
    number = coalesce(d.number, (SELECT coalesce(max(number), 0) + 1 FROM form_drafts WHERE form_id = @formId))
WHERE d.id = @id AND d.form_id = @formId AND d.form_version_id IS NULL
  AND coalesce(d.file_sha256, (SELECT s.document_sha256 FROM document_saves s WHERE s.id = d.save_id)) = @sha256
RETURNING d.id
