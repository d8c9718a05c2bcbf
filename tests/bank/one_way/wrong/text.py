# expect: two lists of numbers
my_pair = (["1/2", "1/2", "0"], ["1/3", "1/3", "1/3"])
