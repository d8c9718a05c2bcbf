# expect: not one ninth
my_start = 2.197
