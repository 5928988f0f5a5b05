-- Texts of field {fieldId} in people's alphabetical order, by the very beginning that lists sort by; backwards it serves an ascending list.
-- Not without the trash: the planner takes statistics of an expression from whole indexes only, and needs them to see that no value is missing.
CREATE INDEX CONCURRENTLY IF NOT EXISTS f{formId}_{fieldId} ON data.f{formId} ((left(f{fieldId}, 200) COLLATE "und-x-icu") DESC NULLS LAST, submission_id DESC)
