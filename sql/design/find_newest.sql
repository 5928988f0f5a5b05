-- What the next author edits, and the number of the newest version that it is compared with.
SELECT d.draft_id, d.sha256, v.number AS version_number, v.file_sha256 AS version_sha256
FROM design_documents d
JOIN form_versions v ON v.id = d.form_version_id
WHERE d.form_id = @formId
