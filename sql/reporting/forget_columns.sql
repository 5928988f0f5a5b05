-- Clears the columns of a view before they are noted anew.
DELETE FROM reporting_columns WHERE view_id = @viewId
