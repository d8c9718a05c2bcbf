# expect: and so does a smaller one
my_n = 712 // 2
