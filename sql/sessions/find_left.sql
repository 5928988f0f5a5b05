-- When the respondent left what they had begun to fill; nothing for a session in which nothing was saved, or that was submitted.
SELECT last_activity_at FROM fill_sessions WHERE id = @id AND changed_at IS NOT NULL AND submitted_at IS NULL
