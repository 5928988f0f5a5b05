-- A file that was published at once takes its place in the history of the form's document.
INSERT INTO form_drafts (form_id, number, origin, file_sha256, file_name, author, made_at, saved_at, form_version_id, published_by)
SELECT v.form_id, (SELECT coalesce(max(number), 0) + 1 FROM form_drafts WHERE form_id = v.form_id), 'upload', v.file_sha256, v.file_name, @author,
       v.published_at, v.published_at, v.id, @author
FROM form_versions v
WHERE v.id = @versionId
