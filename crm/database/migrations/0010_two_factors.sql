-- Whether somebody showed more than one factor, so that who showed one only can be asked for another
-- once that is required. Of sessions from before, it is known of those alone that gave a code.
ALTER TABLE session ADD COLUMN two_factors boolean NOT NULL DEFAULT false;
UPDATE session SET two_factors = true
FROM holder WHERE holder.account_id = session.account_id AND totp_secret IS NOT NULL;
