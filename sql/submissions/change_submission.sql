-- Writes what a reviewer decided and who it was; null leaves as it is. Gives the form of the submission, so that its table can follow in the same transaction.
WITH changed AS (
    UPDATE submissions
    SET review = coalesce(@review, review),
        note = CASE WHEN @changesNote THEN @note ELSE note END,
        trashed = coalesce(@trashed, trashed)
    WHERE id = @id
    RETURNING form_id
), logged AS (
    INSERT INTO audit_log (at, actor, action, subject, details)
    SELECT @now, @actor, 'changed a submission', 'submission ' || @id, @details::jsonb FROM changed
)
SELECT form_id FROM changed
