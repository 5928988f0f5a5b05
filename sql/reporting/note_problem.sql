-- The views could not be brought up to date; they stay as they were and are tried again after a pause.
UPDATE reporting_forms
SET attempts = attempts + 1, next_attempt_at = greatest(now(), @now::timestamptz) + @pause::interval, last_error = @error
WHERE form_id = @formId
