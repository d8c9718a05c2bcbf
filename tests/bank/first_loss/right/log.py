import math

my_start = math.log(10)
