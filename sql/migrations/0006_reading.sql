-- Submissions that may have no row in their form's table: received and not normalized yet, or failed before it came to that.
-- Lists look here first and leave those submissions out of the statement when there are none.
CREATE INDEX submissions_without_values ON submissions (form_id, id) WHERE state IN (0, 3);
