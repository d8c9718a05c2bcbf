my_writes = (3, 3, 3, 4, 6, 4)
