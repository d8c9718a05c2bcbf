import math

my_start = math.log10(10) / math.log10(math.e)
