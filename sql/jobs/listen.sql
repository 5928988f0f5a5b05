-- Hears which jobs other nodes ask for, as long as the connection lives; jobs/notify asks.
LISTEN formshub_jobs
