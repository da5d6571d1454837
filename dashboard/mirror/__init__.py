"""Export the whole site as static files, for any web host, a USB stick, IPFS or an onion service."""
