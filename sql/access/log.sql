-- Writes down who did what to what, in the transaction of the act itself.
INSERT INTO audit_log (actor, action, subject, details) VALUES (@actor, @action, @subject, @details::jsonb)
