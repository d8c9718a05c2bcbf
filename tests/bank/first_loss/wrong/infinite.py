# expect: is not certain of the wrong class
my_start = float("inf")
