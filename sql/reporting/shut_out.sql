-- Takes from everybody but the owner what PostgreSQL gives to all: temporary tables, and the functions that stand beside FormsHub's tables.
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE USAGE ON SCHEMA public FROM PUBLIC;
END
$$
