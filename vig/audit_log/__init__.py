"""Reading the audit: for the data stewards of a service, as a page, as files and for programs."""
