# expect: still finite
my_n = 354
