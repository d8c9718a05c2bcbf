my_start = 2.30
