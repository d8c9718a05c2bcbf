# expect: That is the exponent of the largest number
import sys

my_n = sys.float_info.max_exp
