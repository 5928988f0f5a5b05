-- A view was made or changed by this statement; part of the transaction that did it.
UPDATE reporting_views SET fingerprint = @fingerprint, refreshed_at = @now WHERE id = @id
