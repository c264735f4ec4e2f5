"""How somebody shows who they are: invitations, passwords, second factors, sessions, limits."""
