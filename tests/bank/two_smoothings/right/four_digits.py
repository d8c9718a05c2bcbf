my_eps = 0.1143
