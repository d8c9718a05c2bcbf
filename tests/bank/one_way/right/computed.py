import numpy as np

truth = np.array([0, 0, 1.0])
model = np.exp(-np.log(1.5)) * truth
model[0] += 1 - model.sum()
my_pair = truth, model
