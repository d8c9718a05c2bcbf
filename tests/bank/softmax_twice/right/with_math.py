import math

my_bounds = (math.log1p(99 / math.e), 1 + math.log1p(99 * math.exp(-1)))
