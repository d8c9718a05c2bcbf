# expect: One number is needed
my_n = (354, 355)
