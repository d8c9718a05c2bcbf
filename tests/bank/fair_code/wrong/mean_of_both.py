# expect: the mean of the entropy and of the wrong code's cost
import math

my_bits = (math.log2(4) + math.log2(6)) / 2
