-- Newest first, without the trash: the default order of every list of form {formId}.
CREATE INDEX f{formId}_at ON data.f{formId} (submitted_at DESC, submission_id DESC) WHERE NOT trashed
