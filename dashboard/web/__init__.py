"""HTTP: the first responses of pages, the API, feeds, share pages, headers and limits."""
