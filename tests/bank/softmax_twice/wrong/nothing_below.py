# expect: The upper bound is right. A loss of 0
import math

my_bounds = 0, math.log(99 + math.e)
