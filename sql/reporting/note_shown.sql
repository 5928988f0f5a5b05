-- The views show this change; part of the transaction that made them. What changed meanwhile stays due.
UPDATE reporting_forms
SET shown = @changes, template = @template, attempts = 0, last_error = NULL, refreshed_at = @now
WHERE form_id = @formId
