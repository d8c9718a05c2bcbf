my_bounds = [3.622, 4.622]
