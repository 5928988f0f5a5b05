-- Holds a personal link until the commit, so that two tabs that open it at once get one session.
SELECT id FROM invitations WHERE link_token = @linkToken FOR UPDATE
