# expect: one number is needed
import numpy as np
from scipy.optimize import fsolve


def my_temperature(logits, wanted):
    gaps = logits.max() - logits
    guess = gaps.sum() / (1 / wanted - 1) / 5
    return fsolve(lambda t: np.log(np.exp(-gaps / t).sum()) + np.log(wanted), guess)
