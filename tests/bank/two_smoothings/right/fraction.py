my_eps = 4 / 35
