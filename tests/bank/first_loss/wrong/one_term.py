# expect: one term of the entropy
import math

my_start = -0.1 * math.log(0.1)
