import numpy as np


def my_shares(target, weight):
    mass = np.eye(len(weight))[target] * weight
    return (mass / mass.sum()).max(axis=1)
