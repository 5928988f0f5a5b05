-- The reading account as the server has it, what of its limits is missing, and what FormsHub's own account may do about it.
SELECT reader.oid IS NOT NULL AS exists, coalesce(reader.rolcanlogin, false) AS can_sign_in,
       coalesce(has_schema_privilege(reader.oid, 'reporting', 'USAGE'), false) AS sees_views,
       coalesce(EXISTS (SELECT FROM pg_db_role_setting l WHERE l.setrole = reader.oid AND l.setdatabase = base.oid
                        AND 'default_transaction_read_only=on' = ANY (l.setconfig)), false) AS is_limited,
       coalesce(reader.rolsuper OR has_table_privilege(reader.oid, 'submissions', 'SELECT') OR has_schema_privilege(reader.oid, 'data', 'USAGE')
                OR has_schema_privilege(reader.oid, 'reporting', 'CREATE'), false) AS sees_too_much,
       coalesce(((has_database_privilege(reader.oid, base.oid, 'TEMPORARY') OR has_schema_privilege(reader.oid, 'public', 'USAGE'))
                 AND pg_has_role(base.datdba, 'USAGE') AND pg_has_role(place.nspowner, 'USAGE'))
                OR (me.rolsuper AND has_function_privilege(reader.oid, 'lo_create(oid)', 'EXECUTE')), false) AS is_to_be_shut_out,
       me.rolsuper OR me.rolcreaterole AS may_make_roles,
       (SELECT count(*)::int FROM pg_stat_activity a WHERE a.usename = 'formshub_reader' AND a.datname = current_database()) AS sessions,
       access.changes, access.changed_at, access.changed_by
FROM reporting_access access
JOIN pg_database base ON base.datname = current_database()
JOIN pg_namespace place ON place.nspname = 'public'
JOIN pg_roles me ON me.rolname = current_user
LEFT JOIN pg_roles reader ON reader.rolname = 'formshub_reader'
