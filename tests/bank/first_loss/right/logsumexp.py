from scipy.special import logsumexp

my_start = logsumexp([0] * 10)
