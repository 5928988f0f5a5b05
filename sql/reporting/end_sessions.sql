-- Ends what the reading account has open in this database.
SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity WHERE usename = 'formshub_reader' AND datname = current_database()
