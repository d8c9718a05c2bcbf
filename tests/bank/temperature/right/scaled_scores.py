import numpy as np


def my_temperature(logits, wanted):
    # In units of the spread every answer is within reach of a search from 1e-6 to 1e6.
    spread = np.ptp(logits)
    z = (logits - logits.max()) / spread
    low, high = 1e-6, 1e6
    for _ in range(80):
        middle = np.sqrt(low * high)
        largest = 1 / np.exp(z / middle).sum()
        low, high = (middle, high) if largest > wanted else (low, middle)
    return low * spread
