# expect: base 2
my_start = 3.32
