# expect: That is for five sides
import math

my_bits = math.log2(6 - 1)
