-- Makes every forgotten file that waits due.
UPDATE forgotten_files SET next_attempt_at = @now WHERE state IN ('found', 'stored') AND next_attempt_at > @now
