# expect: so n is a half of it
my_n = 2 * 710
