"""The whole site as files, for a host without a server, a stick, IPFS or an onion service."""
