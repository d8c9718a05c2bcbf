# 0.693 nats are a bit
my_bits = round(1.7918 / 0.6931, 2)
