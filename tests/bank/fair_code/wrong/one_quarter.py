# expect: the share of one side: the other three
import math

my_bits = 1 / 4 * math.log2(6)
