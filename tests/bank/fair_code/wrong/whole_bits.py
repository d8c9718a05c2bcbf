# expect: no whole number of bits
import math

my_bits = math.ceil(math.log2(6))
