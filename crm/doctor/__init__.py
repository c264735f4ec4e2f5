"""What an administrator should know of the installation, and the way out of each fault."""
