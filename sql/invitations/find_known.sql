-- Which of these people have a living link already: the same name, e-mail, reference, role and case. Gives their places in the list.
SELECT p.place - 1
FROM unnest(@names::text[], @emails::text[], @references::text[], @roles::text[], @cases::text[]) WITH ORDINALITY AS p (name, email, reference, role, case_reference, place)
WHERE EXISTS (
    SELECT FROM invitations i LEFT JOIN cases c ON c.id = i.case_id
    WHERE i.form_id = @formId AND i.revoked_at IS NULL
      AND coalesce(i.name, '') = coalesce(p.name, '') AND coalesce(i.email, '') = coalesce(p.email, '') AND coalesce(i.reference, '') = coalesce(p.reference, '')
      AND coalesce(i.role, '') = coalesce(p.role, '') AND (coalesce(c.reference, '') = coalesce(p.case_reference, '') OR (c.reference IS NULL AND 'Case ' || c.number = p.case_reference)))
