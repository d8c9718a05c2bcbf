my_start = "2.3026"
