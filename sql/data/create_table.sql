-- The typed table of form {formId}: one row a submission; one column a field is added for each field. Names are made of integer ids alone.
CREATE TABLE data.f{formId} (
    submission_id bigint      PRIMARY KEY,
    number        int         NOT NULL,
    version       int         NOT NULL,
    submitted_at  timestamptz NOT NULL,
    trashed       boolean     NOT NULL DEFAULT false,
    search        text
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)
