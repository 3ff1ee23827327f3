"""Files of spreadsheets and text tables: opened safely, and handed back with what was found in them."""
