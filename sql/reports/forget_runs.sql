-- Removes what was finished long ago and has no file any more, with its links.
DELETE FROM report_runs WHERE state IN ('failed', 'cancelled', 'expired') AND coalesce(expires_at, finished_at) <= @before
