-- Columns of a form's typed table in which, as the planner's statistics say, nearly every value stands only once.
SELECT attname FROM pg_stats WHERE schemaname = 'data' AND tablename = @tableName AND n_distinct < -0.5
