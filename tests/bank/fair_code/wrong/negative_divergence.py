# expect: The sign is wrong, and it is the divergence
import math

my_bits = math.log2(4) - math.log2(6)
