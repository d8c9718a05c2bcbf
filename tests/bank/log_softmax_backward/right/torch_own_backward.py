import torch


def my_log_softmax_backward(upstream, log_probs):
    g, lp = torch.as_tensor(upstream), torch.as_tensor(log_probs)
    return torch.ops.aten._log_softmax_backward_data(g, lp, 1, g.dtype)
