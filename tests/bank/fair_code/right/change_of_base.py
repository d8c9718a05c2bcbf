import math

my_bits = math.log(6) / math.log(2)
