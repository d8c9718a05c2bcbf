# expect: A number is needed
my_eps = "eps * C / (C - 1)"
