# expect: The entropy is added
import math

my_bits = 2 + math.log2(6)
