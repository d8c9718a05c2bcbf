# expect: a Huffman code for single rolls: over many
lengths = [2, 2, 3, 3, 3, 3]
my_bits = sum(lengths[:4]) / 4
