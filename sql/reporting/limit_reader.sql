-- How the reading account's sessions in this database begin: reading only, in UTC, and none for long. A session can ask for more time, never for more rights.
DO $$
DECLARE
    setting text;
BEGIN
    FOREACH setting IN ARRAY ARRAY[
        'default_transaction_read_only = on', 'statement_timeout = ''5min''', 'idle_in_transaction_session_timeout = ''1min''',
        'search_path = reporting', 'timezone = ''UTC''']
    LOOP
        EXECUTE format('ALTER ROLE formshub_reader IN DATABASE %I SET %s', current_database(), setting);
    END LOOP;
END
$$
