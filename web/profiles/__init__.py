"""What every profile shows: a timeline, whom it worked with, its history."""
