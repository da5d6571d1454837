"""What somebody asks for: filters, the rows that they leave, and the address that says so."""
