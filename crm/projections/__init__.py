"""What the network can be asked to show. One read model a folder or file; none reads another."""
