"""Taking files in, by profiles that say which column is what."""
