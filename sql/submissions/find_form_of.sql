-- The form a submission belongs to.
SELECT form_id FROM submissions WHERE id = @id
