-- The submissions of a form right before and right after a number, trash left out.
SELECT previous.id AS previous_id, previous.number AS previous_number, following.id AS next_id, following.number AS next_number
FROM (SELECT 1) AS one
LEFT JOIN LATERAL (
    SELECT id, number FROM submissions WHERE form_id = @formId AND number < @number AND NOT trashed ORDER BY number DESC LIMIT 1
) AS previous ON true
LEFT JOIN LATERAL (
    SELECT id, number FROM submissions WHERE form_id = @formId AND number > @number AND NOT trashed ORDER BY number LIMIT 1
) AS following ON true
