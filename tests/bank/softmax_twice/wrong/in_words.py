# expect: A number is needed
my_bounds = ("log(99 + e) - 1", "log(99 + e)")
