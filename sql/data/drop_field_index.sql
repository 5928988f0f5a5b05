-- Removes what an interrupted CREATE INDEX CONCURRENTLY left of the index of field {fieldId}.
DROP INDEX CONCURRENTLY IF EXISTS data.f{formId}_{fieldId}
