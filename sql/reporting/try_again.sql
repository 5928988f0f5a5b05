-- Somebody wants the views of a form tried again now.
UPDATE reporting_forms SET changes = changes + 1, next_attempt_at = @now WHERE form_id = @formId
