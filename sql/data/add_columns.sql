-- Widens form {formId}'s typed table by all its new columns at once. Never with a default or NOT NULL, which would rewrite or read the whole table.
ALTER TABLE data.f{formId} {additions}
