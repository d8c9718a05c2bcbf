# expect: [inf, 0] fails, and so does a smaller one
import math

my_n = math.inf
