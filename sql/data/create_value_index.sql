-- Numbers, days and times of field {fieldId}, in the order of a descending list; backwards it serves an ascending one. Nobody waits while it is built.
CREATE INDEX CONCURRENTLY IF NOT EXISTS f{formId}_{fieldId} ON data.f{formId} (f{fieldId} DESC NULLS LAST, submission_id DESC) WHERE NOT trashed
