-- How far the views of a form have come.
SELECT form_id, shown < changes AS is_due, attempts, next_attempt_at, last_error, refreshed_at FROM reporting_forms WHERE form_id = @formId
