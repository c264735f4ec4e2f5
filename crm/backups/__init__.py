"""Backups of the whole installation, and the way back to any second since."""
