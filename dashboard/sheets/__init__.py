"""Files that people send and take: decoding, reading and writing CSV and XLSX."""
