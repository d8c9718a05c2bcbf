# expect: the entropy in shares of the wrong code's cost
import math

my_bits = 2 / math.log2(6)
