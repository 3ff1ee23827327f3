// what = "The tables of the file: ours, or somebody else's database."
CALL show_tables()
RETURN *
