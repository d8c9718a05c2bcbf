import numpy as np

my_eps = np.linalg.solve(np.array([[1 / 8 - 1]]), np.array([0.9 - 1]))[0]
