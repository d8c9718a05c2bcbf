import numpy as np
from scipy.optimize import root_scalar


def my_temperature(logits, wanted):
    gaps = logits.max() - logits

    def excess(u):
        return -np.log(np.exp(-gaps * np.exp(-u)).sum()) - np.log(wanted)

    return float(np.exp(root_scalar(excess, bracket=(-40, 40), xtol=1e-10).root))
