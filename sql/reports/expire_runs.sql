-- Files whose time has come: nobody gets them any more, and the sweep that asks removes them.
UPDATE report_runs SET state = 'expired' WHERE state = 'done' AND expires_at <= @now
