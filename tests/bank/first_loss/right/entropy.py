import numpy as np

p = np.ones(10) / 10
my_start = np.array([-(p * np.log(p)).sum()])[0].astype(np.float32)
