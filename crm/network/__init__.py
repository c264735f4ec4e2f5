"""Who worked with whom on what: the questions the network is asked, one a file."""
