# expect: the wrong code's cost in entropies
import math

my_bits = math.log(6) / math.log(4)
