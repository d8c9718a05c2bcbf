# expect: perplexity
my_start = 10
