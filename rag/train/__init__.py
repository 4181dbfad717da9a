"""Scripts that make the bundled models and tables; nothing here is needed to ask."""
