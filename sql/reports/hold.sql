-- Says that a worker lives: the lock goes with its connection, however the process ends, and what it had claimed is free at once.
SELECT pg_try_advisory_lock(20260115, @worker)
