-- Records one migration in the transaction that applied it.
INSERT INTO schema_migrations (number, name, sha256) VALUES (@number, @name, @sha256);
