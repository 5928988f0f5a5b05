-- Dropped files that nobody published for long: they were looked at and left.
DELETE FROM form_drafts WHERE form_id = @formId AND number IS NULL AND made_at < @before
