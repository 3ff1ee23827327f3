"""`zielnetz load`, `check`, `template`: a plan into the database, checked before anything is written."""
