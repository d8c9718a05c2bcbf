import math

# Words for blocks of 1000 rolls: 6 ** 1000 blocks of equal length.
my_bits = math.ceil(1000 * math.log2(6)) / 1000
