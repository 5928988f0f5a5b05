-- Tells the nodes that work that a job has something to do.
SELECT pg_notify(@channel, @job)
