# expect: is it rounded? Then give more digits
my_start = 2
