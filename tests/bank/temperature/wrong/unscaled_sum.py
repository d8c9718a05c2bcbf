# expect: without the T in them
import numpy as np


def my_temperature(logits, wanted):
    return logits.max() / np.log(wanted * np.exp(logits).sum())
