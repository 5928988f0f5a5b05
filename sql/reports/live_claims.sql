-- Whose files belong to somebody: being made, or there to be downloaded.
SELECT claim FROM report_runs WHERE state IN ('running', 'done') AND claim = ANY (@claims::uuid[])
