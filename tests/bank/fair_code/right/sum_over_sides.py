import math

my_bits = -sum(p * math.log2(1 / 6) for p in [0.25, 0.25, 0.25, 0.25, 0, 0])
