# expect: That is the entropy: the bits a roll costs
my_bits = 2
