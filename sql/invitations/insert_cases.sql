-- New cases, numbered in their order behind the form's last one.
INSERT INTO cases (id, form_id, number, reference, created_at)
SELECT c.id, @formId, (SELECT coalesce(max(number), 0) FROM cases WHERE form_id = @formId) + c.place, c.reference, @createdAt
FROM unnest(@ids::uuid[], @references::text[]) WITH ORDINALITY AS c (id, reference, place)
