my_eps = 1 / 9
