# expect: look at the row of float64
my_n = 45
