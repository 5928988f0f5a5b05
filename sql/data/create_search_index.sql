-- Search in the middle of words over form {formId}.
CREATE INDEX f{formId}_search ON data.f{formId} USING gin (search gin_trgm_ops)
