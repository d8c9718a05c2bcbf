# expect: the share of one side of six
import math

my_bits = -1 / 6 * math.log2(1 / 6)
