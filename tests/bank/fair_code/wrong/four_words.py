# expect: four words take together
import numpy as np

my_bits = -np.log2([1 / 6] * 4).sum()
