-- What the operations page says about the database: version, size, clock and how many connections it has.
SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size, now() AS now,
       (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections,
       (SELECT coalesce(sum(size), 0)::bigint FROM blobs) AS blob_bytes, (SELECT count(*) FROM blobs) AS blobs
