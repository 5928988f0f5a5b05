-- Makes the list of applied migrations: what was applied, when, and the sha256 of its text, so that a changed file is noticed.
CREATE TABLE IF NOT EXISTS schema_migrations (
    number     int         PRIMARY KEY,
    name       text        NOT NULL,
    sha256     bytea       NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
