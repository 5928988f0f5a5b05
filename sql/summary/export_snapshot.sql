-- Lets other connections see the database exactly as this transaction sees it, as long as it lasts.
SELECT pg_export_snapshot()
