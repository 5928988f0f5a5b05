-- A row without values in form {formId}'s typed table for a submission that failed; the row of an earlier run keeps its values.
INSERT INTO data.f{formId} (submission_id, number, version, submitted_at, trashed)
SELECT s.id, s.number, v.number, s.submitted_at, s.trashed
FROM submissions s JOIN form_versions v ON v.id = s.form_version_id
WHERE s.id = @id
ON CONFLICT (submission_id) DO NOTHING
