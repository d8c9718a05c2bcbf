# expect: right as far as it goes: give more digits
my_bits = 2.6
