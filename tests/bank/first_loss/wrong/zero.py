# expect: certain and right
my_start = 0
