# expect: A number is needed
my_start = "log 10"
