-- Choices of field {fieldId}, compared without regard to case; the column itself is in the index too, so that counting needs no table.
CREATE INDEX CONCURRENTLY IF NOT EXISTS f{formId}_{fieldId} ON data.f{formId} (lower(f{fieldId})) INCLUDE (f{fieldId}) WHERE NOT trashed
