my_bounds = (3.6220, 4.6220)
