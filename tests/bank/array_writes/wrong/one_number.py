# expect: A dictionary is needed
my_writes = 3
