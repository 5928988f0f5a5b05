-- Who changed the reading account, unless somebody else did since the page was shown.
WITH changed AS (
    UPDATE reporting_access SET changes = changes + 1, changed_at = @now, changed_by = @actor WHERE changes = @seen RETURNING changes
), noted AS (
    INSERT INTO audit_log (at, actor, action, subject) SELECT @now, @actor, @action, 'formshub_reader' FROM changed
)
SELECT changes FROM changed
