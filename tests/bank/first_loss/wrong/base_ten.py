# expect: base 10
my_start = 1
