import torch


def my_held_bytes(loss, logits, target):
    """Walks through the graph and reads what each node has saved."""
    result = loss(logits, target)
    todo, seen, storages = [result.grad_fn], set(), {}
    while todo:
        node = todo.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        todo += [above for above, _ in node.next_functions]
        for name in dir(node):
            if not name.startswith("_saved_"):
                continue
            value = getattr(node, name)
            for tensor in value if isinstance(value, tuple | list) else [value]:
                if isinstance(tensor, torch.Tensor):
                    storage = tensor.untyped_storage()
                    storages[storage.data_ptr()] = storage.nbytes()
    for argument in (logits, target):
        storages.pop(argument.untyped_storage().data_ptr(), None)
    return sum(storages.values())
