-- One personal link a line; a line that was taken before is not taken again.
INSERT INTO invitations (form_id, link_token, name, email, reference, single_use, role, turn, case_id, batch, line, created_at)
SELECT @formId, p.link_token, p.name, p.email, p.reference, p.single_use, p.role, p.turn, p.case_id, @batch, p.place, @createdAt
FROM unnest(
    @linkTokens::text[], @names::text[], @emails::text[], @references::text[], @singleUses::boolean[], @roles::text[], @turns::int[], @caseIds::uuid[])
    WITH ORDINALITY AS p (link_token, name, email, reference, single_use, role, turn, case_id, place)
ON CONFLICT (form_id, batch, line) DO NOTHING
