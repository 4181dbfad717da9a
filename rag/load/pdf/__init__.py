"""PDF pages in reading order. Only a child process with limits imports this package: PDF files may be hostile."""
