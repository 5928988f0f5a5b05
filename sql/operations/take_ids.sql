-- Ids from a table's own sequence, for rows that are copied in.
SELECT nextval(pg_get_serial_sequence(@table, 'id')) FROM generate_series(1, @rows::int)
