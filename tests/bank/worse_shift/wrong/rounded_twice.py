# expect: [360, 0] fails, and so does a smaller one
my_n = 360
