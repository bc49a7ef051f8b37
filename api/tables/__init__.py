"""Tables of suppliers as people keep them: XLSX, ODS and CSV, read within bounds and written."""
