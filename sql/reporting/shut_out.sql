-- Takes from everybody but the owner what PostgreSQL gives to all in this database: temporary tables and the functions beside FormsHub's tables; and, where
-- FormsHub is the server's superuser, large objects, which PostgreSQL 15 lets even a read-only session make, and advisory locks, which FormsHub's nodes take turns by.
DO $$
DECLARE
    given regprocedure;
BEGIN
    IF (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()) THEN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        REVOKE USAGE ON SCHEMA public FROM PUBLIC;
    END IF;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        FOR given IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
                     AND (proname IN ('lo_create', 'lo_creat', 'lo_from_bytea') OR proname ~ '^pg_(try_)?advisory_') LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', given);
        END LOOP;
    END IF;
END
$$
