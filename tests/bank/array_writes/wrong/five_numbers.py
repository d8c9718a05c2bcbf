# expect: A dictionary is needed
my_writes = (3, 3, 4, 6, 4)
