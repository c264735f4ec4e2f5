"""What the pages of projects and engagements have in common."""
