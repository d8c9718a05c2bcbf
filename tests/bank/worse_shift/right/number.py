my_n = 355
