my_eps = 0.114
