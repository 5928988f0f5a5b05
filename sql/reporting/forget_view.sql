-- A view that is no more.
DELETE FROM reporting_views WHERE id = @id
