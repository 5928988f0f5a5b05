-- Every applied migration in order; what must be equal to the program's own list before anything else runs.
SELECT number, name, sha256 FROM schema_migrations ORDER BY number;
