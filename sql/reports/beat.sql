-- Says how far a run is and that its worker lives; changes nothing when the run was cancelled or is somebody else's now.
UPDATE report_runs SET done = @done, total = coalesce(@total::bigint, total), lease_until = @until
WHERE id = @id AND state = 'running' AND claim = @claim
