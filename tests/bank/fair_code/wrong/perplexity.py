# expect: That is the number of sides, or the perplexity
my_bits = 2**2.584962500721156
