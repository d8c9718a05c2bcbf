# expect: The minus sign is missing
my_start = -2.303
