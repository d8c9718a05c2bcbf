# expect: That is a logarithm to base 10
import math

my_bits = math.log10(6)
