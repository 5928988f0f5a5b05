-- Tells the nodes that work, which hear it by jobs/listen, that a job has something to do.
SELECT pg_notify('formshub_jobs', @job)
