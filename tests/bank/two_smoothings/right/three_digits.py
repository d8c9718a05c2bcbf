my_eps = 0.111
